"""English, as used in Vietnam."""
