"""Lists that an officer looks at before they are taken over: what they change, which rows they leave out."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from hocba.model import SchoolYear
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.gateway.models import Roster, RosterDraft, RosterPupil, RosterTeacher
from hocba_web.gateway.selectors.rosters import pupils_of
from hocba_web.gateway.services.roster.importing import Imported, replace
from hocba_web.gateway.services.roster.reading import Lists, Workbook, read_lists
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require
from hocba_web.register.models import School

KEPT_FOR = timedelta(days=1)
_FAULTS = 200
"""Rows told of; the number of all of them is kept."""


def prepare_draft(
    officer: Officer,
    school: School,
    *,
    school_year: SchoolYear,
    pupils: Workbook,
    staff: Workbook | None,
    at: datetime,
) -> RosterDraft:
    """Read lists and keep them aside; an earlier draft of the same officer for the school is dropped.

    Only what the roster would hold is kept, not the files.

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
        Refused: ROSTER_WRONG_KIND, ROSTER_EMPTY.
        UnreadableFile: a file cannot be read at all.
    """
    require(officer, Act.ROSTER_IMPORT, area_code=school.area_code)
    lists = read_lists(pupils, staff)
    with transaction.atomic():
        RosterDraft.objects.filter(school=school, prepared_by_id=officer.user_id).delete()
        draft = RosterDraft.objects.create(
            public_id=uuid4(),
            school=school,
            school_year=school_year.first,
            prepared_by_id=officer.user_id,
            prepared_at=at,
            instead_of=_standing(school.pk, school_year.first),
            with_staff=lists.with_staff,
            pupils=[_pupil(one) for one in lists.pupils.values()],
            teachers=[_teacher(one) for one in lists.teachers.values()],
            faults=[asdict(one) for one in lists.faults[:_FAULTS]],
            passed_over=lists.passed_over,
        )
        audit.record(
            actor=officer,
            action="gateway.roster.prepared",
            subject=("school", school.pk),
            at=at,
            school_id=school.pk,
            details={"pupils": len(lists.pupils), "teachers": len(lists.teachers), "year": school_year.first},
        )
    return draft


def draft_of(officer: Officer, public_id: UUID) -> RosterDraft:
    """An officer's own draft.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE: taken over, set aside, somebody else's, or of an area that is not theirs now.
    """
    require(officer, Act.ROSTER_IMPORT)
    found = RosterDraft.objects.filter(public_id=public_id, prepared_by_id=officer.user_id)
    draft = found.select_related("school").first()
    if draft is None:
        raise Missing("NOT_FOUND_HERE")
    require(officer, Act.ROSTER_IMPORT, area_code=draft.school.area_code)
    return draft


@transaction.atomic
def take_over(officer: Officer, public_id: UUID, *, at: datetime) -> Imported:
    """Put the draft's lists in the place of the earlier ones.

    Args:
        officer: who prepared it.
        public_id: of the draft.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: ROSTER_CHANGED, somebody imported other lists meanwhile.
    """
    draft = draft_of(officer, public_id)
    School.objects.select_for_update().get(pk=draft.school_id)
    if not RosterDraft.objects.filter(pk=draft.pk).exists():
        raise Missing("NOT_FOUND_HERE")
    if _standing(draft.school_id, draft.school_year) != draft.instead_of:
        raise Refused("ROSTER_CHANGED", where=draft.school.code)
    lists = Lists(
        with_staff=draft.with_staff,
        pupils={one.personal_id: one for one in pupils_of(draft)},
        teachers={one["personal_id"]: RosterTeacher(**one) for one in draft.teachers},
        passed_over=draft.passed_over,
    )
    done = replace(officer, draft.school_id, draft.school_year, lists, at=at)
    draft.delete()
    return done


def set_aside(officer: Officer, public_id: UUID) -> int:
    """Drop an own draft; the school it was for.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    draft = draft_of(officer, public_id)
    draft.delete()
    return draft.school_id


def drop_old(at: datetime) -> int:
    """Delete drafts that nobody took over for a day; how many. A tick."""
    return RosterDraft.objects.filter(prepared_at__lte=at - KEPT_FOR).delete()[0]


def _standing(school_id: int, school_year: int) -> int | None:
    return Roster.objects.filter(school_id=school_id, school_year=school_year).values_list("pk", flat=True).first()


def _pupil(one: RosterPupil) -> dict[str, Any]:
    return {
        "personal_id": one.personal_id,
        "pupil_code": one.pupil_code,
        "name": one.name,
        "born": one.born.isoformat(),
        "sex": one.sex,
        "class_name": one.class_name,
    }


def _teacher(one: RosterTeacher) -> dict[str, Any]:
    return {"personal_id": one.personal_id, "name": one.name}
