"""Sealed PDFs: strict structure, CMS, the XML inside, and the text that pages show."""
