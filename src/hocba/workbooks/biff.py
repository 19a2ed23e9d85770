"""An .xls looked at before the fast reader opens it: error cells, a password, and what would hurt that reader.

Only what is needed of [MS-CFB] (the container) and [MS-XLS] (the records). Old exports are often slightly damaged and
still readable, so what merely cannot be followed is left to the reader proper. But that one follows a loop of sectors
for ever, reserves memory for whatever rectangle a record claims and copies a shared text for each cell that shows it:
these are refused here.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from hocba.errors import UnreadableFile
from hocba.workbooks.archive import Position
from hocba.workbooks.cleaning import Fault
from hocba.workbooks.scan import MAX_CELLS, MAX_TEXT

_HEADER = 512
_ENTRY = 128
_LAST = 0xFFFFFFF0
"""Sector numbers from here on end a chain."""
_MINI_CUTOFF = 4096
_ROOT, _STREAM = 5, 2
"""Kinds of directory entries."""

_FORMULA, _EOF, _FILEPASS, _CONTINUE, _BOUNDSHEET = 0x0006, 0x000A, 0x002F, 0x003C, 0x0085
_MULRK, _RSTRING, _SST, _LABELSST, _DIMENSIONS = 0x00BD, 0x00D6, 0x00FC, 0x00FD, 0x0200
_NUMBER, _LABEL, _BOOLERR, _RK, _BOF = 0x0203, 0x0204, 0x0205, 0x027E, 0x0809
_CELLS = frozenset({_FORMULA, _MULRK, _RSTRING, _LABELSST, _NUMBER, _LABEL, _BOOLERR, _RK})
_CODEPAGE, _DATEMODE, _MERGES = 0x0042, 0x0022, 0x00E5
_SHORTEST = {_BOF: 2, _FILEPASS: 2, _CODEPAGE: 2, _DATEMODE: 2, _MERGES: 2, _BOUNDSHEET: 8, _LABELSST: 10}
_SHORTEST |= dict.fromkeys(_CELLS - {_LABELSST}, 6)
"""Bytes that a record needs; the reader proper takes some of them without looking."""
_BIFF8 = 0x0600
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_FORMULA_ERROR = 2
_MAX_ROWS, _MAX_COLUMNS = 65_536, 256
_MAX_RECORDS = 6_000_000
"""Records of all sheets: a file of the largest size has not so many."""


class _Damaged(Exception):
    """What the reader proper would not survive."""


@dataclass(frozen=True, slots=True)
class _Container:
    """A compound file, as far as streams are found by name."""

    data: bytes
    size: int
    fat: list[int]
    mini_size: int
    mini_fat: list[int]
    mini: bytes
    entries: Mapping[str, tuple[int, int]]
    """Start and length of each stream, by name in lower case."""

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream; None if there is none of that name."""
        if name not in self.entries:
            return None
        start, total = self.entries[name]
        if total < _MINI_CUTOFF:
            cells = _chain(self.mini_fat, start, total, self.mini_size)
            pieces = [self.mini[number * self.mini_size : (number + 1) * self.mini_size] for number in cells]
        else:
            pieces = [_sector(self.data, self.size, number) for number in _chain(self.fat, start, total, self.size)]
        return b"".join(pieces)[:total]


def scan_biff(data: bytes, name: str) -> Mapping[str, Mapping[Position, Fault]]:
    """Error cells by sheet name and position; empty where the file cannot be followed.

    Raises:
        UnreadableFile: FILE_UNREADABLE with reason password, damaged or too_large.
    """
    try:
        container = _container(data)
        stream = container.stream("workbook") or container.stream("book") or b""
        if "encryptedpackage" in container.entries or any(kind == _FILEPASS for kind, _ in _records(stream)):
            raise UnreadableFile("FILE_UNREADABLE", where=name, reason="password")
        if not _is_bounded(stream):
            raise UnreadableFile("FILE_UNREADABLE", where=name, reason="too_large")
        return dict(_faults(stream))
    except _Damaged as error:
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="damaged") from error
    except (struct.error, IndexError, ValueError):
        return {}


