"""Selectors of assessment."""
