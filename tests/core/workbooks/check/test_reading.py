"""The container and the cells: what is no workbook, what is hidden, what has no value."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from xlwt.CompoundDoc import XlsDoc

from hocba.errors import UnreadableFile
from hocba.workbooks import archive, check_file, read_sheets, sheets
from hocba.workbooks.cleaning import Fault
from support.workbooks import pupil_list, pupils, xls, xlsx

SMALL = pupil_list([one.row() for one in pupils(3)])
SMALL_XLS = xls({"Sheet1": [["Mã lớp", "Họ tên"], ["4A1", "An"]]})


def reason(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_sheets(data, "a.xlsx")
    assert refused.value.code == "FILE_UNREADABLE"
    assert refused.value.where == "a.xlsx"
    return str(refused.value.params["reason"])


def outcome(data: bytes) -> str:
    try:
        read_sheets(data, "a")
    except UnreadableFile as refused:
        return refused.code
    return "read"


@pytest.mark.parametrize("data", [b"", b"abc", b"<html><table></table></html>", b"%PDF-1.7", b"\x00" * 600])
def test_what_is_no_workbook(data):
    assert reason(data) == "not_a_workbook"
    assert check_file(data, name="a.xls").as_json()["file_error"] == {"code": "FILE_UNREADABLE", "caption": ""}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_xlsx(share):
    assert reason(SMALL[: int(len(SMALL) * share)]) == "damaged"


def test_a_zip_that_is_no_workbook():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("a.txt", "a")
    assert reason(stream.getvalue()) == "not_a_workbook"


def repacked(change) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SMALL)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return stream.getvalue()


def test_a_part_that_is_no_xml():
    assert reason(repacked(lambda name, part: part[:-40] if name == "xl/workbook.xml" else part)) == "damaged"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"])
def test_a_broken_part(part):
    broken = repacked(lambda name, content: content[:-30] + b'"e"' if name == part else content)
    assert reason(broken) == "damaged"


def test_a_wrong_checksum_is_damage():
    data = bytearray(SMALL)
    at = data.find(b"xl/worksheets/sheet1.xml") + 60
    data[at] ^= 0xFF
    assert reason(bytes(data)) == "damaged"


def test_a_zip_bomb_is_refused_by_its_size(monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED", 10_000)
    assert reason(SMALL) == "too_large"


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(archive, "MAX_PARTS", 3)
    assert reason(SMALL) == "too_large"


def test_a_huge_file_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_BYTES", 100)
    assert reason(SMALL) == "too_large"


def test_a_cell_far_away_is_no_memory_trap():
    far = repacked(
        lambda _, part: part.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        )
    )
    assert reason(far) == "too_large"


@pytest.mark.parametrize("cell", ["ZZ7123", "zz10000", "AAA7113", "XFD306", "E1000001"])
def test_a_cell_just_beyond_the_largest_rectangle(cell):
    row = "".join(filter(str.isdigit, cell))
    added = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
    assert reason(repacked(lambda _, part: part.replace(b"</sheetData>", added))) == "too_large"


def test_formatting_far_away_is_nothing():
    far = repacked(
        lambda _, part: part.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    )
    assert len(read_sheets(far, "a").sheets[0].rows) == 4


def test_entities_are_not_expanded():
    def bomb(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        head = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        return head + part.replace(b"4A1", b"&b;", 1)

    try:
        found = read_sheets(repacked(bomb), "a").sheets[0].rows
    except UnreadableFile:
        return
    assert not any("aaaa" in str(value) for row in found for value in row)


def test_a_password_of_an_xls():
    stream = (
        struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0, 0, 0, 0)
        + struct.pack("<HHH", 0x002F, 2, 0)
        + struct.pack("<HH", 0x0A, 0)
    )
    file = io.BytesIO()
    XlsDoc().save(file, stream)
    assert reason(file.getvalue()) == "password"


@given(at=st.integers(0, len(SMALL_XLS) - 1), byte=st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_a_damaged_xls_is_read_or_refused(at, byte):
    data = bytearray(SMALL_XLS)
    data[at] = byte
    assert outcome(bytes(data)) in ("read", "FILE_UNREADABLE")


@given(at=st.integers(0, len(SMALL) - 1), byte=st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_a_damaged_xlsx_is_read_or_refused(at, byte):
    data = bytearray(SMALL)
    data[at] = byte
    assert outcome(bytes(data)) in ("read", "FILE_UNREADABLE")


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_truncated_xls(share):
    assert reason(SMALL_XLS[: int(len(SMALL_XLS) * share)]) == "damaged"


def test_rows_and_columns_stay_where_excel_has_them():
    sheet = read_sheets(xlsx({"A": [[], [], ["", "", "x"]]}), "a").sheets[0]
    assert sheet.rows == [["", "", ""], ["", "", ""], ["", "", "x"]]
    assert sheet.at(2, 2) == "x"
    assert sheet.at(99, 99) == ""


def test_hidden_sheets_are_dropped():
    book = read_sheets(xlsx({"A": [["a"]], "B": [["b"]]}, hidden=["B"]), "a")
    assert [sheet.name for sheet in book.sheets] == ["A"]
    file = xlwt.Workbook()
    file.add_sheet("A").write(0, 0, "a")
    file.add_sheet("B").visibility = 2
    stream = io.BytesIO()
    file.save(stream)
    assert [sheet.name for sheet in read_sheets(stream.getvalue(), "a").sheets] == ["A"]


def test_the_dimension_tag_is_not_trusted():
    lying = repacked(lambda _, part: part.replace(b'<dimension ref="A1:J4"', b'<dimension ref="A1:A1"'))
    assert lying != SMALL
    assert read_sheets(lying, "a").sheets[0].rows == read_sheets(SMALL, "a").sheets[0].rows


def test_error_cells_and_formulas_without_value():
    rows = read_sheets(xlsx({"A": [["#N/A", "=1+1", "", "#REF!"]]}), "a").sheets[0].rows
    assert rows == [[Fault("CELL_ERROR", "#N/A"), Fault("FORMULA_NO_VALUE", "=1+1"), "", Fault("CELL_ERROR", "#REF!")]]


def test_the_stored_value_of_a_formula_counts():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("A")
        sheet.write_formula(0, 0, '="4A"&"1"', value="4A1")
        sheet.write_formula(0, 1, "=4+5", value=9)
    assert read_sheets(stream.getvalue(), "a").sheets[0].rows == [["4A1", 9.0]]


def test_a_formula_that_gave_an_empty_text_has_a_value():
    stored = repacked(
        lambda _, part: part.replace(
            b"<sheetData>", b'<sheetData><row r="9"><c r="A9" t="str"><f>""</f><v></v></c></row>'
        )
    )
    assert stored != SMALL
    assert not any(isinstance(value, Fault) for row in read_sheets(stored, "a").sheets[0].rows for value in row)


def test_error_cells_of_an_xls():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Lớp")
    sheet.write(0, 0, "a")
    sheet.row(2).set_cell_error(3, 0x2A)
    sheet.row(4).set_cell_error(0, 0x17)
    stream = io.BytesIO()
    book.save(stream)
    found = read_sheets(stream.getvalue(), "a").sheets[0]
    assert (found.at(2, 3), found.at(4, 0)) == (Fault("CELL_ERROR", "#N/A"), Fault("CELL_ERROR", "#REF!"))


def test_merged_ranges():
    sheet = read_sheets(xlsx({"A": [["a", "", "b"], ["", "", ""]]}, merges={"A": ["A1:B2"]}), "a").sheets[0]
    assert sheet.merges == (sheets.Merge(0, 0, 1, 1),)


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_column_letters(index, letter):
    assert archive.column_letter(index) == letter
    assert archive.column_index(letter) == index
