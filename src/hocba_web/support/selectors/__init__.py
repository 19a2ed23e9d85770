"""Selectors of support."""