def _container(data: bytes) -> _Container:
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    size, mini_size = 1 << min(shift, 16), 1 << min(mini_shift, 16)
    (directory_start,) = struct.unpack_from("<I", data, 48)
    mini_start, mini_count, more_start, more_count = struct.unpack_from("<IIII", data, 60)
    sectors = len(data) // size + 1
    listed = list(struct.unpack_from("<109I", data, 76))
    for _ in range(min(more_count, sectors)):
        if more_start >= _LAST:
            break
        *more, more_start = _numbers(_sector(data, size, more_start))
        listed += more
    fat_sectors = [number for number in listed if number < _LAST]
    # A table that names more sectors than there are would be read over and over.
    if len(fat_sectors) > sectors or (more_start < _LAST and more_count):
        raise _Damaged
    fat = [entry for number in fat_sectors for entry in _numbers(_sector(data, size, number))]
    directory = b"".join(_sector(data, size, number) for number in _chain(fat, directory_start))
    mini_fat: list[int] = []
    if mini_count:
        chain = _chain(fat, mini_start, mini_count * size, size)
        mini_fat = [entry for number in chain for entry in _numbers(_sector(data, size, number))]
    entries: dict[str, tuple[int, int]] = {}
    mini = b""
    for begin in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        (length,) = struct.unpack_from("<H", directory, begin + 64)
        start, total = struct.unpack_from("<II", directory, begin + 116)
        title = directory[begin : begin + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        if directory[begin + 66] == _ROOT and mini_count:
            mini = b"".join(_sector(data, size, number) for number in _chain(fat, start, total, size))
        elif directory[begin + 66] == _STREAM:
            entries.setdefault(title.lower(), (start, total))
    return _Container(data, size, fat, mini_size, mini_fat, mini, entries)


def _sector(data: bytes, size: int, number: int) -> bytes:
    begin = _HEADER + number * size if size == _HEADER else (number + 1) * size
    return data[begin : begin + size]


def _numbers(raw: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))


