"""What may still happen after closing: dated decisions, prepared by one officer and decided by another."""
