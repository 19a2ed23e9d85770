"""An .xlsx looked at in its raw XML before the fast reader opens it: what would hurt that reader, and what it drops.

The reader reserves memory for the whole rectangle up to the farthest cell and for as many shared texts as a file
claims, copies a shared text for each cell that shows it, and believes every reference; a refusal must come before.
It gives an empty text for an error cell and for a formula whose value was never stored; both are collected here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from hocba.errors import UnreadableFile
from hocba.workbooks.archive import (
    Archive,
    Position,
    column_index,
    open_archive,
    packed,
    read_cells,
    value_and_formula,
)
from hocba.workbooks.cleaning import Fault

MAX_CELLS = 5_000_000
"""Cells of the rectangles that the sheets of a workbook span, together."""
MAX_TEXT_OF_CELL = 32_767
"""Characters that Excel puts in one cell at most."""
MAX_TEXT = 100_000_000
"""Characters of all cells of a workbook together."""

# Nearly every program begins every cell and row with its reference. Where none goes beyond column ZZ or row 6999, the
# sheet stays within MAX_CELLS: 702 times 6999. What is written in another way is looked at more closely.
_ODD_CELL = re.compile(rb'<c(?![A-Za-z]| r="[A-Z]{1,2}[1-6]?[0-9]{1,3}")')
_ODD_ROW = re.compile(rb'<row(?![A-Za-z]| r="[1-6]?[0-9]{1,3}")')
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
_SHORT_ROWS = 999
_LAST_COLUMN = 16_384
_COLUMNS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)[0-9]""")
_LONG_ROWS = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]*([0-9]{4,})""")
_ROW_DIGITS, _COUNT_DIGITS = len("1048576"), 9
_SHARED = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v[^>]*>\s*([0-9]{1,9})""")
_CLAIMED = re.compile(rb"""\suniqueCount\s*=\s*["']([0-9]+)""")
_PREFIX = re.compile(rb"<(\w+:)?worksheet\b")
_FILLED = re.compile(rb'<(?:\w+:)?c r="([A-Za-z]+)([0-9]+)"(?:[^>]*[^/>])?>(?!</)')
_MOST_ODD_CELLS = 1_000_000
_TABLE = re.compile(rb"<(?:\w+:)?sst\b")
_TEXTS = "xl/sharedstrings.xml"
_ERROR = re.compile(
    rb"""(<(?:\w+:)?c\s[^>]*?\bt\s*=\s*["']e["'](?:[^>]*[^/>])?>\s*"""
    rb"""(?:<(?:\w+:)?f\b[^>]*/>|<(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>)?\s*<(?:\w+:)?v>)([^<]*)"""
)
_KNOWN_ERRORS = frozenset({b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"})
_ROOT_END = re.compile(rb"(?:sheet|sst)>\s*(?:<!--[^>]*-->\s*)*\Z")
_EMPTY_ROOT = re.compile(rb"(?:<\?[^>]*\?>)?\s*<(?:\w+:)?(?:worksheet|sst)\b[^>]*/>\s*")


class _Damaged(Exception):
    """A part that no program would write."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What the raw parts say that the fast reader does not."""

    faults: Mapping[str, Mapping[Position, Fault]]
    """By sheet name."""
    data: bytes
    """The workbook as the fast reader can read it: it refuses a file for one error that it does not know."""
    may_overflow: bool
    """Whether a cell may hold more text than Excel puts in one."""


def scan_archive(data: bytes, name: str) -> Scan:
    """Check an .xlsx before it is read and collect the faults of its cells.

    Raises:
        UnreadableFile: FILE_UNREADABLE, with `reason`: damaged, not_a_workbook or too_large.
    """
    archive = open_archive(data, name)
    # Whatever the relations say, the reader may find any part that looks like a sheet or a table of texts.
    sheets = [part for part in archive.parts.values() if b"sheetData" in part]
    tables = [part for part in archive.parts.values() if _TABLE.search(part[:2000]) is not None]
    try:
        reason = _reason_to_refuse(archive, sheets, tables)
        if reason:
            raise UnreadableFile("FILE_UNREADABLE", where=name, reason=reason)
        faults = {sheet: _sheet_faults(archive.parts[part]) for sheet, part in archive.sheets.items()}
    except (etree.XMLSyntaxError, _Damaged) as error:
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="damaged") from error
    return Scan(
        faults=MappingProxyType({sheet: found for sheet, found in faults.items() if found}),
        data=_readable(archive, data, {archive.sheets[sheet] for sheet, found in faults.items() if found}),
        may_overflow=any(_is_far_apart(part, b"</c>") for part in sheets)
        or any(_is_far_apart(part, b"si>") for part in tables),
    )


def _readable(archive: Archive, data: bytes, faulty: Collection[str]) -> bytes:
    """The same bytes, or a copy in which errors such as "#SPILL!" or "#ERROR!" in faulty parts are written "#N/A"."""
    changed = {part: _ERROR.sub(_known_error, archive.parts[part]) for part in faulty}
    if all(archive.parts[part] == content for part, content in changed.items()):
        return data
    return packed({**archive.parts, **changed})


def _known_error(match: re.Match[bytes]) -> bytes:
    return match[0] if match[2] in _KNOWN_ERRORS else match[1] + b"#N/A"


def _reason_to_refuse(archive: Archive, sheets: Sequence[bytes], tables: Sequence[bytes]) -> str:
    """Empty if the workbook can be read safely."""
    if any(b"<!DOCTYPE" in part for name, part in archive.parts.items() if name.endswith((".xml", ".rels"))):
        return "damaged"
    whole = {*archive.sheets.values(), *(name for name in archive.parts if name.lower() == _TEXTS)}
    if not all(_is_whole(archive.parts[name]) for name in whole) or not all(map(_is_honest, tables)):
        return "damaged"
    wide = [part for part in sheets if _may_be_wide(part)]
    if sum(map(_rectangle, wide)) > MAX_CELLS and sum(map(_used_rectangle, wide)) > MAX_CELLS:
        return "too_large"
    return "too_large" if sum(_shown_text(table, sheets) for table in tables) > MAX_TEXT else ""


def _is_whole(part: bytes) -> bool:
    """Whether a part ends as it should; the reader takes what is cut off for the end of the rows."""
    return not part or _ROOT_END.search(part[-1000:]) is not None or _EMPTY_ROOT.fullmatch(part) is not None


def _is_honest(shared: bytes) -> bool:
    """Whether a table of shared texts claims no more of them than its bytes can hold."""
    claimed = _CLAIMED.search(shared[:2000])
    return claimed is None or (len(claimed[1]) <= _COUNT_DIGITS and int(claimed[1]) <= len(shared))


def _shown_text(shared: bytes, sheets: Sequence[bytes]) -> int:
    """Bytes of shared texts in all cells that show them; an upper bound where that is small enough."""
    bound = max(map(len, shared.split(b"si>"))) * sum(part.count(b'"s"') + part.count(b"'s'") for part in sheets)
    if bound <= MAX_TEXT:
        return bound
    lengths = [len(item) for item in re.split(rb"</(?:\w+:)?si>|<(?:\w+:)?si\s*/>", shared)]
    uses = Counter(int(index) for part in sheets for index in _SHARED.findall(part))
    return sum(lengths[index] * count for index, count in uses.items() if index < len(lengths))


def _is_far_apart(part: bytes, end: bytes) -> bool:
    """Whether more bytes stand between two of `end`, or before or after the only one, than a cell has characters."""
    at = 0
    while len(part) - at > MAX_TEXT_OF_CELL:
        last = part.rfind(end, at, at + MAX_TEXT_OF_CELL + len(end))
        if last < 0:
            return True
        at = last + len(end)
    return False


def _may_be_wide(part: bytes) -> bool:
    """Whether a sheet may span more than MAX_CELLS: a quick look, which rules nearly every sheet out."""
    return any(odd.search(part) is not None for odd in (_ODD_CELL, _ODD_ROW, _PREFIXED))


def _rectangle(part: bytes) -> int:
    """Cells of the rectangle that the references of a sheet span, or more; cheap.

    Raises:
        _Damaged: a reference beyond the last row or column that Excel has.
    """
    letters = {found.decode() for found in set(_COLUMNS.findall(part))}
    rows = set(_LONG_ROWS.findall(part))
    if any(len(row) > _ROW_DIGITS for row in rows) or any(map(_is_beyond, letters)):
        raise _Damaged
    if not _names_every_cell(part):
        return MAX_CELLS + 1
    last_row = max((_SHORT_ROWS, part.count(b"<row"), *map(int, rows)))
    return last_row * max((column_index(one) + 1 for one in letters), default=0)


def _used_rectangle(part: bytes) -> int:
    """The same exactly, without cells that hold only formatting; very many cells of odd form count as too wide."""
    if _names_every_cell(part):
        filled = _FILLED.findall(part)
        columns = max((column_index(one.decode()) + 1 for one in {letters for letters, _ in filled}), default=0)
        return columns * max((int(row) for _, row in filled), default=0)
    if part.count(b"<c") + part.count(b":c") > _MOST_ODD_CELLS:
        return MAX_CELLS + 1
    last_row = last_column = -1
    for (row, column), cell in read_cells(part):
        if len(cell):
            last_row, last_column = max(last_row, row), max(last_column, column)
    return (last_row + 1) * (last_column + 1)


def _names_every_cell(part: bytes) -> bool:
    """Whether every cell begins with its reference, as nearly every program writes it."""
    tag = b"<%bc" % _prefix(part)
    return sum(part.count(tag + end) for end in (b" ", b">", b"/>")) == part.count(tag + b' r="')


def _prefix(part: bytes) -> bytes:
    """The namespace prefix of a sheet's elements with its colon; nearly always empty."""
    found = _PREFIX.search(part[:2000])
    return (found and found[1]) or b""


def _is_beyond(letters: str) -> bool:
    return len(letters) > len("XFD") or column_index(letters) >= _LAST_COLUMN


def _sheet_faults(part: bytes) -> Mapping[Position, Fault]:
    if b"<%bf" % _prefix(part) not in part and b'"e"' not in part and b"'e'" not in part:
        return {}
    return dict(_faults(part))


def _faults(part: bytes) -> Iterator[tuple[Position, Fault]]:
    for position, cell in read_cells(part):
        value, formula = value_and_formula(cell)
        stored = value.text if value is not None else None
        kind = cell.get("t")
        if kind == "e":
            yield position, Fault("CELL_ERROR", stored or "#N/A")
        # A formula that gave an empty text is stored as text; without a type the value was never computed.
        elif formula is not None and not stored and kind != "str":
            yield position, Fault("FORMULA_NO_VALUE", f"={formula.text or ''}")
