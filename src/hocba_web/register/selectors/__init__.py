"""What the register reads."""
