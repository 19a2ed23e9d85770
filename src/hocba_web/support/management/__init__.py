"""Commands of support."""
