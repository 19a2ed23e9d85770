"""Reads of transfers."""
