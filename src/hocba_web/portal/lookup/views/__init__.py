"""Pages of the look-up."""
