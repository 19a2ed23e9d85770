"""What the pages of our own files show, read without another program: strictly, in a few milliseconds."""

from hocba.documents.rendition.reading.objects import PdfObjects
from hocba.documents.rendition.reading.reader import Field, Shown, compare, read_shown

__all__ = ["Field", "PdfObjects", "Shown", "compare", "read_shown"]
