"""Messages of the authority to schools."""
