"""Pages of issuance."""
