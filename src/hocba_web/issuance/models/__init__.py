"""Tables of issuance; private to this application."""
