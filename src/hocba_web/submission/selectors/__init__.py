"""What this application reads."""
