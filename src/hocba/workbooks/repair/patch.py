"""A copy of an .xlsx by openpyxl, with the stored values of formulas put back, which openpyxl drops."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Mapping
from copy import copy
from pathlib import Path

import openpyxl
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from hocba.workbooks.archive import (
    Position,
    filled_cells,
    open_archive,
    packed,
    parse_part,
    read_cells,
    value_and_formula,
)
from hocba.workbooks.repair.marks import AUTHOR, Mark, Marks
from hocba.workbooks.sheets import Book

_COMMENT_SIZE = (360, 120)
"""Points, wide enough for the longest sentence in a few lines."""
_Stored = Mapping[Position, tuple[str | None, str]]
"""Type and stored value of the formulas of a sheet."""


class CannotPatch(Exception):
    """openpyxl cannot open the file, or would not write it back whole."""


def marked_copy(data: bytes, book: Book, marks: Marks) -> Callable[[Path], None]:
    """Prepare the marked copy; what is returned writes it.

    Raises:
        CannotPatch: the file has to be written anew.
    """
    macros = book.name.lower().endswith(".xlsm")
    try:
        with warnings.catch_warnings():
            # It warns of extensions that it drops; none of them is a value.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(data), keep_vba=macros)
            for title, cells in marks.items():
                _mark_sheet(workbook[title], cells)
            saved = _saved(workbook)
    except Exception as error:  # openpyxl raises whatever its many parsers raise on a file it does not like
        raise CannotPatch from error
    stored = _stored_values(data, book.name)
    if stored:
        saved = _with_stored_values(saved, stored, book.name)
    return lambda path: _write_bytes(path, saved)


def _write_bytes(path: Path, saved: bytes) -> None:
    path.write_bytes(saved)


def _mark_sheet(sheet: Worksheet, cells: Mapping[Position, Mark]) -> None:
    for (row, column), mark in cells.items():
        cell = sheet.cell(row + 1, column + 1)
        before = f"{cell.comment.text}\n\n" if cell.comment else ""
        cell.comment = Comment(before + mark.words, AUTHOR, width=_COMMENT_SIZE[0], height=_COMMENT_SIZE[1])
        cell.fill = copy(PatternFill("solid", fgColor=mark.fill))


def _saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _stored_values(data: bytes, name: str) -> dict[str, _Stored]:
    """Stored values of formulas by sheet name, as the original has them."""
    archive = open_archive(data, name)
    found: dict[str, _Stored] = {}
    for sheet, part in archive.sheets.items():
        if b"<f" not in archive.parts[part] and b":f" not in archive.parts[part]:
            continue
        values: dict[Position, tuple[str | None, str]] = {}
        for position, cell in read_cells(archive.parts[part]):
            value, formula = value_and_formula(cell)
            if formula is not None and value is not None and value.text is not None:
                values[position] = (cell.get("t"), value.text)
        if values:
            found[sheet] = values
    return found


def _with_stored_values(saved: bytes, stored: Mapping[str, _Stored], name: str) -> bytes:
    archive = open_archive(saved, name)
    changed = {
        part: _put_back(archive.parts[part], stored[sheet]) for sheet, part in archive.sheets.items() if sheet in stored
    }
    return packed({**archive.parts, **changed})


def _put_back(part: bytes, stored: _Stored) -> bytes:
    root = parse_part(part)
    for position, cell in filled_cells(root):
        value, formula = value_and_formula(cell)
        if formula is None or position not in stored:
            continue
        kind, text = stored[position]
        if value is None:
            value = etree.SubElement(cell, etree.QName(etree.QName(cell).namespace, "v"))
        value.text = text
        if kind is not None:
            cell.set("t", kind)
        elif "t" in cell.attrib:
            del cell.attrib["t"]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
