"""Staff: adding, changing, leaving."""
