"""School, campuses, years, classes; the first run."""
