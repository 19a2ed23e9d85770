"""Measures and colours of the form's pages, in points."""

from __future__ import annotations

from hocba.documents.rendition.writer.boxes import Pen
from hocba.documents.rendition.writer.text import BLACK, Colour

CM = 72 / 2.54
PAGE_WIDTH, PAGE_HEIGHT = 595.2756, 841.8898
"""A4."""
LEFT, RIGHT = 2.3 * CM, PAGE_WIDTH - 1.9 * CM
WIDTH = RIGHT - LEFT
TOP = 2.3 * CM
HEIGHT = PAGE_HEIGHT - TOP - 2 * CM
"""Between the upper and the lower margin."""
SPACING = 9.0
"""Between blocks that ask for nothing else: 0.75 em of 12."""

ACCENT: Colour = (0x9D / 255, 0x14 / 255, 0x20 / 255)
TINT: Colour = (0xF6 / 255, 0xEC / 255, 0xE6 / 255)
GREY: Colour = (0.2, 0.2, 0.2)
PALE: Colour = (0xEB / 255, 0xEB / 255, 0xEB / 255)

HAIR = Pen((0x5A / 255, 0x5A / 255, 0x5A / 255), 0.5)
DOTS = Pen((0x6F / 255, 0x6F / 255, 0x6F / 255), 0.6, dotted=True)
FRAME = Pen(ACCENT, 0.8)
COVER_FRAME = Pen(ACCENT, 2.6)
COVER_RULE = Pen(BLACK, 0.8)
HEAD_RULE = Pen(ACCENT, 0.6)
