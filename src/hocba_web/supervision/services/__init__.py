"""Services of supervision."""
