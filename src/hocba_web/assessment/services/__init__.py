"""Services of assessment."""
