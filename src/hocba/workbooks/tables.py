"""Tables of a workbook: sheets and headers found by caption, rows of data told from all other rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from hocba.errors import UnreadableFile
from hocba.workbooks.cleaning import Value, caption_key, class_name, is_empty, text
from hocba.workbooks.headers import IDENTITY, Column, Header, named_fields, read_header, row_keys
from hocba.workbooks.kinds import Kind, KindName, kinds, result_words, row_words
from hocba.workbooks.sheets import Book, Sheet

HEADER_WITHIN = 40
"""The first header of a sheet stands in its first 40 rows."""
_MIN_FIELDS = 2
"""Fields that a row must name to be a header."""
_WEAK = frozenset({"stt", "note"})
"""Fields that any list has."""
_NONE: frozenset[int] = frozenset()

_Keys = Sequence[frozenset[str]]
"""Keys of the first rows of a sheet."""

_CLASS_TITLE = re.compile(r"(?:danh sách )?(?:học sinh )?lớp\s*:?\s*(\S+(?: ?[./] ?\d+)?)\s*(?:\(.*\))?", re.IGNORECASE)
_CLASS_IN_TITLE = re.compile(r"\blớp\s*:?\s*([1-5]\s*(?:[A-ZĐ]\d{0,2}|[./]\d{1,2}))\b", re.IGNORECASE)
_DATED = re.compile(r"\bngày\b.*\btháng\b", re.IGNORECASE)
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


def recognise(book: Book) -> KindName | None:
    """Which kind of workbook this is, by the captions of its visible sheets; None if no kind fits."""
    return _recognise([(sheet, _first_rows(sheet)) for sheet in data_sheets(book)])


def _recognise(sheets: Sequence[tuple[Sheet, _Keys]]) -> KindName | None:
    results = [(sheet, rows) for sheet, rows in sheets if _has_results(sheet, rows)]
    if results:
        return _csdl_or_vnedu(results)
    for kind in kinds().values():
        if any(_fits(rows, kind) for _, rows in sheets):
            return kind.name
    return None


def find_tables(book: Book, name: KindName) -> tuple[Table, ...]:
    """Every visible sheet that has the required captions of a kind, read into rows.

    Raises:
        UnreadableFile: FILE_WRONG_KIND, the captions are those of another kind (`found`);
            FILE_MISSING_COLUMN, a required caption is in no sheet (`caption`).
    """
    sheets = [(sheet, _first_rows(sheet)) for sheet in data_sheets(book)]
    found = _recognise(sheets)
    if found is not None and found != name:
        raise UnreadableFile("FILE_WRONG_KIND", where=book.name, expected=name, found=found)
    kind = kinds()[name]
    missing: list[str] | None = None
    tables: list[Table] = []
    for sheet, rows in sheets:
        anchor = _anchor(rows, kind)
        if anchor is None:
            continue
        table = read_table(sheet, anchor, kind)
        lacking = missing_fields(table, kind)
        if not lacking:
            tables.append(table)
        elif missing is None or len(lacking) < len(missing):
            missing = lacking
    if not tables:
        caption = kind.caption((missing or list(kind.required))[0])
        raise UnreadableFile("FILE_MISSING_COLUMN", where=book.name, caption=caption)
    return tuple(tables)


def data_sheets(book: Book) -> Iterator[Sheet]:
    """Visible sheets without catalogues and guides."""
    skipped = row_words().catalogue_sheets
    return (sheet for sheet in book.sheets if not caption_key(sheet.name).startswith(skipped))


def missing_fields(table: Table, kind: Kind) -> list[str]:
    """Required fields that a table gives in no way.

    A column "Nữ" stands for the sex; titles such as "LỚP 1A1" for the class column, and where they do and there is no
    code column, it is a school's own enrolment list, whose codes come from the personal IDs.
    """
    have = set(table.columns)
    if "female" in have:
        have.add("sex")
    if "class" not in have and any(row.class_title for row in table.rows):
        have.add("class")
        if kind.name == "pupils" and "personal_id" in have:
            have.add("code")
    return [required for required in kind.required if required not in have]


def _first_rows(sheet: Sheet) -> _Keys:
    return [row_keys(sheet, row) for row in range(min(HEADER_WITHIN, len(sheet.rows)))]


def _anchor(rows: _Keys, kind: Kind) -> int | None:
    counts = [len(named_fields(keys, kind) - _WEAK) for keys in rows]
    most = max(counts, default=0)
    return counts.index(most) if most >= _MIN_FIELDS else None


def _fits(rows: _Keys, kind: Kind) -> bool:
    anchor = _anchor(rows, kind) if kind.marks else None
    return anchor is not None and len(named_fields(rows[anchor], kind) & kind.marks) >= kind.marks_needed


def _has_results(sheet: Sheet, rows: _Keys) -> bool:
    """Whether a sheet has columns of subjects, competencies or qualities."""
    words = result_words()
    names = words.subjects.keys() | words.competencies.keys() | words.qualities.keys() | words.blocks.keys()
    if not any(keys & names for keys in rows) and not any("(" in key or ":" in key for keys in rows for key in keys):
        return False
    for name in ("results", "vnedu"):
        kind = kinds()[cast("KindName", name)]
        anchor = _anchor(rows, kind)
        if anchor is not None:
            columns = read_header(sheet, anchor, kind).columns
            if sum("/" in key for key in columns) >= _MIN_FIELDS:
                return True
    return False


def _csdl_or_vnedu(sheets: Sequence[tuple[Sheet, _Keys]]) -> KindName:
    """VnEdu has codes of its own, or neither code nor class column but a sheet named by each class."""
    vnedu, csdl = kinds()["vnedu"], kinds()["results"]
    for sheet, rows in sheets:
        anchor = _anchor(rows, vnedu)
        if anchor is None:
            continue
        if "vnedu_code" in named_fields(rows[anchor], vnedu):
            return "vnedu"
        has_identity = named_fields(rows[anchor], csdl) & {"code", "class"}
        if not has_identity and isinstance(class_name(sheet.name), str):
            return "vnedu"
    return "results"


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
        """Whether the header comes again: some identity cell holds a caption, and so do at least two fields."""
        row = self.sheet.rows[index]
        if not any(isinstance(row[at], str) and caption_key(row[at]) in self.captions for at in self.watched):
            return False
        return len(named_fields(row_keys(self.sheet, index), self.kind) - _WEAK) >= _MIN_FIELDS

    def _row(self, index: int) -> None:
        values = self.sheet.rows[index]
        filled = [at for at, value in enumerate(values) if value != "" and not is_empty(value)]
        if not self.parts or set(filled) <= self.stt:
            self._skip(values, filled)
            return
        part = self.parts[-1]
        columns = part.header.columns
        named = any(
            not is_empty(values[columns[key].index])
            for key in ("code", "vnedu_code", "class", "born")
            if key in columns
        )
        if self._is_no_data(index, filled, named=named):
            self._skip(values, filled)
            return
        cells: dict[str, Value] = {key: values[column.index] for key, column in columns.items()}
        if "name" in columns and columns["name"].also:
            halves = [values[at] for at in (columns["name"].index, *columns["name"].also)]
            cells["name"] = halves[0] if all(map(is_empty, halves[1:])) else " ".join(map(text, halves))
        if index in self.merged_classes:
            cells["class"] = self.merged_classes[index]
        self.rows.append(Row(index + 1, cells, part, values, self.class_title))
        self.pending = []

    def _is_no_data(self, index: int, filled: Sequence[int], *, named: bool) -> bool:
        """Whether a row is technical names, a total, a signature or a title; `named`: it has code, class or date."""
        values = self.sheet.rows[index]
        first = text(values[filled[0]])
        if first.startswith("__") or self._is_technical(index, filled):
            return True
        if len(filled) == 1 and (title := self._title_class(first)):
            self.class_title = title
            return True
        return not named and (self._is_closing(values, filled) or self._is_title(index, first, filled))

    def _is_closing(self, values: Sequence[Value], filled: Sequence[int]) -> bool:
        words = row_words()
        # The text of the row may stand beside an STT or in its column.
        keys = [caption_key(values[at]) for at in filled[:2]]
        if any(key.startswith(words.signatures) for key in keys) or any(
            _DATED.search(text(values[at])) for at in filled
        ):
            self.signed = True
        return self.signed or any(key.startswith(words.footers) for key in keys)

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
        match = _CLASS_TITLE.fullmatch(first)
        found = class_name(match[1]) if match else None
        return found if isinstance(found, str) else ""

    def _skip(self, values: Sequence[Value], filled: Sequence[int]) -> None:
        self.ignored += 1
        self.pending.extend(text(values[at]) for at in filled)


def read_table(sheet: Sheet, anchor: int, kind: Kind) -> Table:
    """All rows of a sheet whose first row of captions is `anchor` (from 0)."""
    reader = _Reader(sheet, kind)
    reader.run(anchor)
    return Table(kind.name, sheet.name, tuple(reader.parts), tuple(reader.rows), reader.ignored)
