"""Files that are odd, damaged or hostile: read, or refused as a whole with one code; nothing else is ever printed."""

import re
import struct
from datetime import date

import pytest

from support.odd_workbooks import (
    AN,
    BOOK,
    CAPTIONS,
    GOOD,
    LAUGHS,
    READ,
    SHARED,
    TEXTS,
    added,
    edited,
    ole,
    prefixed,
    record,
    reference_free,
    removed,
    replaced_in_xls,
    sheet,
    strict,
    xls,
    xls_changed,
)
from support.raw_workbook import Shared, Sheet, Styled, workbook
from support.trial import check, run

READABLE = {
    "plain": GOOD,
    "shared texts": SHARED,
    "an empty shared text first": edited(
        sheet(lambda p: re.sub(rb't="s"><v>(\d)', lambda m: b't="s"><v>%d' % (int(m[1]) + 1), p), SHARED),
        TEXTS,
        lambda p: p.replace(b"<si>", b"<si/><si>", 1),
    ),
    "carriage returns as Excel keeps them": sheet(
        lambda p: p.replace("Ngày sinh".encode(), "Ngày_x000D_\nsinh".encode())
    ),
    "date in ISO type": sheet(
        lambda p: re.sub(rb'<c r="E2".*?</c>', b'<c r="E2" t="d"><v>2016-03-15T00:00:00</v></c>', p)
    ),
    "dates from 1904": workbook(Sheet([CAPTIONS, [*AN[:4], date(2012, 3, 14), *AN[5:]]]), from_1904=True),
    "namespace prefix": sheet(prefixed),
    "strict form of the standard": strict(GOOD),
    "cells without references": sheet(reference_free),
    "reference not the first attribute": sheet(lambda p: re.sub(rb'<c r="([A-Z]+\d+)"', rb'<c s="0" r="\1"', p)),
    "comment after the root": sheet(lambda p: p + b"\n<!-- made by a tool -->\n"),
    "far formatting": added(b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
    "formatting far to the right": sheet(lambda p: p.replace(b"</row>", b'<c r="XFD2" s="1"/></row>')),
    "merge over everything": sheet(
        lambda p: p.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="J1:XFD1048576"/></mergeCells>')
    ),
    "an .xls": xls(),
    "an .xls with a date": xls((CAPTIONS, [*AN[:4], date(2016, 3, 15), *AN[5:]])),
    "an .xls whose size tag is wrong": replaced_in_xls(0x0200, struct.pack("<IIHHH", 0, 65536, 0, 256, 0)),
    "very hidden sheet beside": workbook(
        Sheet([CAPTIONS, AN]), Sheet([CAPTIONS, [2, *AN[1:]]], name="cu", hidden=True)
    ),
}


@pytest.mark.parametrize("name", ["tep.xlsx", "tep.xls", "TỆP.XLSX", "tep"])
@pytest.mark.parametrize("content", READABLE.values(), ids=READABLE.keys())
def test_odd_but_readable(content, name, capfd):
    done = check(content, name=name)
    assert (done.file_error, done.rejected, done.warnings, done.accepted) == (None, [], [], [READ])
    assert capfd.readouterr() == ("", "")


UNREADABLE = {
    "empty": b"",
    "one byte": b"P",
    "csv": "STT,Mã lớp,Mã học sinh\n1,4A1,2299000001\n".encode(),
    "html table": "<html><table><tr><td>Mã lớp</td></tr></table></html>".encode(),
    "pdf": b"%PDF-1.7\n",
    "half of an .xlsx": GOOD[: len(GOOD) // 2],
    ".xlsx without its end": GOOD[:-30],
    "changed bytes": bytes(byte ^ 0x55 if 400 <= n < 420 else byte for n, byte in enumerate(GOOD)),
    "sheet missing": sheet(removed),
    "workbook missing": edited(GOOD, BOOK, removed),
    "sheet cut off": sheet(lambda part: part[: len(part) // 2]),
    "sheet is no XML": sheet(lambda _: b"khong phai XML"),
    "tag never closed": sheet(lambda part: part.replace(b"</worksheet>", b"")),
    "shared texts cut off": edited(SHARED, TEXTS, lambda part: part[:-20]),
    "document type": sheet(lambda part: part.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)),
    "billion laughs": sheet(lambda p: p.replace(b"<worksheet", LAUGHS + b"<worksheet", 1).replace(b"Nam", b"&a11;")),
    "billion laughs in shared texts": edited(SHARED, TEXTS, lambda p: p.replace(b"<sst", LAUGHS + b"<sst", 1)),
    "outside entity": sheet(
        lambda p: p.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet', 1)
    ),
    "more shared texts claimed than bytes": edited(
        SHARED, TEXTS, lambda p: p.replace(b"<sst", b'<sst uniqueCount="99999999"')
    ),
    "absurd count of shared texts": edited(
        SHARED, TEXTS, lambda p: p.replace(b"<sst", b'<sst uniqueCount="999999999999999999"')
    ),
    "reference beyond the last column": sheet(lambda p: p.replace(b"</row>", b'<c r="ZZZZZZ1"><v>1</v></c></row>', 1)),
    "reference beyond the last row": added(b'<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>'),
    "row of ten digits": added(b'<row r="9999999999"><c><v>1</v></c></row>'),
    "value in the last cell of the sheet": added(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "a million cells in a row": added(b'<row r="3">' + b"<c><v>1</v></c>" * 1_000_001 + b"</row>"),
    "text longer than a cell": workbook(Sheet([CAPTIONS, [*AN[:3], "A" * 32_768, *AN[4:]]])),
    "a text document": sheet(removed, edited(GOOD, BOOK, removed)),
    "half of an .xls": xls()[:2800],
    "start of an .xls": xls()[:600],
    "zeros after the mark of an .xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50_000),
    "encrypted .xlsx": ole("EncryptedPackage", bytes(8192)),
    ".xls with a password": xls_changed(
        lambda stream: stream[:20] + record(0x2F, struct.pack("<HHH", 1, 1, 1)) + stream[20:]
    ),
    ".xls that claims a huge size": replaced_in_xls(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)),
    ".xls whose size ends before it begins": replaced_in_xls(0x0200, struct.pack("<IIHHH", 9, 2, 0, 3, 0)),
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_refused_as_a_whole(content, capfd):
    done = check(content)
    assert done.printed["file_error"] == {"code": "FILE_UNREADABLE", "caption": ""}
    assert (done.printed["outcome"], done.exit_code) == ("rejected_file", 1)
    assert (done.accepted, done.rejected, done.warnings) == ([], [], [])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("texts", [1, 30])
def test_a_long_shared_text_shown_in_many_cells_takes_no_memory(texts):
    name = Shared("A" * 30_000)
    content = workbook(Sheet([CAPTIONS, AN, *[[n, name] for n in range(texts)]]))
    many = sheet(
        lambda part: part.replace(
            b"</sheetData>",
            b"".join(b'<row r="%d"><c r="B%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(40, 4000))
            + b"</sheetData>",
        ),
        content,
    )
    assert check(many).file_error == "FILE_UNREADABLE"


def test_a_loop_of_sectors_in_an_xls(capfd):
    data = bytearray(xls())
    (table,) = struct.unpack_from("<I", data, 76)
    (directory,) = struct.unpack_from("<I", data, 48)
    struct.pack_into("<I", data, 512 + table * 512 + directory * 4, directory)
    assert check(bytes(data)).file_error == "FILE_UNREADABLE"
    assert capfd.readouterr().err == ""


def test_merged_class_in_an_xls():
    rows = (CAPTIONS, AN, [2, "", "2299000002", "Trần Thị Bình", "01/09/2016", "Nữ", "022316900002"])
    assert check(xls(rows, [(1, 2, 1, 1)])).values("class") == ["4A1", "4A1"]


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#ERROR!", "#GETTING_DATA", "Err:502", "#DIV/0!", ""])
@pytest.mark.parametrize("formula", ["", "<f>1/0</f>", "<f/>"])
def test_an_error_of_any_kind_spoils_only_its_cell(error, formula):
    cell = f'<c r="D2" t="e">{formula}<v>{error}</v></c>'.encode()
    done = check(sheet(lambda part: re.sub(rb'<c r="D2".*?</c>', cell, part)))
    assert done.rejected == [(2, "D", "CELL_ERROR")]
    assert done.printed["rejected"][0]["value"] == (error or "#N/A")


def test_empty_workbook():
    for content in (workbook(Sheet([])), workbook(Sheet([[Styled()]])), workbook(Sheet([CAPTIONS], hidden=True))):
        assert check(content).printed["outcome"] == "rejected_file"
        assert check(content, "--kind", "pupils").file_error in {"FILE_MISSING_COLUMN", "FILE_WRONG_KIND"}


def test_header_without_any_row():
    done = check(workbook(Sheet([CAPTIONS])))
    assert (done.file_error, done.accepted, done.rejected, done.printed["outcome"]) == (None, [], [], "accepted")


@pytest.mark.parametrize(
    "arguments",
    [
        ("/nowhere/tep.xlsx",),
        (),
        ("--kind", "danh-sach", "x.xlsx"),
        ("--grade", "6", "x.xlsx"),
        ("--period", "hk1", "x.xlsx"),
    ],
)
def test_wrong_use_is_three(arguments):
    code, out, err = run("check", "--json", *arguments)
    assert (code, out) == (3, "")
    assert err
    assert "Traceback" not in err


def test_several_files_give_a_line_each_in_order_and_the_worst_code(tmp_path):
    names = ["tot.xlsx", "hong.xlsx", "sai.xlsx"]
    for name, content in zip(names, (GOOD, b"x", workbook(Sheet([CAPTIONS, [*AN[:4], "x", *AN[5:]]]))), strict=True):
        (tmp_path / name).write_bytes(content)
    code, out, err = run("check", "--json", *(str(tmp_path / name) for name in names))
    lines = out.splitlines()
    assert (code, err, len(lines)) == (1, "", 3)
    assert [('"accepted": [{' in line, '"file_error": null' in line) for line in lines] == [
        (True, True),
        (False, False),
        (False, True),
    ]
    code, out, err = run("check", "--json", str(tmp_path / "khong-co.xlsx"), str(tmp_path / "tot.xlsx"))
    assert (code, len(out.splitlines())) == (3, 1)
    assert "khong-co.xlsx" in err
