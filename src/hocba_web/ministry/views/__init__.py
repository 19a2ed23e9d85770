"""Pages about reports to the ministry."""
