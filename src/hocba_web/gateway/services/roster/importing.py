"""Importing the sector database's lists of a school: its pupils, and its staff where that list comes too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hocba.model import SchoolYear
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.gateway.models import Access, ComparingChange, Roster, RosterPupil, RosterTeacher
from hocba_web.gateway.services.roster.reading import Lists, Workbook, read_lists
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require
from hocba_web.register.models import School

_LONGEST = 500


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
    lists = read_lists(pupils, staff)
    with transaction.atomic():
        School.objects.select_for_update().get(id=school.id)
        return replace(officer, school.id, school_year.first, lists, at=at)


def replace(officer: Officer, school_id: int, school_year: int, lists: Lists, *, at: datetime) -> Imported:
    """Put lists in the place of the earlier ones; inside the caller's transaction, which holds the school's row.

    Args:
        officer: who does it; the caller has checked that they may.
        school_id: of the register's school.
        school_year: the year in which the school year begins.
        lists: as read.
        at: product clock, aware, UTC.
    """
    Roster.objects.filter(school_id=school_id, school_year=school_year).delete()
    roster = Roster.objects.create(
        school_id=school_id,
        school_year=school_year,
        imported_at=at,
        imported_by_id=officer.user_id,
        pupils_count=len(lists.pupils),
        teachers_count=len(lists.teachers),
    )
    for pupil in lists.pupils.values():
        pupil.roster = roster
    for teacher in lists.teachers.values():
        teacher.roster = roster
    RosterPupil.objects.bulk_create(lists.pupils.values(), batch_size=200)
    RosterTeacher.objects.bulk_create(lists.teachers.values(), batch_size=200)
    audit.record(
        actor=officer,
        action="gateway.roster.imported",
        subject=("school", school_id),
        at=at,
        school_id=school_id,
        details={"pupils": len(lists.pupils), "teachers": len(lists.teachers), "year": school_year},
    )
    return Imported(len(lists.pupils), len(lists.teachers), lists.passed_over)


@transaction.atomic
def set_comparing(
    officer: Officer, school: School, comparing: Access.Comparing, *, reason: str, at: datetime
) -> ComparingChange:
    """Set what happens to records of a school that disagree with the roster.

    Args:
        officer: an intake officer of the school's area.
        school: of the register.
        comparing: from now on.
        reason: why; kept with who did it.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE, also where the school has no login yet.
        Refused: REASON_NEEDED.
    """
    require(officer, Act.ROSTER_IMPORT, area_code=school.area_code)
    why = clean(reason)[:_LONGEST]
    if not why:
        raise Refused("REASON_NEEDED", where="reason")
    access = Access.objects.select_for_update().filter(school=school).first()
    if access is None:
        raise Missing("NOT_FOUND_HERE")
    change = ComparingChange.objects.create(
        school=school,
        before=access.comparing,
        after=comparing,
        reason=why,
        changed_by_id=officer.user_id,
        changed_at=at,
    )
    access.comparing = comparing
    access.save(update_fields=["comparing"])
    audit.record(
        actor=officer,
        action="gateway.comparing.set",
        subject=("school", school.id),
        at=at,
        school_id=school.id,
        details={"comparing": str(comparing)},
    )
    return change
