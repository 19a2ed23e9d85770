"""Pages of officers about transfers."""
