"""Tables of this application."""
