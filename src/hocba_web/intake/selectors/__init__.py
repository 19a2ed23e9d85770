"""Reads of workbooks in and out."""
