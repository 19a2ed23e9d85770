"""Content streams changed run by run: what a forger would do who knows our writer."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from functools import cache

from hocba.documents.rendition import Form, Stage, form_of, render
from hocba.documents.rendition.writer.face import BOLD, ITALIC, REGULAR, Face
from hocba.documents.rendition.writer.text import Style, one_line
from hocba.errors import DocumentError
from hocba.model import Assessment, Subject, TeacherPart, YearRecord
from support.forms import lines
from support.opened import compared, opened
from support.records import sample_record
from support.sealed import LOOKUP, SEALED_AT

Change = Callable[[bytes], bytes]
_MOVE = re.compile(rb"(-?\d+) (-?\d+) Td\[")


@cache
def record() -> YearRecord:
    """A record in which maths has 10 and every other subject 9."""
    sample = sample_record()
    assert isinstance(sample.assessment, Assessment)
    parts = tuple(
        TeacherPart(
            part.teacher,
            tuple(
                dataclasses.replace(result, score=10) if result.subject is Subject.MATHS else result
                for result in part.results
            ),
        )
        for part in sample.assessment.parts
    )
    return sample_record(assessment=dataclasses.replace(sample.assessment, parts=parts))


@cache
def form() -> Form:
    """As a verifier makes it, without the look-up address."""
    return form_of(record(), lines(record()), stage=Stage.SEALED, demo=True)


@cache
def rendered() -> bytes:
    """As the issuer made it."""
    issued = form_of(record(), lines(record()), stage=Stage.SEALED, lookup_address=LOOKUP, demo=True)
    return render(issued, sealed_xml=b"<x/>", created_at=SEALED_AT)


def judged(page: int, change: Change) -> str:
    """What the reader says of a page that was drawn otherwise: a code, or the kind of result."""
    file = opened(rendered())
    file.redraw(page, change)
    try:
        found = compared(form(), file.to_bytes())
    except DocumentError as error:
        return error.code if error.params["page"] == page else f"{error.code} on another page"
    return "PASSED" if found is None else "TEXT_DIFFERS"


def once(old: bytes, new: bytes) -> Change:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return change


def before_text(drawn: bytes) -> Change:
    """Drawn after lines and areas, before the text."""
    return once(b"Q EMC\nBT\n", b"Q EMC\n" + drawn + b"BT\n")


def after_drawing(drawn: bytes) -> Change:
    """Last of the lines."""
    return once(b"Q EMC\nBT\n", drawn + b"Q EMC\nBT\n")


def in_drawing(drawn: bytes) -> Change:
    """First of the areas."""
    return once(b"/Artifact<</Type/Layout>>BDC q\n", b"/Artifact<</Type/Layout>>BDC q\n" + drawn)


def operators(text: str, face: Face = REGULAR) -> bytes:
    """`[(...)]TJ` that shows a text."""
    return one_line(Style(face, 10), text).operators


def spelled(text: str, face: Face = REGULAR) -> bytes:
    """The inside of that array."""
    return operators(text, face)[2:-4]


def moved(text: str, right: int, up: int, face: Face = REGULAR, nth: int = 0) -> Callable[[bytes], bytes]:
    """Draw a text elsewhere, and everything else where it was; in hundredths of a point."""

    def change(content: bytes) -> bytes:
        at = _place(content, text, face, nth)
        content = _shift(content, at, right, up)
        following = _MOVE.search(content, content.index(b"]TJ", at))
        return _shift(content, following.start(), -right, -up) if following else content

    return change


def swapped(one: str, other: str, face: Face = REGULAR) -> Callable[[bytes], bytes]:
    """Each of two texts drawn in the other's place, in the old order."""

    def change(content: bytes) -> bytes:
        first, second = (_origin(content, text, face) for text in (one, other))
        right, up = second[0] - first[0], second[1] - first[1]
        return moved(other, -right, -up, face)(moved(one, right, up, face)(content))

    return change


def _place(content: bytes, text: str, face: Face, nth: int) -> int:
    """Where the move before that text begins."""
    drawn = re.compile(rb"-?\d+ -?\d+ Td\[\(%b(?:%b)?\)\]TJ" % (re.escape(spelled(text, face)), face.space_data))
    return [match.start() for match in drawn.finditer(content)][nth]


def _origin(content: bytes, text: str, face: Face) -> tuple[int, int]:
    at = _place(content, text, face, 0)
    x = y = 0
    for match in _MOVE.finditer(content):
        x, y = x + int(match[1]), y + int(match[2])
        if match.start() == at:
            return x, y
    raise LookupError(text)


def _shift(content: bytes, at: int, right: int, up: int) -> bytes:
    match = _MOVE.match(content, at)
    assert match
    return b"%b%d %d Td[%b" % (content[:at], int(match[1]) + right, int(match[2]) + up, content[match.end() :])


__all__ = [
    "BOLD", "ITALIC", "REGULAR", "Change", "after_drawing", "before_text", "form", "in_drawing", "judged", "moved",
    "once", "operators", "rendered", "spelled", "swapped",
]  # fmt: skip
