"""The zip container of an .xlsx: its parts within limits, and the cells in the raw XML of a sheet."""

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

MAX_PARTS = 2000
MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes of all parts together; a school's largest real export unpacks to about 30 MB."""
Position = tuple[int, int]
"""Row and column of a cell, both from 0."""

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"


@dataclass(frozen=True, slots=True)
class Archive:
    """The unpacked parts of an .xlsx."""

    parts: Mapping[str, bytes]
    sheets: Mapping[str, str]
    """Part of each sheet by the sheet's name."""


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


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip container."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for part, content in parts.items():
            target.writestr(part, content)
    return stream.getvalue()


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


def read_cells(part: bytes) -> Iterator[tuple[Position, etree._Element]]:
    """Cells with their positions, row by row, so that a large sheet never stands in memory as a tree.

    A cell or row without a reference follows the one before it.
    """
    row = -1
    for _, element in etree.iterparse(
        io.BytesIO(part), tag=("{*}row",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    ):
        number = element.get("r") or ""
        row = int(number) - 1 if number.isascii() and number.isdigit() else row + 1
        column = -1
        for cell in element.iterchildren("{*}c"):
            match = _REFERENCE.fullmatch((cell.get("r") or "").upper())
            column = column_index(match[1]) if match else column + 1
            yield (int(match[2]) - 1 if match else row, column), cell
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
