"""What is read from the log: stored hashes, proofs, how it stands."""
