"""Whatever stands in the cells: every row of data is accepted whole or rejected with a reason, none is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hocba.messages import catalogue
from hocba.model import SchoolYear
from hocba.workbooks import Book, Sheet, find_tables, recognise
from hocba.workbooks.check.context import find_context
from hocba.workbooks.check.pupils import check_pupils
from hocba.workbooks.check.results import check_results, check_vnedu
from hocba.workbooks.check.staff import check_staff
from hocba.workbooks.cleaning import Fault
from support.workbooks import PUPIL_CAPTIONS, STAFF_CAPTIONS, ResultBook, pupils, staff_row, vnedu_row, vnedu_sheet

CELL = st.one_of(
    st.just(""),
    st.sampled_from(
        ["4A1", "T", "H", "C", "Đ", "x", "Tổng", "Họ tên", "Lớp 4A2", "02/02/2016", "HTT", "Nam", "#N/A", "__KEYS__"]
    ),
    st.text(max_size=12),
    st.integers(-5, 70000).map(float),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.just(Fault("FORMULA_NO_VALUE", "=A1")),
    st.just(Fault("CELL_ERROR", "#REF!")),
)


def as_book(rows, title: str = "4A1") -> Book:
    width = max(map(len, rows))
    return Book("a.xlsx", "xlsx", (Sheet(title, [[*row, *[""] * (width - len(row))] for row in rows], ()),))


def spoiled(rows, changes) -> list[list[object]]:
    """Rows with some cells replaced."""
    found = [list(row) for row in rows]
    for (row, column), value in changes.items():
        found[row % len(found)][column % len(found[0])] = value
    return found


CHANGES = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 50)), CELL, max_size=12)


def judge(tables, judged) -> None:
    """Every row of the tables is judged once: accepted, or rejected with known codes at its own place."""
    rows = [(table.sheet, row.number) for table in tables for row in table.rows]
    seen = []
    for reader, accepted in judged:
        seen.append((reader.table.sheet, reader.row.number))
        assert (accepted is None) == bool(reader.bad)
        for entry in (*reader.bad, *reader.warned):
            assert entry.code in catalogue()
            assert entry.row == reader.row.number
            assert entry.message()
        places = [(entry.column, entry.code) for entry in reader.bad]
        assert len(places) == len(set(places))
    assert seen == rows


@given(changes=CHANGES)
@settings(max_examples=120, deadline=None)
def test_pupil_lists(changes):
    rows = spoiled([one.row() for one in pupils(4)], changes)
    tables = find_tables(as_book([list(PUPIL_CAPTIONS), *rows]), "pupils")
    judge(tables, list(check_pupils(tables, None)))
    assert sum(len(table.rows) + table.ignored for table in tables) == 4


@given(changes=CHANGES)
@settings(max_examples=80, deadline=None)
def test_staff_lists(changes):
    rows = spoiled([staff_row(number) for number in range(1, 5)], changes)
    tables = find_tables(as_book([list(STAFF_CAPTIONS), *rows]), "staff")
    judge(tables, list(check_staff(tables)))


@given(changes=CHANGES)
@settings(max_examples=80, deadline=None)
def test_result_files(changes):
    book = ResultBook()
    for one in pupils(4):
        book.add(one)
    tables = find_tables(as_book([*book.header(), *spoiled(book.rows, changes)], "Sheet1"), "results")
    contexts = [
        find_context("KetQua-4-cn.xlsx", one, grade=None, moment=None, school_year=SchoolYear(2025)) for one in tables
    ]
    judge(tables, list(check_results(list(zip(tables, contexts, strict=True)), None)))


@given(changes=CHANGES)
@settings(max_examples=60, deadline=None)
def test_vnedu_summaries(changes):
    rows = spoiled([vnedu_row(one) for one in pupils(4)], changes)
    tables = find_tables(as_book(vnedu_sheet(rows)), "vnedu")
    contexts = [find_context("a.xlsx", one, grade=None, moment=None, school_year=None) for one in tables]
    judge(tables, list(check_vnedu(list(zip(tables, contexts, strict=True)), None)))


@given(rows=st.lists(st.lists(CELL, min_size=1, max_size=8), min_size=1, max_size=8))
@settings(max_examples=120, deadline=None)
def test_a_sheet_of_anything_is_recognised_or_not(rows):
    assert recognise(as_book(rows, "Sheet1")) in (None, "pupils", "staff", "classes", "history", "results", "vnedu")
