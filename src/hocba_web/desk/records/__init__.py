"""Searching and reading records; every look leaves a trace."""
