"""Traces: append-only entries, chained by hash."""
