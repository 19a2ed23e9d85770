"""Pages of the yearly assignment and substitutions."""
