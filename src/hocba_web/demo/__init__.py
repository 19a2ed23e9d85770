"""The sample school, seeded and served."""
