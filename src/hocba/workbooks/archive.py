"""The zip container of an .xlsx, looked at before any sheet is read: limits, parts, and cells without a value.

The fast reader gives an empty text for an error cell and for a formula whose value was never stored, and reserves
memory for the whole rectangle up to the farthest cell. Both are seen here first, in the raw XML of the sheet.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from hocba.errors import UnreadableFile
from hocba.workbooks.cleaning import Fault

MAX_PARTS = 2000
MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes of all parts together; a school's largest real export unpacks to about 30 MB."""
MAX_CELLS = 5_000_000
"""Cells of the rectangle that one sheet spans."""

Position = tuple[int, int]
"""Row and column of a cell, both from 0."""

# Without a column of three letters and without a row from 7000 on, a sheet stays within MAX_CELLS: 702 times 6999.
_FAR = re.compile(rb"""r\s*=\s*["'](?:[A-Za-z]{3}|[A-Za-z]{0,2}(?:[7-9][0-9]{3}|[0-9]{5}))""")
_NEAR_ROWS = 6999
_COLUMNS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)[0-9]""")
_ROWS = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["']([0-9]{1,9})["']""")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"


@dataclass(frozen=True, slots=True)
class Archive:
    """The unpacked parts of an .xlsx."""

    parts: Mapping[str, bytes]
    sheets: Mapping[str, str]
    """Part of each sheet by the sheet's name."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What the raw parts say that the fast reader does not."""

    faults: Mapping[str, Mapping[Position, Fault]]
    """By sheet name."""


def column_letter(index: int) -> str:
    """Letter of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Column counted from 0 of its letters."""
    found = 0
    for letter in letters.upper():
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1


def open_archive(data: bytes, name: str) -> Archive:
    """Unpack an .xlsx within limits.

    Raises:
        UnreadableFile: FILE_UNREADABLE, with `reason`: damaged, not_a_workbook or too_large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _unpacked(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="damaged") from error
    if not any(part.lower() == "xl/workbook.xml" for part in parts):
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="not_a_workbook")
    try:
        sheets = {sheet: part for sheet, part in _sheet_parts(parts).items() if part in parts}
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="damaged") from error
    return Archive(MappingProxyType(parts), MappingProxyType(sheets))


def scan_archive(data: bytes, name: str) -> Scan:
    """Check the container of an .xlsx and collect the faults of its cells.

    Raises:
        UnreadableFile: as `open_archive`.
    """
    archive = open_archive(data, name)
    try:
        faults = {sheet: _sheet_faults(archive.parts[part], name) for sheet, part in archive.sheets.items()}
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="damaged") from error
    return Scan(MappingProxyType({sheet: found for sheet, found in faults.items() if found}))


def _unpacked(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """Every XML part, read to its end so that a lying size or a wrong checksum is found before anything else reads."""
    entries = archive.infolist()
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="too_large")
    parts: dict[str, bytes] = {}
    for entry in entries:
        # Some tools of Windows write backslashes.
        part = entry.filename.replace("\\", "/")
        if part in parts:
            raise zipfile.BadZipFile(part)
        parts[part] = archive.read(entry)
    return parts


def parse_part(part: bytes) -> etree._Element:
    """Parse one part: no entities, no DTD from outside, no network, no huge texts."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(part, parser)


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Part of each sheet by the sheet's name."""
    workbook = next(part for part in parts if part.lower() == "xl/workbook.xml")
    folder, base = posixpath.split(workbook)
    relations = parts.get(f"{folder}/_rels/{base}.rels")
    if relations is None:
        return {}
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join(folder, relation.get("Target") or "")).lstrip("/")
        for relation in parse_part(relations)
    }
    return {
        sheet.get("name") or "": targets[identifier]
        for sheet in parse_part(parts[workbook]).iter(f"{_MAIN}sheet", f"{_STRICT}sheet")
        for attribute, identifier in sheet.attrib.items()
        if str(attribute).endswith("}id") and identifier in targets
    }


def _sheet_faults(part: bytes, name: str) -> Mapping[Position, Fault]:
    if _may_be_wide(part) and _rectangle(part) > MAX_CELLS and _used_rectangle(part) > MAX_CELLS:
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="too_large")
    if b'"e"' not in part and b"'e'" not in part and b"<f" not in part and b":f" not in part:
        return {}
    return dict(_faults(part))


def _may_be_wide(part: bytes) -> bool:
    """Whether a sheet may span more than MAX_CELLS: one quick look, which rules nearly every sheet out."""
    return _FAR.search(part) is not None or part.count(b"<row") > _NEAR_ROWS


def _rectangle(part: bytes) -> int:
    """Cells of the rectangle that the references of a sheet span, styled empty cells included; cheap."""
    columns = max((column_index(found.decode()) for found in set(_COLUMNS.findall(part))), default=0) + 1
    rows = max(map(int, _ROWS.findall(part)), default=0)
    return max(rows, part.count(b"<row")) * columns


def filled_cells(root: etree._Element) -> Iterator[tuple[Position, etree._Element]]:
    """Cells of a sheet that hold more than formatting, with their positions."""
    for cell in root.iter(f"{_MAIN}c", f"{_STRICT}c"):
        match = _REFERENCE.fullmatch((cell.get("r") or "").upper())
        if match is not None and len(cell):
            yield (int(match[2]) - 1, column_index(match[1])), cell


def value_and_formula(cell: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
    """The stored value and the formula of a cell, None where it has none."""
    children = {etree.QName(child).localname: child for child in cell.iterchildren(tag=etree.Element)}
    return children.get("v"), children.get("f")


def _used_rectangle(part: bytes) -> int:
    """The same without cells that hold nothing but formatting."""
    used = [position for position, _ in filled_cells(parse_part(part))]
    if not used:
        return 0
    return (max(row for row, _ in used) + 1) * (max(column for _, column in used) + 1)


def _faults(part: bytes) -> Iterator[tuple[Position, Fault]]:
    for position, cell in filled_cells(parse_part(part)):
        value, formula = value_and_formula(cell)
        stored = value.text if value is not None else None
        kind = cell.get("t")
        if kind == "e":
            yield position, Fault("CELL_ERROR", stored or "#N/A")
        # A formula that gave an empty text is stored as text; without a type the value was never computed.
        elif formula is not None and not stored and kind != "str":
            yield position, Fault("FORMULA_NO_VALUE", f"={formula.text or ''}")
