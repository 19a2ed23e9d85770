"""What may be done about reports to the ministry."""
