"""What viewers and screen readers say beside the pages: bookmarks, and texts that stand for other content.

They stand outside the pages, so nobody sees that they differ; whoever hears a record must hear what is signed.
Source: ISO 32000-1, 12.3.3 (outline), 14.9 (alternative texts).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hocba.documents.rendition.form import Form, Heading, LookUp
from hocba.documents.rendition.reading.content import Strange
from hocba.documents.rendition.reading.objects import PdfObjects

_OTHER_WORDS = (b"/ActualText", b"/E<", b"/E(", b"#")
"""Names that let an element say something else, and the sign by which a name could be written otherwise."""
_ALTERNATIVE = re.compile(rb"/Alt(<FEFF(?:[0-9A-F]{4})*>)")
_BOOKMARK = re.compile(
    rb"\n<</Parent \d{1,7} 0 R/Title(<FEFF(?:[0-9A-F]{4})*>)/Dest\[\d{1,7} 0 R/XYZ \d{1,4} \d{1,4} 0\]"
    rb"(?:/(?:Prev|Next|First|Last) \d{1,7} 0 R)*(?:/Count -?\d{1,4})?>>(?=\n)"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Texts beside the pages."""

    bookmarks: tuple[str, ...]
    """Titles of the outline, in order."""
    alternatives: tuple[str, ...]
    """What stands for a picture."""


def read_spoken(objects: PdfObjects) -> Spoken:
    """Find all of them.

    Raises:
        Strange: one is written otherwise than our writer writes it.
    """
    whole = b"\n%b\n" % b"\n".join(objects.packed.values())
    alternatives, bookmarks = _ALTERNATIVE.findall(whole), _BOOKMARK.findall(whole)
    if any(name in whole for name in _OTHER_WORDS) or whole.count(b"/Alt") != len(alternatives):
        raise Strange("structure element")
    if whole.count(b"/Title") != len(bookmarks) + 1:  # the document information has one, too
        raise Strange("outline")
    return Spoken(tuple(map(_text, bookmarks)), tuple(map(_text, alternatives)))


def spoken_by(form: Form) -> Spoken:
    """What a file of this form says beside its pages."""
    return Spoken(
        tuple(block.text for block in form.blocks if isinstance(block, Heading)),
        tuple(block.note for block in form.blocks if isinstance(block, LookUp)),
    )


def _text(string: bytes) -> str:
    try:
        return bytes.fromhex(string[5:-1].decode("ascii")).decode("utf-16-be")
    except ValueError as error:
        raise Strange("text string") from error
