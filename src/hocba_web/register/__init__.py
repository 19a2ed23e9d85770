"""What the authority holds."""
