"""Rows of one sheet under its headers: rows of data told from all other rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from hocba.workbooks.cleaning import Value, caption_key, class_name, code, day, is_empty, text
from hocba.workbooks.headers import IDENTITY, Column, Header, named_fields, read_header, row_keys
from hocba.workbooks.kinds import Kind, KindName, row_words
from hocba.workbooks.sheets import Sheet

MIN_FIELDS = 2
"""Fields that a row must name to be a header."""
WEAK = frozenset({"stt", "note"})
"""Fields that any list has."""
_MANY_FIELDS = 4
"""Captions that a repeated header names at least, where it has but one of an identity."""
_NAMING = ("code", "vnedu_code", "class", "born")
"""Fields without all of which a row names nobody."""
_NONE: frozenset[int] = frozenset()

_CLASS_TITLE = re.compile(r"(?:danh sách )?(?:học sinh )?lớp\s*:?\s*(\S+(?: ?[./] ?\d+)?)\s*(?:\(.*\))?", re.IGNORECASE)
_CLASS_IN_TITLE = re.compile(r"\blớp\s*:?\s*([1-5]\s*(?:[A-ZĐ]\d{0,2}|[./]\d{1,2}))\b", re.IGNORECASE)
_DAY, _MONTH = re.compile(r"\bngày\b", re.IGNORECASE), re.compile(r"\btháng\b", re.IGNORECASE)
_LONGEST_TITLE = 200
_TECHNICAL = re.compile(r"_*[A-Za-z][A-Za-z0-9_.]*")
_MIN_TECHNICAL = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A header and the rows below it; a sheet may repeat its header, a class each."""

    header: Header
    titles: tuple[str, ...]
    """Texts of the rows above the header, since the rows of the part before."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data."""

    number: int
    """As Excel counts, from 1."""
    cells: Mapping[str, Value]
    """Raw cells of the understood columns by key; a merged class fills down."""
    part: Part
    values: Sequence[Value]
    """Every cell of the row, by column index."""
    class_title: str = ""
    """Class code from the last title such as "LỚP 1A1" above the row; empty if none."""

    def text(self, key: str) -> str:
        """Cleaned text of a cell; empty where the column is missing."""
        return text(self.cells.get(key, ""))

    def letter(self, key: str) -> str:
        """Column letter of a field; empty where the column is missing."""
        column = self.part.header.columns.get(key)
        return column.letter if column else ""


@dataclass(frozen=True, slots=True)
class Table:
    """All data of one sheet."""

    kind: KindName
    sheet: str
    parts: tuple[Part, ...]
    rows: tuple[Row, ...]
    ignored: int
    """Rows that are neither header nor data: empty, titles, repeated headers, totals, signatures."""

    @property
    def columns(self) -> Mapping[str, Column]:
        """The understood columns of the first header."""
        return self.parts[0].header.columns

    @property
    def titles(self) -> tuple[str, ...]:
        """Texts of the rows above the first header."""
        return self.parts[0].titles


