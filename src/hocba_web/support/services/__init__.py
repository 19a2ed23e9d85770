"""Services of support."""
