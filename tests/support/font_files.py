"""The bundled fonts as fontTools reads them."""

from __future__ import annotations

import io
from importlib.resources import files
from typing import Any

from fontTools.ttLib import TTFont

from hocba.documents.rendition.writer.face import Face


def original(face: Face) -> Any:  # fontTools has no types
    """The whole font, open."""
    return TTFont(io.BytesIO((files("hocba.documents.rendition") / "fonts" / f"{face.name}.ttf").read_bytes()))
