"""Tables: cells over several rows, captions, long rows."""

import pytest

from hocba.documents.rendition.form import Cell, Table
from hocba.documents.rendition.writer.structure import Element
from hocba.documents.rendition.writer.tables import table_units

COLUMNS = ("Phẩm chất", "Mức đạt được", "Nhận xét")


def units_of(table: Table):
    root = Element(b"Document", None)
    return list(table_units(table, root)), root


def under(element: Element) -> list[Element]:
    return [element.tree[kid] for kid in element.kids]


def said(unit) -> list[str]:
    return [" ".join(line.text for run in text.runs for line in run.stack.lines) for text in unit.texts]


def test_a_cell_over_rows_is_drawn_with_the_last_of_them():
    rows = ((Cell("a"), Cell("1"), Cell("chung", 3)), (Cell("b"), Cell("2")), (Cell("c"), Cell("3")))
    (head, group), root = units_of(Table("traits", COLUMNS, rows))
    assert said(group) == ["a", "1", "b", "2", "chung", "c", "3"]
    assert head.keep
    rows_set = under(under(under(root)[0])[1])
    assert [[cell.role for cell in under(row)] for row in rows_set] == [
        [b"TH", b"TD", b"TD"],
        [b"TH", b"TD"],
        [b"TH", b"TD"],
    ]
    assert b"/RowSpan 3" in under(rows_set[0])[2].attributes


def test_a_high_cell_over_rows_makes_the_last_of_them_higher():
    def height(comment: str) -> float:
        rows = ((Cell("a"), Cell("1"), Cell(comment, 2)), (Cell("b"), Cell("2")))
        return units_of(Table("traits", COLUMNS, rows))[0][1].height

    assert height("ngắn") == height("hai dòng " * 8)
    line = 10.5 * (1341 / 2048 + 0.48)
    assert height("dòng\n" * 9 + "dòng") == pytest.approx(10 * line - 0.48 * 10.5 + 9.2)


def test_two_groups_of_joined_rows():
    pair = ((Cell("a"), Cell("1"), Cell("x", 2)), (Cell("b"), Cell("2")))
    units, _ = units_of(Table("traits", COLUMNS, pair + pair))
    assert [said(unit) for unit in units[1:]] == [["a", "1", "x", "b", "2"]] * 2


def test_short_tables_are_kept_together_and_long_ones_are_not():
    row = (Cell("2025-2026"), Cell("1A1"), Cell("Trường"), Cell("05/09/2025"))
    for count, kept in ((15, True), (16, False)):
        units, _ = units_of(Table("history", ("Năm học", "Lớp", "Trường", "Ngày"), (row,) * count))
        assert [unit.keep for unit in units] == [True] + [kept] * (count - 1) + [False]


@pytest.mark.parametrize(("length", "cut"), [(1500, False), (1501, True)])
def test_only_a_long_row_may_be_cut(length, cut):
    comment = ("ab " * 1000)[:length]
    units, _ = units_of(
        Table("subjects", ("Môn", "Mức", "Điểm", "Nhận xét"), ((Cell("T"), Cell("H"), Cell("9"), Cell(comment)),))
    )
    assert (units[1].split is not None) is cut


def test_a_cut_row_says_everything_once():
    comment = " ".join(str(number) for number in range(700))
    columns = ("Môn", "Mức", "Điểm", "Nhận xét")
    units, _ = units_of(Table("subjects", columns, ((Cell("Toán"), Cell("H"), Cell(""), Cell(comment)),)))
    rest, parts = units[1], []
    while rest.split and (found := rest.split(200)):
        assert found[0].height <= 200
        parts.append(found[0])
        rest = found[1]
    parts.append(rest)
    assert len(parts) > 4
    texts = [said(part) for part in parts]
    assert texts[0][:2] == ["Toán", "H"]
    assert all(len(one) == 1 for one in texts[1:])
    assert " ".join(one[-1] for one in texts) == comment
    assert rest.split(20) is None


def test_the_first_line_of_a_signature_s_cells_is_set_apart():
    row = (Cell("1"), Cell("Lê Hoa\nGiáo viên"), Cell("08:00\n01/06/2026"), Cell("04BA\nCA"))
    units, _ = units_of(Table("signatures", ("TT", "Người ký", "Thời điểm", "Chứng thư"), (row,)))
    styles = [[(run.stack.style.face.name[11:], run.stack.style.size) for run in text.runs] for text in units[1].texts]
    assert styles[1:] == [
        [("Bold", 9.5), ("Regular", 9.5)],
        [("Regular", 9.5), ("Regular", 9.5)],
        [("Regular", 8.7), ("Regular", 9.5)],
    ]
