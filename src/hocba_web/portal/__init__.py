"""The public's doors: look-up and verification."""
