"""The verification portal: anybody gives a file, and is told what it is; nothing that is given is kept."""
