"""Keeping the list of schools."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.desk.messages.services import tell
from hocba_web.gateway.models import Access
from hocba_web.gateway.services.units import Credentials, give_login
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require, require_fresh
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
    *,
    officer: Officer,
    school_id: int,
    name: str,
    area_code: str,
    area_name: str,
    active: bool,
    at: datetime,
    real_at: datetime,
) -> School:
    """Put name or area right, or let a school rest; what it sent stays.

    The area says which officers see its pupils, the name whose certificate may be its own: so the second factor is
    asked for, and the trace holds both areas.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Missing: NOT_FOUND_HERE.
    """
    require(officer, Act.SCHOOL_MANAGE)
    require_fresh(officer, at=real_at)
    before = School.objects.select_for_update().filter(pk=school_id).first()
    found = schools.change(
        school_id, name=clean(name), area_code=area_code.strip(), area_name=clean(area_name), active=active
    )
    if before is None or found is None:
        raise Missing("NOT_FOUND_HERE")
    renamed = before.name != found.name
    _trace(officer, "desk.school.changed", found, at, area_before=before.area_code, renamed=renamed)
    return found


@transaction.atomic
def renew_login(*, officer: Officer, school: School, user_name: str, at: datetime, real_at: datetime) -> Credentials:
    """Give a school's software a login, told once; the one it had ends, and the school is told that it did.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Missing: NOT_FOUND_HERE.
    """
    require_fresh(officer, at=real_at)
    replaced = Access.objects.filter(school=school).exists()
    given = give_login(officer, school, user_name=user_name, at=at)
    if replaced:
        with override("vi"):
            subject = str(_("Tài khoản kết nối với Sở đã được thay"))
            text = str(
                _(
                    "Quản trị viên của Sở vừa cấp tài khoản kết nối mới cho phần mềm của trường; tài khoản cũ hết"
                    " hiệu lực ngay. Nếu trường không đề nghị việc này, hãy báo lãnh đạo Sở để kiểm tra."
                )
            )
        tell(school, subject=subject, text=text, officer=officer, at=at)
    return given


def _trace(officer: Officer, action: str, school: School, at: datetime, **details: object) -> None:
    audit.record(
        actor=officer,
        action=action,
        subject=("school", school.pk),
        at=at,
        school_id=school.pk,
        details={"active": school.active, "area": school.area_code} | details,
    )
