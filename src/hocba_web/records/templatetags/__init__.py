"""Tags for pages about records."""
