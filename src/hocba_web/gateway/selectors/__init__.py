"""What the gateway reads."""
