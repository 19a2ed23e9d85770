"""Closing ("chốt") of a group: confirmed by the principal, done by the register."""
