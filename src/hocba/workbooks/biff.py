"""The records of an .xls that the fast reader does not give: error cells, and whether a password is set.

Only what is needed of [MS-CFB] (the container) and [MS-XLS] (the records). What cannot be followed is left to the
reader proper: old exports are often slightly damaged and still readable.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from hocba.errors import UnreadableFile
from hocba.workbooks.archive import Position
from hocba.workbooks.cleaning import Fault

_HEADER = 512
_ENTRY = 128
_LAST = 0xFFFFFFF0
"""Sector numbers from here on end a chain."""
_MINI_CUTOFF = 4096

_FORMULA, _EOF, _FILEPASS, _BOUNDSHEET, _BOOLERR, _BOF = 0x0006, 0x000A, 0x002F, 0x0085, 0x0205, 0x0809
_BIFF8 = 0x0600
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_FORMULA_ERROR = 2


def scan_biff(data: bytes, name: str) -> Mapping[str, Mapping[Position, Fault]]:
    """Error cells by sheet name and position; empty where the file cannot be followed.

    Raises:
        UnreadableFile: FILE_UNREADABLE with reason password.
    """
    try:
        streams = _streams(data)
        stream = streams.get("Workbook", streams.get("Book"))
        if "EncryptedPackage" in streams or (stream is not None and _has_password(stream)):
            raise UnreadableFile("FILE_UNREADABLE", where=name, reason="password")
        return dict(_faults(stream)) if stream is not None else {}
    except (struct.error, IndexError, ValueError):
        return {}


def _chain(table: list[int], start: int) -> list[int]:
    """Sectors of a chain; a loop or a number outside the table is damage."""
    found: list[int] = []
    while start < _LAST:
        found.append(start)
        if len(found) > len(table):
            raise ValueError("sector chain loops")
        start = table[start]
    return found


def _streams(data: bytes) -> dict[str, bytes]:
    """The streams of the container by name."""
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    size, mini_size = 1 << min(shift, 16), 1 << min(mini_shift, 16)
    (fat_count, directory_start) = struct.unpack_from("<II", data, 44)
    mini_start, mini_count, more_start, more_count = struct.unpack_from("<IIII", data, 60)

    def sector(number: int) -> bytes:
        begin = _HEADER + number * size if size == _HEADER else (number + 1) * size
        return data[begin : begin + size]

    def numbers(raw: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))

    fat_sectors = list(struct.unpack_from("<109I", data, 76))
    for _ in range(min(more_count, len(data) // size)):
        if more_start >= _LAST:
            break
        *listed, more_start = numbers(sector(more_start))
        fat_sectors += listed
    fat = [entry for number in fat_sectors[:fat_count] if number < _LAST for entry in numbers(sector(number))]
    directory = b"".join(sector(number) for number in _chain(fat, directory_start))
    mini_fat = [entry for number in _chain(fat, mini_start) for entry in numbers(sector(number))] if mini_count else []
    found: dict[str, bytes] = {}
    mini = b""
    for begin in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        (length,) = struct.unpack_from("<H", directory, begin + 64)
        kind = directory[begin + 66]
        start, total = struct.unpack_from("<II", directory, begin + 116)
        title = directory[begin : begin + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        if kind == 5:  # noqa: PLR2004  # the root entry holds the small streams
            mini = b"".join(sector(number) for number in _chain(fat, start)) if total else b""
        elif kind == 2 and total < _MINI_CUTOFF:  # noqa: PLR2004  # a stream
            pieces = (mini[number * mini_size : (number + 1) * mini_size] for number in _chain(mini_fat, start))
            found[title] = b"".join(pieces)[:total]
        elif kind == 2:  # noqa: PLR2004  # a stream
            found[title] = b"".join(sector(number) for number in _chain(fat, start))[:total]
    return found


def _records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Records of one substream, up to its end."""
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        if kind == _EOF:
            return
        start += 4 + length


def _has_password(stream: bytes) -> bool:
    return any(kind == _FILEPASS for kind, _ in _records(stream))


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
