"""Workbooks in and out: upload, preview, apply, undo, export."""
