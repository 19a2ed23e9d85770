"""Reports to the ministry's warehouse."""
