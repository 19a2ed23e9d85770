"""What is written to the log: leaves, their places, checkpoints."""
