"""The command `hocba`."""
