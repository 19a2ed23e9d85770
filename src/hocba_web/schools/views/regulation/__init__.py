"""Pages of the school's own regulation."""
