"""Tables of submission; private to this application."""
