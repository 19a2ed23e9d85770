"""The school's own regulation."""
