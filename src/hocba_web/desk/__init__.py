"""The officers' site."""