def _chain(table: list[int], start: int, total: int = 0, size: int = 1) -> list[int]:
    """Sectors of a chain, no more than `total` bytes need (all if 0).

    Raises:
        _Damaged: a loop, or a number outside the table.
    """
    most = -(-total // size) if total else len(table) + 1
    found: list[int] = []
    while start < _LAST and len(found) < most:
        found.append(start)
        if len(found) > len(table):
            raise _Damaged
        if start >= len(table):
            raise _Damaged
        start = table[start]
    return found


def _records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Records of one substream up to its end, those of substreams inside it (charts) too."""
    depth = 0
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            return
        start += 4 + length


def _starts(stream: bytes) -> list[int]:
    """Where each sheet begins.

    Raises:
        _Damaged: a record is too short for what it says, or a sheet would begin outside.
    """
    found: list[int] = []
    for kind, body in _records(stream):
        if len(body) < _SHORTEST.get(kind, 0):
            raise _Damaged
        if kind == _BOUNDSHEET:
            found.append(struct.unpack_from("<I", body)[0])
    if any(start > len(stream) for start in found):
        raise _Damaged
    return found


@dataclass(slots=True)
class _Extent:
    """What one sheet takes in memory."""

    rows: int = 0
    columns: int = 0
    records: int = 0
    shown: Counter[int] = field(default_factory=Counter)
    """How many cells show each shared text."""

    def add(self, kind: int, body: bytes) -> None:
        self.records += 1
        if len(body) < _SHORTEST.get(kind, 0):
            raise _Damaged
        if kind == _DIMENSIONS:
            _check_dimensions(body)
        elif kind == _MERGES and len(body) < 2 + 8 * struct.unpack_from("<H", body)[0]:
            raise _Damaged
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", body)
            if kind == _MULRK:
                column = max(column, struct.unpack_from("<H", body, len(body) - 2)[0])
            if column >= _MAX_COLUMNS:
                raise _Damaged
            self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
            if kind == _LABELSST:
                self.shown[struct.unpack_from("<I", body, 6)[0]] += 1


def _is_bounded(stream: bytes) -> bool:
    """Whether the sheets together stay within MAX_CELLS and MAX_TEXT."""
    left, cells = _MAX_RECORDS, 0
    shown: Counter[int] = Counter()
    for start, times in Counter(_starts(stream)).items():
        extent = _Extent()
        for kind, body in islice(_records(stream, start), left):
            extent.add(kind, body)
        left -= extent.records
        cells += times * max(extent.records, extent.rows * extent.columns)
        if left <= 0 or cells > MAX_CELLS:
            return False
        shown.update({index: times * count for index, count in extent.shown.items()})
    try:
        lengths = list(_shared_lengths(stream))
    except (struct.error, IndexError) as error:
        raise _Damaged from error
    return sum(lengths[index] * count for index, count in shown.items() if index < len(lengths)) <= MAX_TEXT


def _check_dimensions(body: bytes) -> None:
    """A rectangle beyond the last row or column is reserved as it stands: the file would not be survived."""
    if len(body) not in (10, 14, 16):
        return
    form = "<HHHH" if len(body) == 10 else "<IIHH"  # noqa: PLR2004  # the older form
    first_row, last_row, _, last_column = struct.unpack_from(form, body)
    if max(first_row, last_row) > _MAX_ROWS or last_column > _MAX_COLUMNS or (last_row and first_row >= last_row):
        raise _Damaged


def _shared_lengths(stream: bytes) -> Iterator[int]:
    """Characters of each shared text ([MS-XLS] 2.4.265); one may go on in the next record, with a width of its own."""
    pieces = list(_shared_records(stream))
    number, at = 0, 8
    while number < len(pieces):
        if at >= len(pieces[number]):
            number, at = number + 1, 0
            continue
        left, flags = struct.unpack_from("<HB", pieces[number], at)
        at += 3
        skipped = 0
        if flags & 8:
            skipped += 4 * struct.unpack_from("<H", pieces[number], at)[0]
            at += 2
        if flags & 4:
            skipped += struct.unpack_from("<I", pieces[number], at)[0]
            at += 4
        yield left
        width = 1 + (flags & 1)
        while left > (here := (len(pieces[number]) - at) // width):
            left -= here
            number, at = number + 1, 1
            width = 1 + (pieces[number][0] & 1)
        at += left * width
        while skipped > (here := len(pieces[number]) - at):
            skipped -= here
            number, at = number + 1, 0
        at += skipped


def _shared_records(stream: bytes) -> Iterator[bytes]:
    """The record of the shared texts and those that continue it."""
    inside = False
    for kind, body in _records(stream):
        inside = kind == _SST or (inside and kind == _CONTINUE)
        if inside:
            yield body


def _faults(stream: bytes) -> Iterator[tuple[str, Mapping[Position, Fault]]]:
    version = _BIFF8
    for kind, body in _records(stream):
        if kind == _BOF:
            (version,) = struct.unpack_from("<H", body)
        elif kind == _BOUNDSHEET:
            (start,) = struct.unpack_from("<I", body)
            found = dict(_sheet_faults(stream, start))
            if found:
                yield _title(body, version), found


def _title(body: bytes, version: int) -> str:
    length = body[6]
    if version < _BIFF8:
        return body[7 : 7 + length].decode("cp1252", "replace")
    return (
        body[8 : 8 + 2 * length].decode("utf-16-le", "replace")
        if body[7] & 1
        else body[8 : 8 + length].decode("latin-1")
    )


def _sheet_faults(stream: bytes, start: int) -> Iterator[tuple[Position, Fault]]:
    for kind, body in _records(stream, start):
        if kind == _BOOLERR and body[7]:
            code = body[6]
        elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == _FORMULA_ERROR:
            code = body[8]
        else:
            continue
        row, column = struct.unpack_from("<HH", body)
        yield (row, column), Fault("CELL_ERROR", _ERRORS.get(code, "#N/A"))
