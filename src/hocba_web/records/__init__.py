"""The digital record: its content by revision, its signatures, its state, its files."""
