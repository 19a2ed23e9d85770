"""Writes of workbooks in and out."""
