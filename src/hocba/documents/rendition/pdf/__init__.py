"""The PDF file itself: reading what Typst wrote, and writing it again small, with a place for the seal."""
