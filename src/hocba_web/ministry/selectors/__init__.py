"""What is read of reports to the ministry."""
