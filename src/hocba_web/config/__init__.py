"""Settings, addresses and navigation of the whole project."""
