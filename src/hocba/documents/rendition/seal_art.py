"""The seal as a drawing: a round red mark with the organisation's name from its certificate, in vector outlines.

It is the appearance of the signature field, so it is seen only once the file is sealed. It holds no text and no image
of a person's signature. Source: QĐ 1789/QĐ-SGDĐT, art. 11 (over the left third of the head's signature).
"""

from __future__ import annotations

import json
import math
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations

from hocba.documents.rendition.form import Stage
from hocba.documents.rendition.wording import wording

_BOX = 1000
_CENTRE = _BOX / 2
_RED = "0.80 0.06 0.10"
_RINGS = ((484, 20), (452, 6), (338, 6))
"""Radius and line width."""
_RING_TEXT_RADIUS = 363
_RING_TEXT_SIZE = 88
_RING_ARC = math.radians(300)
_INNER = 300
"""Radius that the name must stay within."""
_CAP = 0.655
"""Height of capitals and ..."""
_LINE = 1.12
"""... distance of lines, in em; marks above capitals need room."""
_LARGEST = 130
_MOST_LINES = 5
_MOST_PIECES = 12
_STAR_RADIUS = 44


@dataclass(frozen=True, slots=True)
class _Letters:
    units: int
    glyphs: dict[str, tuple[int, str]]

    def of(self, text: str) -> list[tuple[float, str]]:
        """Advance in em and outline of each letter; a letter without outline falls back to its base or is left out."""
        found = []
        for letter in unicodedata.normalize("NFC", text.upper()):
            base = unicodedata.normalize("NFD", letter)[0]
            glyph = self.glyphs.get(letter) or self.glyphs.get(base)
            if glyph is not None:
                found.append((glyph[0] / self.units, glyph[1]))
        return found

    def width(self, text: str) -> float:
        return sum(advance for advance, _ in self.of(text))


@cache
def _letters() -> _Letters:
    data = json.loads((files(__package__) / "fonts" / "seal-letters.json").read_text(encoding="utf-8"))
    return _Letters(data["units_per_em"], {letter: (glyph[0], glyph[1]) for letter, glyph in data["glyphs"].items()})


@cache
def seal_appearance(name: str, version: str, stage: Stage = Stage.SEALED) -> bytes:
    """The seal as a form XObject (dictionary and stream), for a square field.

    Args:
        name: the organisation's name as in its certificate.
        version: form version, which names the words in the ring.
        stage: `AUTHORITY_COPY` has words of its own in the ring, so that its seal does not look like a school's.
    """
    parts = ["/M gs", f"{_RED} rg {_RED} RG"]
    parts += [f"{width} w {_circle(radius)} S" for radius, width in _RINGS]
    parts.append(_star(_CENTRE, _CENTRE - (_RINGS[1][0] + _RINGS[2][0]) / 2))
    parts += _around(wording(version)["authority_copy" if stage is Stage.AUTHORITY_COPY else "seal"]["ring"])
    parts += _inside(name)
    content = zlib.compress("\n".join(parts).encode("ascii"), 9)
    return b"<</Type/XObject/Subtype/Form/BBox[0 0 %d %d]/Resources<</ExtGState<</M<</BM/Multiply>>>>>>" % (
        _BOX,
        _BOX,
    ) + b"/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(content), content)


def _inside(name: str) -> list[str]:
    """The name in the middle, in as many lines as let it be largest."""
    words = _pieces(name)
    if not words:
        return []
    size, lines = max(
        (_fitting(lines), lines) for count in range(1, min(len(words), _MOST_LINES) + 1) for lines in _cut(words, count)
    )
    top = _CENTRE + (len(lines) - 1) * _LINE * size / 2 - _CAP * size / 2
    out = []
    for index, line in enumerate(lines):
        out += _straight(line, size, top - index * _LINE * size)
    return out


def _pieces(name: str) -> list[str]:
    """The words, the shortest neighbours joined where there are too many to try every way of cutting lines."""
    words = name.split()
    while len(words) > _MOST_PIECES:
        at = min(range(len(words) - 1), key=lambda i: len(words[i]) + len(words[i + 1]))
        words[at : at + 2] = [f"{words[at]} {words[at + 1]}"]
    return words


def _cut(words: Sequence[str], count: int) -> list[list[str]]:
    places = combinations(range(1, len(words)), count - 1)
    return [[" ".join(words[a:b]) for a, b in zip((0, *cut), (*cut, len(words)), strict=True)] for cut in places]


def _fitting(lines: Sequence[str]) -> float:
    """The largest size at which every line stays within the inner circle."""
    size = float(_LARGEST)
    for index, line in enumerate(lines):
        half = _letters().width(line) / 2
        edge = abs((len(lines) - 1) / 2 - index) * _LINE + _CAP / 2
        size = min(size, _INNER / math.hypot(half, edge))
    return size


def _straight(line: str, size: float, y: float) -> list[str]:
    x = _CENTRE - _letters().width(line) * size / 2
    out = []
    for advance, outline in _letters().of(line):
        if outline:
            out.append(_glyph(outline, size, 0.0, x, y))
        x += advance * size
    return out


def _around(text: str) -> list[str]:
    """Text along the upper part of the ring, read from outside."""
    size = float(_RING_TEXT_SIZE)
    middle = _RING_TEXT_RADIUS + _CAP * size / 2
    arc = _letters().width(text) * size / middle
    if arc > _RING_ARC:
        size *= _RING_ARC / arc
        arc = _RING_ARC
    angle = math.pi / 2 + arc / 2
    out = []
    for advance, outline in _letters().of(text):
        step = advance * size / middle
        turn = angle - step / 2 - math.pi / 2
        if outline:
            x = _CENTRE + _RING_TEXT_RADIUS * math.cos(angle - step / 2) - advance * size / 2 * math.cos(turn)
            y = _CENTRE + _RING_TEXT_RADIUS * math.sin(angle - step / 2) - advance * size / 2 * math.sin(turn)
            out.append(_glyph(outline, size, turn, x, y))
        angle -= step
    return out


def _glyph(outline: str, size: float, turn: float, x: float, y: float) -> str:
    scale = size / _letters().units
    a, b = scale * math.cos(turn), scale * math.sin(turn)
    return f"q {a:.4f} {b:.4f} {-b:.4f} {a:.4f} {x:.1f} {y:.1f} cm {outline} f Q"


def _circle(radius: float) -> str:
    k, c = 0.5523 * radius, _CENTRE
    corners = [(c + radius, c), (c, c + radius), (c - radius, c), (c, c - radius), (c + radius, c)]
    turns = [((0, k), (k, 0)), ((-k, 0), (0, k)), ((0, -k), (-k, 0)), ((k, 0), (0, -k))]
    out = [f"{corners[0][0]:.1f} {corners[0][1]:.1f} m"]
    for start, end, (leave, arrive) in zip(corners, corners[1:], turns, strict=False):
        numbers = (start[0] + leave[0], start[1] + leave[1], end[0] + arrive[0], end[1] + arrive[1], *end)
        out.append(" ".join(f"{number:.1f}" for number in numbers) + " c")
    return " ".join(out) + " h"


def _star(x: float, y: float) -> str:
    points = []
    for corner in range(10):
        radius = _STAR_RADIUS * (1.0 if corner % 2 == 0 else 0.382)
        angle = math.pi / 2 + corner * math.pi / 5
        points.append(f"{x + radius * math.cos(angle):.1f} {y + radius * math.sin(angle):.1f}")
    return f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:]) + " h f"
