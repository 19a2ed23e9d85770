"""Workbooks as odd programs write them, or damage leaves them: one part or record of a good one changed."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

import xlwt

from support.raw_workbook import Shared, Sheet, workbook

CAPTIONS = ["STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân"]
AN = [1, "4A1", "2299000001", "Nguyễn Văn An", "15/03/2016", "Nam", "022216900001"]
READ = {"row": 2, "class": "4A1", "code": "2299000001", "name": "Nguyễn Văn An", "born": "15/03/2016", "sex": "Nam",
        "personal_id": "022216900001"}  # fmt: skip
SHEET, BOOK, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
GOOD = workbook(Sheet([CAPTIONS, AN]))
SHARED = workbook(Sheet([CAPTIONS, [1, *map(Shared, AN[1:])]]))
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a0 "ha">%s]>' % b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)


def edited(content: bytes, name: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """The workbook with one part changed; no change gives None: the part is left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            data = change(source.read(part)) if part == name else source.read(part)
            if data is not None:
                target.writestr(part, data)
    return stream.getvalue()


def removed(_: bytes) -> None:
    """What leaves a part out."""


def sheet(change: Callable[[bytes], bytes | None], content: bytes = GOOD) -> bytes:
    """The workbook with its first sheet changed."""
    return edited(content, SHEET, change)


def added(rows: bytes) -> bytes:
    """The good workbook with more rows."""
    return sheet(lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>"))


def xls(rows: Sequence[Sequence[object]] = (CAPTIONS, AN), merges: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """An .xls; merges are first and last row, first and last column."""
    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                page.write(number, column, value, day if isinstance(value, date) else xlwt.Style.default_style)
    for top, bottom, left, right in merges:
        page.merge(top, bottom, left, right)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ole(stream_name: str, stream: bytes) -> bytes:
    """A compound file with one stream."""
    out = io.BytesIO()
    xlwt.CompoundDoc.XlsDoc().save(out, stream)
    data = bytearray(out.getvalue())
    at = data.find("Workbook".encode("utf-16-le"))
    data[at : at + 66] = stream_name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(stream_name) + 2)
    return bytes(data)


def record(kind: int, body: bytes) -> bytes:
    """A record of an .xls."""
    return struct.pack("<HH", kind, len(body)) + body


def xls_changed(change: Callable[[bytes], bytes]) -> bytes:
    """The .xls with its stream of records changed."""
    data = xls()
    begin = data.find(struct.pack("<HHH", 0x0809, 16, 0x0600))
    return ole("Workbook", change(data[begin:]).ljust(8192, b"\0"))


def replaced_in_xls(kind: int, body: bytes) -> bytes:
    """The .xls with its first record of a kind replaced, its length kept."""

    def change(stream: bytes) -> bytes:
        at = 0
        while True:
            found, length = struct.unpack_from("<HH", stream, at)
            if found == kind:
                return stream[: at + 4] + body.ljust(length, b"\0")[:length] + stream[at + 4 + length :]
            at += 4 + length

    return xls_changed(change)


def reference_free(part: bytes) -> bytes:
    """A sheet whose rows and cells have no references."""
    return re.sub(rb' r="[A-Z]*\d+"', b"", part)


def prefixed(part: bytes) -> bytes:
    """A sheet whose elements have a namespace prefix."""
    part = part.replace(b"<worksheet xmlns=", b"<x:worksheet xmlns:x=").replace(b"</worksheet", b"</x:worksheet")
    return re.sub(rb"<(/?)(sheetData|row|c|v|is|t|f)\b", rb"<\1x:\2", part)


def strict(content: bytes) -> bytes:
    """The workbook in the strict form of the standard."""
    for name in (BOOK, SHEET, TEXTS, STYLES, "xl/_rels/workbook.xml.rels"):
        content = edited(
            content,
            name,
            lambda part: part.replace(MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
                b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml/officeDocument"
            ),
        )
    return content
