"""The signature field over the head's signature, as far as drawing, sealing and verifying share it."""

from __future__ import annotations

FIELD_NAME = "seal"
EMPTY_APPEARANCE = b"<</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Length 0>>\nstream\n\nendstream"


def text_string(text: str) -> bytes:
    """A PDF text string: UTF-16 with its byte order mark, in hexadecimal."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"
