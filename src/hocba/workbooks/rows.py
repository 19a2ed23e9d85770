"""Rows of one sheet under its headers: rows of data told from all other rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, takewhile
from string import ascii_uppercase
from types import MappingProxyType

from hocba.workbooks.cleaning import Value, caption_key, caption_keys, class_name, code, day, is_empty, remembered, text
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
_UNCHANGED: Mapping[str, Value] = MappingProxyType({})

_CLASS_TITLE = re.compile(r"(?:danh sách )?(?:học sinh )?lớp\s*:?\s*(\S+(?: ?[./] ?\d+)?)\s*(?:\(.*\))?", re.IGNORECASE)
_CLASS_IN_TITLE = re.compile(r"\blớp\s*:?\s*([1-5]\s*(?:[A-ZĐ]\d{0,2}|[./]\d{1,2}))\b", re.IGNORECASE)
_DAY, _MONTH = re.compile(r"(?:[^,]{1,60},\s*)?ngày\b", re.IGNORECASE), re.compile(r"\btháng\b", re.IGNORECASE)
_LONGEST_TITLE = 200
_TECHNICAL = re.compile(r"_*[A-Za-z][A-Za-z0-9_.]*")
_MIN_TECHNICAL = 3
_MOST_HALVES = 2


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
    values: Sequence[Value]
    """Every cell of the row as found, by column index."""
    part: Part
    class_title: str
    """Class code from the last title such as "LỚP 1A1" above the row; empty if none."""
    changed: Mapping[str, Value]
    """Cells of fields that are not read as they stand: a merged class fills down, the halves of a name are joined."""

    def has(self, key: str) -> bool:
        """Whether the file has this column."""
        return key in self.part.header.columns

    def raw(self, key: str) -> Value:
        """The cell of a field, not cleaned; empty text where the column is missing."""
        if key in self.changed:
            return self.changed[key]
        column = self.part.header.columns.get(key)
        return "" if column is None else self.values[column.index]

    def text(self, key: str) -> str:
        """Cleaned text of a cell; empty where the column is missing."""
        return text(self.raw(key))

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
    """Columns of identity: a caption there may begin the header again."""
    naming: Mapping[str, int] = field(default_factory=dict)
    """Columns of the fields of which a row of data has at least one."""
    identifying: tuple[int, ...] = ()
    """Columns of name and personal ID."""
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
        self.naming = {key: columns[key].index for key in _NAMING if key in columns}
        self.identifying = tuple(columns[key].index for key in ("name", "personal_id") if key in columns)
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
        if not self._has_caption(self.sheet.rows[index]):
            return False
        fields = named_fields(row_keys(self.sheet, index), self.kind) - WEAK
        named = len(fields.intersection(IDENTITY))
        return named >= MIN_FIELDS or (named > 0 and len(fields) >= _MANY_FIELDS)

    def _has_caption(self, values: Sequence[Value]) -> bool:
        for at in self.watched:
            value = values[at]
            if isinstance(value, str) and caption_keys[value] in self.captions:
                return True
        return False

    def _row(self, index: int) -> None:
        values = self.sheet.rows[index]
        if not self.parts or self._is_no_data(index, values):
            self.ignored += 1
            self.pending.extend(text(values[at]) for at in _filled(values))
            return
        self.rows.append(Row(index + 1, values, self.parts[-1], self.class_title, self._changed(index, values)))
        self.pending = []

    def _changed(self, index: int, values: Sequence[Value]) -> Mapping[str, Value]:
        changed: dict[str, Value] = {}
        name = self.parts[-1].header.columns.get("name")
        if name is not None and name.also:
            further = [values[at] for at in name.also]
            if not all(map(is_empty, further)):
                changed["name"] = " ".join(map(text, (values[name.index], *further)))
        if index in self.merged_classes:
            changed["class"] = self.merged_classes[index]
        return changed or _UNCHANGED

    def _is_no_data(self, index: int, values: Sequence[Value]) -> bool:
        """Whether a row is empty but for its STT, technical names, a total, a signature or a title."""
        # Nearly every row is data, and its first cells show it; the others are looked at only for what is left.
        begins = list(islice(_filled(values), _MOST_HALVES + 1))
        if not begins:
            return True
        first, is_alone = values[begins[0]], len(begins) == 1
        if (isinstance(first, str) and text(first).startswith("__")) or self._is_technical(index):
            return True
        if is_alone and (title := self._title_class(text(first))):
            self.class_title = title
            return True
        if self._is_named(values):
            return len(begins) <= _MOST_HALVES and self._is_heading(index, values)
        # What stands under no caption is not read, so it makes no row of data.
        captions = self.parts[-1].header.captions
        is_read = any(at in captions and at not in self.stt for at in _filled(values)) and not self._is_nobody(values)
        return self._is_closing(values) or not is_read or (is_alone and self._is_title(index, first))

    def _is_named(self, values: Sequence[Value]) -> bool:
        """Whether a row has a code, class or birth date; below a signature only what looks like one counts."""
        if self.signed:
            cells = {key: values[at] for key, at in self.naming.items()}
            return (
                isinstance(class_name(cells.get("class", "")), str)
                or isinstance(day(cells.get("born", "")), date)
                or any(code(cells.get(key, "")).isdigit() for key in ("code", "vnedu_code"))
            )
        return any(_names(values[at]) for at in self.naming.values())

    def _is_nobody(self, values: Sequence[Value]) -> bool:
        """Whether a row of a pupil list has neither name nor personal ID besides: prefilled cells of nobody."""
        return self.kind.name == "pupils" and all(is_empty(values[at]) for at in self.identifying)

    def _is_heading(self, index: int, values: Sequence[Value]) -> bool:
        """Whether a row of few words stands above the header that comes again, as the halves of a letterhead do."""
        has_digit = any(map(str.isdigit, "".join(text(values[at]) for at in _filled(values))))
        return not has_digit and self._header_follows(index, most=_MOST_HALVES)

    def _is_closing(self, values: Sequence[Value]) -> bool:
        # The text of the row may stand beside an STT or in its column.
        keys = [caption_key(values[at]) for at in islice(_filled(values), 2)]
        begins = row_words().signatures
        if any(key.startswith(begins) for key in keys) or any(_is_dated(text(values[at])) for at in _filled(values)):
            self.signed = True
        return self.signed or any(key.startswith(row_words().footers) for key in keys)

    def _is_title(self, index: int, first: Value) -> bool:
        return caption_key(first).startswith(row_words().titles) and self._header_follows(index)

    def _header_follows(self, index: int, most: int = 1) -> bool:
        """Whether the header comes again, with nothing between but empty rows and titles of at most `most` cells."""
        for below in range(index + 1, min(index + 6, len(self.sheet.rows))):
            if self._is_header(below):
                return True
            if sum(not is_empty(value) for value in self.sheet.rows[below]) > most:
                return False
        return False

    def _is_technical(self, index: int) -> bool:
        """A row of technical names such as MaHocSinh, or one that numbers the columns, right under a header."""
        if index != self.parts[-1].header.bottom + 1:
            return False
        values = self.sheet.rows[index]
        texts = [text(values[at]) for at in _filled(values)]
        if len(texts) < _MIN_TECHNICAL:
            return False
        # A level alone ("T") is no technical name: at least one has to be a word.
        are_names = all(map(_TECHNICAL.fullmatch, texts)) and any(len(one) > _MIN_TECHNICAL for one in texts)
        return are_names or _is_numbering(texts)

    @staticmethod
    def _title_class(first: str) -> str:
        match = _CLASS_TITLE.fullmatch(first) if len(first) <= _LONGEST_TITLE else None
        found = class_name(match[1]) if match else None
        return found if isinstance(found, str) else ""


def _filled(values: Sequence[Value]) -> Iterator[int]:
    """Columns of the cells that hold something, from the left."""
    return (at for at, value in enumerate(values) if value != "" and not is_empty(value))


def _is_numbering(texts: Sequence[str]) -> bool:
    """Whether texts number columns: "1", "2", "3" or "(1)", "(2)", "(3)", perhaps after "A", "B"."""
    bare = [one.strip("()") for one in texts]
    letters = list(takewhile(str.isalpha, bare))
    numbers = bare[len(letters) :]
    return (
        letters == list(ascii_uppercase[: len(letters)])
        and len(numbers) > 1
        and numbers == [str(number) for number in range(1, len(numbers) + 1)]
    )


@remembered
def _names(value: Value) -> bool:
    """Whether a cell holds something, and not what ends a list: a total, a signature, a place and day."""
    return not (is_empty(value) or caption_key(value).startswith(row_words().footers) or _is_dated(text(value)))


def _is_dated(found: str) -> bool:
    """Whether a text says "ngày … tháng", perhaps after a place, as above a signature.

    In two steps, so that no text takes long; "chuyển đi ngày 3 tháng 9" is a note.
    """
    day_word = _DAY.match(found)
    return day_word is not None and _MONTH.search(found, day_word.end()) is not None


def read_table(sheet: Sheet, anchor: int, kind: Kind) -> Table:
    """All rows of a sheet whose first row of captions is `anchor` (from 0)."""
    reader = _Reader(sheet, kind)
    reader.run(anchor)
    return Table(kind.name, sheet.name, tuple(reader.parts), tuple(reader.rows), reader.ignored)
