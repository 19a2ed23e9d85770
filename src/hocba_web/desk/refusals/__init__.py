"""Refusals with their reasons and trends."""
