"""Pages of staff and groups."""
