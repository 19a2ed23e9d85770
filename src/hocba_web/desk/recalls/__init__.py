"""What schools ask to have recalled: one officer prepares, another decides."""
