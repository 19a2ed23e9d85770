"""The PDF file itself: our layout, and the place for the seal."""
