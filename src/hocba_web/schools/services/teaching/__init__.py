"""Yearly assignment, substitutions, groups."""
