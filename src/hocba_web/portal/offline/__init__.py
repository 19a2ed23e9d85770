"""The page that verifies a file in the browser alone: what it is given is data of the core, made here."""
