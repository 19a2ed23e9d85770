"""Selectors of supervision."""
