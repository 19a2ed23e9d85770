"""The first page of an officer: what waits, and the days to the two deadlines."""
