"""Pages of school, years, classes; the first run."""
