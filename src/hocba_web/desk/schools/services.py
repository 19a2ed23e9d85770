"""Keeping the list of schools."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import IntegrityError, transaction

from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require
from hocba_web.register.models import School
from hocba_web.register.services import schools

_CODE = re.compile(r"[0-9A-Za-z._-]{2,40}")


@transaction.atomic
def add_school(*, officer: Officer, code: str, name: str, area_code: str, area_name: str, at: datetime) -> School:
    """Add a school.

    Args:
        officer: the admin.
        code: MA_TRUONG of its records; never changed afterwards.
        name: as on its certificate.
        area_code: of the ward or commune it lies in.
        area_name: the same in words.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Refused: DESK_SCHOOL_CODE, DESK_SCHOOL_THERE.
    """
    require(officer, Act.SCHOOL_MANAGE)
    if not _CODE.fullmatch(code.strip()):
        raise Refused("DESK_SCHOOL_CODE", where="code")
    try:
        found = schools.add(
            code=code.strip(), name=clean(name), area_code=area_code.strip(), area_name=clean(area_name)
        )
    except IntegrityError:
        raise Refused("DESK_SCHOOL_THERE", where="code", school=code.strip()) from None
    _trace(officer, "desk.school.added", found, at)
    return found


@transaction.atomic
def change_school(
    *, officer: Officer, school_id: int, name: str, area_code: str, area_name: str, active: bool, at: datetime
) -> School:
    """Put name or area right, or let a school rest; what it sent stays.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    require(officer, Act.SCHOOL_MANAGE)
    found = schools.change(
        school_id, name=clean(name), area_code=area_code.strip(), area_name=clean(area_name), active=active
    )
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    _trace(officer, "desk.school.changed", found, at)
    return found


def _trace(officer: Officer, action: str, school: School, at: datetime) -> None:
    audit.record(
        actor=officer,
        action=action,
        subject=("school", school.pk),
        at=at,
        school_id=school.pk,
        details={"active": school.active},
    )
