"""Pages of submission."""
