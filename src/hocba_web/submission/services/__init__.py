"""What this application writes: one transaction an act, with its trace."""
