"""The display form as data: every visible text of the PDF, in reading order.

The writer receives this and nothing else, so that a verifier who has only the XML can build the
same `Form`, read `visible_text` from it and compare that with what the pages show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Literal

FORM_VERSION = "hoc-ba-2025/1"
"""Named inside each PDF (`Keywords`); words and order of a released version never change."""
ATTACHMENT_NAME = "hoc-ba.xml"


class Stage(Enum):
    """What a rendition is for; decides the mark printed across every page."""

    DRAFT = "draft"
    """To be looked at before it is sealed."""
    SEALED = "sealed"
    """Carries the sealed XML and is about to be sealed itself."""
    PRINT_COPY = "print_copy"
    """On paper for the school's own use; never sealed."""
    AUTHORITY_COPY = "authority_copy"
    """Made by the authority above the school from sealed XML; carries that XML and is sealed by the authority."""

    @property
    def takes_seal(self) -> bool:
        """Whether such a rendition carries the sealed XML and a field for a seal."""
        return self in {Stage.SEALED, Stage.AUTHORITY_COPY}


@dataclass(frozen=True, slots=True)
class Field:
    """A caption and its value."""

    caption: str
    value: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page."""

    ministry: str
    title: str
    level: str
    fields: tuple[Field, ...]
    year: str
    kind: Literal["cover"] = "cover"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a page's title), 2 or 3 (numbered sections)."""

    level: Literal[1, 2, 3]
    text: str
    new_page: bool = False
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Fields:
    """Captions and values, one a line; `columns` of them beside each other, read line by line."""

    items: tuple[Field, ...]
    columns: Literal[1, 2, 3] = 1
    kind: Literal["fields"] = "fields"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `strong` for a result, `note` for small print."""

    text: str
    style: Literal["body", "strong", "note"] = "body"
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `rows` > 1 spans that many rows of its column."""

    text: str
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose column captions are repeated at the top of every page it continues on."""

    name: str
    """Which layout (column widths, alignment) the writer uses."""
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class LookUp:
    """Where and by what the record is looked up, with the QR code (a picture, no text)."""

    fields: tuple[Field, ...]
    note: str
    effect: tuple[str, ...]
    qr: str
    """What the QR code says."""
    kind: Literal["look_up"] = "look_up"


@dataclass(frozen=True, slots=True)
class SignatureSpot:
    """Where a person's signature would stand on paper."""

    title: str
    status: str
    name: str
    seal: bool = False
    """Whether the file's seal goes over the left third of it."""


@dataclass(frozen=True, slots=True)
class Closing:
    """Place and date, then homeroom teacher (left) and head (right)."""

    place_and_date: str
    spots: tuple[SignatureSpot, ...]
    kind: Literal["closing"] = "closing"


Block = Cover | Heading | Fields | Paragraph | Table | LookUp | Closing


@dataclass(frozen=True, slots=True)
class Repeated:
    """What stands on every page; header and footer not on the cover."""

    marks: tuple[str, ...]
    """Across every page: draft, trial or print mark; none on a sealed record made with real keys."""
    header: tuple[str, str]
    footer: str
    page: str
    """Template with `{page}` and `{pages}`."""

    def before(self, page: int) -> tuple[str, ...]:
        """Texts that come before a page's own ones; pages count from 1."""
        return self.marks + (self.header if page > 1 else ())

    def after(self, page: int, pages: int) -> tuple[str, ...]:
        """Texts that come after a page's own ones."""
        return (self.footer, self.page.format(page=page, pages=pages)) if page > 1 else ()


@dataclass(frozen=True, slots=True)
class Form:
    """One record, ready to be laid out."""

    version: str
    title: str
    subject: str
    language: str
    stage: Stage
    keywords: tuple[str, ...]
    """Of the PDF: the form version, the stage and, with trial keys, `demo`."""
    blocks: tuple[Block, ...]
    repeated: Repeated
    attachment_caption: str
    """What the file says of the XML attached to it."""
    seal_caption: str
    """What assistive technology says of the signature field; not printed."""

    def as_json(self) -> str:
        """The whole form as JSON, for other engines to compare with: an object a dataclass, with its fields by name."""
        return json.dumps(self, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return {slot: getattr(value, slot) for slot in type(value).__slots__}  # type: ignore[attr-defined]  # our dataclasses


def texts(block: Block) -> Iterator[str]:
    """The visible texts of one block, in the order in which the PDF draws them."""
    match block:
        case Cover():
            yield from (block.ministry, block.title, block.level)
            yield from _pairs(block.fields)
            yield block.year
        case Heading() | Paragraph():
            yield block.text
        case Fields():
            yield from _pairs(block.items)
        case Table():
            yield from block.columns
            yield from _cells(block.rows)
        case LookUp():
            yield from _pairs(block.fields)
            yield block.note
            yield from block.effect
        case Closing():
            yield block.place_and_date
            for spot in block.spots:
                yield from (spot.title, spot.status, spot.name)


def _pairs(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        yield from (field.caption, field.value)


def _cells(rows: tuple[tuple[Cell, ...], ...]) -> Iterator[str]:
    """Row by row; a cell that spans rows is drawn with its last row, before that row's own cells."""
    waiting: dict[int, list[str]] = {}
    for index, row in enumerate(rows):
        for cell in row:
            if cell.rows > 1:
                waiting.setdefault(index + cell.rows - 1, []).append(cell.text)
        yield from waiting.pop(index, ())
        yield from (cell.text for cell in row if cell.rows == 1)


def visible_text(form: Form) -> str:
    """Everything the pages show once, in reading order, white space removed; without what `form.repeated` lists."""
    return squeeze("".join(text for block in form.blocks for text in texts(block)))


def squeeze(text: str) -> str:
    """The text without any white space: how both sides of a comparison are made."""
    return "".join(text.split())
