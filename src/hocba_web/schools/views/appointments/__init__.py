"""Pages of appointments and decisions."""
