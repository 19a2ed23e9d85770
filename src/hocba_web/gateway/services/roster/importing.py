"""Importing the sector database's lists of a school: its pupils, and its staff where that list comes too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hocba.errors import UnreadableFile
from hocba.model import SchoolYear
from hocba.workbooks.check.pupils import check_pupils
from hocba.workbooks.check.staff import check_staff
from hocba.workbooks.kinds import KindName
from hocba.workbooks.sheets import read_sheets
from hocba.workbooks.tables import Table, find_tables, recognise
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.gateway.models import Access, Roster, RosterPupil, RosterTeacher
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require
from hocba_web.register.models import School


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file as it was uploaded."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    pupils: int
    teachers: int
    passed_over: int
    """Rows that could not be read, or that have no personal ID to compare by."""


def import_lists(
    officer: Officer,
    school: School,
    *,
    school_year: SchoolYear,
    pupils: Workbook,
    staff: Workbook | None,
    at: datetime,
) -> Imported:
    """Replace what is known of a school's pupils and staff in a school year.

    Args:
        officer: an intake officer of the school's area.
        school: of the register.
        school_year: which year.
        pupils: pupil list of the sector database (xlsx or xls).
        staff: staff list; None: teachers are not compared.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: ROSTER_WRONG_KIND, ROSTER_EMPTY; the earlier lists stay.
        UnreadableFile: the file cannot be read at all.
    """
    require(officer, Act.ROSTER_IMPORT, area_code=school.area_code)
    rows = list(_pupils(pupils))
    people = list(_teachers(staff)) if staff else []
    found = {row.personal_id: row for row in rows if row is not None}
    teachers = {row.personal_id: row for row in people if row is not None}
    if not found:
        raise Refused("ROSTER_EMPTY", where=pupils.name, file=pupils.name)
    if staff is not None and not teachers:
        raise Refused("ROSTER_EMPTY", where=staff.name, file=staff.name)
    with transaction.atomic():
        School.objects.select_for_update().get(id=school.id)
        Roster.objects.filter(school=school, school_year=school_year.first).delete()
        roster = Roster.objects.create(
            school=school,
            school_year=school_year.first,
            imported_at=at,
            imported_by_id=officer.user_id,
            pupils_count=len(found),
            teachers_count=len(teachers),
        )
        for pupil in found.values():
            pupil.roster = roster
        for teacher in teachers.values():
            teacher.roster = roster
        RosterPupil.objects.bulk_create(found.values(), batch_size=200)
        RosterTeacher.objects.bulk_create(teachers.values(), batch_size=200)
        audit.record(
            actor=officer,
            action="gateway.roster.imported",
            subject=("school", school.id),
            at=at,
            school_id=school.id,
            details={"pupils": len(found), "teachers": len(teachers), "year": school_year.first},
        )
    passed_over = rows.count(None) + people.count(None)
    return Imported(len(found), len(teachers), passed_over)


def set_comparing(officer: Officer, school: School, comparing: Access.Comparing, *, at: datetime) -> None:
    """Set what happens to records of a school that disagree with the roster.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE, also where the school has no login yet.
    """
    require(officer, Act.ROSTER_IMPORT, area_code=school.area_code)
    with transaction.atomic():
        if not Access.objects.filter(school=school).update(comparing=comparing):
            raise Missing("NOT_FOUND_HERE")
        audit.record(
            actor=officer,
            action="gateway.comparing.set",
            subject=("school", school.id),
            at=at,
            school_id=school.id,
            details={"comparing": str(comparing)},
        )


def _pupils(file: Workbook) -> Iterator[RosterPupil | None]:
    """One a row; None where it cannot be compared by."""
    for _, found in check_pupils(_tables(file, "pupils", "học sinh"), None):
        if found is None or not found.personal_id:
            yield None
            continue
        yield RosterPupil(
            personal_id=found.personal_id,
            pupil_code=found.code[:20],
            name=found.name[:150],
            born=found.born,
            sex=found.sex.value,
            class_name=found.class_name[:20],
        )


def _teachers(file: Workbook) -> Iterator[RosterTeacher | None]:
    for _, found in check_staff(_tables(file, "staff", "cán bộ, giáo viên")):
        usable = found is not None and found.personal_id
        yield RosterTeacher(personal_id=found.personal_id, name=found.name[:150]) if found and usable else None


def _tables(file: Workbook, kind: KindName, expected: str) -> tuple[Table, ...]:
    book = read_sheets(file.content, file.name)
    if recognise(book) != kind:
        raise Refused("ROSTER_WRONG_KIND", where=file.name, file=file.name, expected=expected)
    try:
        return find_tables(book, kind)
    except UnreadableFile:
        raise Refused("ROSTER_WRONG_KIND", where=file.name, file=file.name, expected=expected) from None
