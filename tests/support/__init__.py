"""Helpers shared by tests: invented records, paths, the demo PKI."""
