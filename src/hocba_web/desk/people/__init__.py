"""Pages about the officers themselves: who holds what, naming, ending, passwords."""
