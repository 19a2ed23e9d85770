"""What schools do about transfers."""
