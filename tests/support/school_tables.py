"""Tables made in memory, as if a workbook had been read, and two pupils to find in them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from hocba.model import PupilStatus
from hocba.workbooks.kinds import KindName
from hocba.workbooks.school.data import PupilEntry
from hocba.workbooks.school.reading import Log
from hocba.workbooks.sheets import Book, Sheet
from hocba.workbooks.tables import Table, find_tables
from support.records import sample_pupil

CODE, OTHER = "2299238447", "2299119662"
NAME, BORN = "Lê Thế Anh", "04/03/2016"


def pupil_entry(code: str = CODE, name: str = NAME) -> PupilEntry:
    """A pupil of 4A1."""
    return PupilEntry(
        code=code,
        class_name="4A1",
        identity=dataclasses.replace(sample_pupil(), ministry_id=code, name=name),
        status=PupilStatus.STUDYING,
        status_on=None,
        disability="",
        not_assessed=False,
        policy_group="",
        where="C1-HocSinh.xlsx!Sheet1!2",
    )


PUPILS = {CODE: pupil_entry(), OTHER: pupil_entry(OTHER, "Hoàng Đức Anh")}


def tables(kind: KindName, *rows: Sequence[Any], sheet: str = "Sheet1") -> tuple[Table, ...]:
    """The tables of a workbook with one sheet of these rows, the header first."""
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return find_tables(Book("file.xlsx", "xlsx", (Sheet(sheet, padded, ()),)), kind)


def said(log: Log) -> list[tuple[str, str, bool]]:
    """Code, place and whether it is an error, of every finding."""
    return [(one.code, one.where, one.is_error) for one in log.findings]
