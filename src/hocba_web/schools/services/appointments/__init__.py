"""Offices, bodies and decisions."""
