"""Submission from the school's side."""