@dataclass(slots=True)
class _Reader:
    """One pass over the rows of a sheet."""

    sheet: Sheet
    kind: Kind
    rows: list[Row] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    """Texts of rows that were no data since the last row of data: titles of a header to come."""
    ignored: int = 0
    class_title: str = ""
    signed: bool = False
    merged_classes: dict[int, Value] = field(default_factory=dict)
    captions: frozenset[str] = frozenset()
    watched: tuple[int, ...] = ()
    stt: frozenset[int] = _NONE

    def run(self, anchor: int) -> None:
        index = 0
        while index < len(self.sheet.rows):
            if index == anchor or (self.parts and self._is_header(index)):
                index = self._open(index) + 1
                continue
            self._row(index)
            index += 1

    def _open(self, anchor: int) -> int:
        header = read_header(self.sheet, anchor, self.kind)
        if self.parts:
            self.ignored += header.bottom - anchor + 1
        else:
            self.ignored -= anchor - header.top
        part = Part(header, tuple(self.pending))
        self._class_from_titles()
        self.parts.append(part)
        self.pending = []
        self.signed = False
        columns = header.columns
        self.captions = frozenset(key for key in map(caption_key, header.captions.values()) if key in self.kind.ranks)
        self.watched = tuple(columns[key].index for key in IDENTITY if key in columns)
        self.stt = frozenset({columns["stt"].index}) if "stt" in columns else _NONE
        self.merged_classes = self._merged_classes(header)
        return header.bottom

    def _class_from_titles(self) -> None:
        for title in reversed(self.pending):
            match = _CLASS_IN_TITLE.search(title)
            found = class_name(match[1]) if match else None
            if isinstance(found, str):
                self.class_title = found
                return

    def _merged_classes(self, header: Header) -> dict[int, Value]:
        column = header.columns.get("class")
        if column is None:
            return {}
        return {
            row: self.sheet.at(merge.top, merge.left)
            for merge in self.sheet.merges
            if merge.left <= column.index <= merge.right and merge.top > header.bottom
            for row in range(merge.top, merge.bottom + 1)
        }

    def _is_header(self, index: int) -> bool:
        """Whether the header comes again, in whatever order: two identity captions, or one among several captions."""
        row = self.sheet.rows[index]
        if not any(isinstance(row[at], str) and caption_key(row[at]) in self.captions for at in self.watched):
            return False
        fields = named_fields(row_keys(self.sheet, index), self.kind) - WEAK
        named = len(fields.intersection(IDENTITY))
        return named >= MIN_FIELDS or (named > 0 and len(fields) >= _MANY_FIELDS)

    def _row(self, index: int) -> None:
        values = self.sheet.rows[index]
        filled = [at for at, value in enumerate(values) if value != "" and not is_empty(value)]
        if not self.parts or self._is_no_data(index, filled):
            self.ignored += 1
            self.pending.extend(text(values[at]) for at in filled)
            return
        part = self.parts[-1]
        columns = part.header.columns
        cells: dict[str, Value] = {key: values[column.index] for key, column in columns.items()}
        if "name" in columns and columns["name"].also:
            halves = [values[at] for at in (columns["name"].index, *columns["name"].also)]
            cells["name"] = halves[0] if all(map(is_empty, halves[1:])) else " ".join(map(text, halves))
        if index in self.merged_classes:
            cells["class"] = self.merged_classes[index]
        self.rows.append(Row(index + 1, cells, part, values, self.class_title))
        self.pending = []

    def _is_no_data(self, index: int, filled: Sequence[int]) -> bool:
        """Whether a row is empty but for its STT, technical names, a total, a signature or a title."""
        if not filled:
            return True
        values = self.sheet.rows[index]
        first = text(values[filled[0]])
        if first.startswith("__") or self._is_technical(index, filled):
            return True
        if len(filled) == 1 and (title := self._title_class(first)):
            self.class_title = title
            return True
        if self._is_named(values):
            return False
        # What stands under no caption is not read, so it makes no row of data.
        read = [at for at in filled if at in self.parts[-1].header.captions and at not in self.stt]
        return self._is_closing(values, filled) or not read or self._is_title(index, first, filled)

    def _is_named(self, values: Sequence[Value]) -> bool:
        """Whether a row has a code, class or birth date; below a signature only what looks like one counts."""
        columns = self.parts[-1].header.columns
        cells = {key: values[columns[key].index] for key in _NAMING if key in columns}
        if self.signed:
            return (
                isinstance(class_name(cells.get("class", "")), str)
                or isinstance(day(cells.get("born", "")), date)
                or any(code(cells.get(key, "")).isdigit() for key in ("code", "vnedu_code"))
            )
        return any(not is_empty(value) and not self._closes(value) for value in cells.values())

    def _closes(self, value: Value) -> bool:
        """Whether a text ends a list: a total, a signature, a place and day."""
        return caption_key(value).startswith(row_words().footers) or _is_dated(text(value))

    def _is_closing(self, values: Sequence[Value], filled: Sequence[int]) -> bool:
        # The text of the row may stand beside an STT or in its column.
        keys = [caption_key(values[at]) for at in filled[:2]]
        begins = row_words().signatures
        if any(key.startswith(begins) for key in keys) or any(_is_dated(text(values[at])) for at in filled):
            self.signed = True
        return self.signed or any(key.startswith(row_words().footers) for key in keys)

    def _is_title(self, index: int, first: str, filled: Sequence[int]) -> bool:
        is_title = len(filled) == 1 and caption_key(first).startswith(row_words().titles)
        return is_title and self._header_follows(index)

    def _header_follows(self, index: int) -> bool:
        """Whether, with nothing but titles and empty rows between, the header comes again."""
        for below in range(index + 1, min(index + 6, len(self.sheet.rows))):
            if self._is_header(below):
                return True
            if sum(not is_empty(value) for value in self.sheet.rows[below]) > 1:
                return False
        return False

    def _is_technical(self, index: int, filled: Sequence[int]) -> bool:
        """A row of technical names such as MaHocSinh, right under a header."""
        if not self.parts or index != self.parts[-1].header.bottom + 1 or len(filled) < _MIN_TECHNICAL:
            return False
        texts = [text(self.sheet.rows[index][at]) for at in filled]
        # A level alone ("T") is no technical name: at least one has to be a word.
        return all(map(_TECHNICAL.fullmatch, texts)) and any(len(one) > _MIN_TECHNICAL for one in texts)

    @staticmethod
    def _title_class(first: str) -> str:
        match = _CLASS_TITLE.fullmatch(first) if len(first) <= _LONGEST_TITLE else None
        found = class_name(match[1]) if match else None
        return found if isinstance(found, str) else ""


def _is_dated(found: str) -> bool:
    """Whether a text says "ngày … tháng", as above a signature; in two steps, so that no text takes long."""
    day_word = _DAY.search(found)
    return day_word is not None and _MONTH.search(found, day_word.end()) is not None


def read_table(sheet: Sheet, anchor: int, kind: Kind) -> Table:
    """All rows of a sheet whose first row of captions is `anchor` (from 0)."""
    reader = _Reader(sheet, kind)
    reader.run(anchor)
    return Table(kind.name, sheet.name, tuple(reader.parts), tuple(reader.rows), reader.ignored)
