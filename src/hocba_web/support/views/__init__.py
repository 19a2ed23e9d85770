"""Views of support."""
