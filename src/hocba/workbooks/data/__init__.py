"""Captions, words and limits of the workbooks, as data."""
