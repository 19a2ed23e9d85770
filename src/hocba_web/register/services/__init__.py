"""What the register writes."""
