"""A writer of our own for the one form that a record has; the tests hold its layout to Typst's."""

from hocba.documents.rendition.writer.write import write, write_together

__all__ = ["write", "write_together"]
