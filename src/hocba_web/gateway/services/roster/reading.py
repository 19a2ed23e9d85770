"""Reading the sector database's lists: what can be compared with, and which rows cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hocba.errors import UnreadableFile
from hocba.workbooks.check.pupils import check_pupils
from hocba.workbooks.check.report import CellEntry
from hocba.workbooks.check.rows import RowReader
from hocba.workbooks.check.staff import check_staff
from hocba.workbooks.kinds import KindName
from hocba.workbooks.sheets import read_sheets
from hocba.workbooks.tables import Table, find_tables, recognise
from hocba_web.base.refusals import Refused
from hocba_web.gateway.models import RosterPupil, RosterTeacher

NO_NUMBER = "ROSTER_NO_NUMBER"


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file as it was uploaded."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not taken over."""

    kind: str
    """Of which list: "pupils" or "staff"."""
    sheet: str
    row: int
    """As Excel counts, from 1."""
    code: str
    params: Mapping[str, str | int]


@dataclass(slots=True)
class Lists:
    """What the files hold, by personal ID."""

    with_staff: bool
    pupils: dict[str, RosterPupil] = field(default_factory=dict)
    teachers: dict[str, RosterTeacher] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    passed_over: int = 0
    """Rows that could not be read, or that have no personal ID to compare by."""


def read_lists(pupils: Workbook, staff: Workbook | None) -> Lists:
    """Read the lists of a school.

    Args:
        pupils: pupil list of the sector database (xlsx or xls).
        staff: staff list; None: teachers are not compared.

    Raises:
        Refused: ROSTER_WRONG_KIND, ROSTER_EMPTY.
        UnreadableFile: a file cannot be read at all.
    """
    lists = Lists(with_staff=staff is not None)
    for reader, found in check_pupils(_tables(pupils, "pupils", "học sinh"), None):
        if found is None or not found.personal_id:
            lists.passed_over += 1
            lists.faults += _faults(reader, "pupils")
            continue
        lists.pupils[found.personal_id] = RosterPupil(
            personal_id=found.personal_id,
            pupil_code=found.code[:20],
            name=found.name[:150],
            born=found.born,
            sex=found.sex.value,
            class_name=found.class_name[:20],
        )
    for reader, person in check_staff(_tables(staff, "staff", "cán bộ, giáo viên")) if staff else ():
        if person is None or not person.personal_id:
            lists.passed_over += 1
            lists.faults += _faults(reader, "staff")
            continue
        lists.teachers[person.personal_id] = RosterTeacher(personal_id=person.personal_id, name=person.name[:150])
    if not lists.pupils:
        raise Refused("ROSTER_EMPTY", where="pupils", file=pupils.name)
    if staff is not None and not lists.teachers:
        raise Refused("ROSTER_EMPTY", where="staff", file=staff.name)
    return lists


def _faults(reader: RowReader, kind: str) -> Iterator[Fault]:
    if not reader.bad:
        yield Fault(kind, reader.table.sheet, reader.row.number, NO_NUMBER, {})
    for entry in reader.bad:
        yield Fault(kind, entry.sheet, entry.row, entry.code, dict(_plain(entry)))


def _plain(entry: CellEntry) -> Iterator[tuple[str, str | int]]:
    told = {"value": entry.value, "caption": entry.caption, "row": entry.row, "sheet": entry.sheet, **entry.params}
    for name, value in told.items():
        yield name, value if isinstance(value, (str, int)) else str(value)


def _tables(file: Workbook, kind: KindName, expected: str) -> tuple[Table, ...]:
    book = read_sheets(file.content, file.name)
    if recognise(book) != kind:
        raise Refused("ROSTER_WRONG_KIND", where=kind, file=file.name, expected=expected)
    try:
        return find_tables(book, kind)
    except UnreadableFile:
        raise Refused("ROSTER_WRONG_KIND", where=kind, file=file.name, expected=expected) from None
