"""Whether this installation works: signs of life, checks, and the addresses that tell."""
