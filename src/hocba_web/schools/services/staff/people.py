"""Adding members of the staff and changing their data."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from hocba.model import check_personal_id
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean, fold
from hocba_web.schools.models import School, Staff

SOURCE = "Decision 32/QĐ-THPĐ, art. 6(8)"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffData:
    """What is kept of somebody."""

    code: str
    """Staff code of the sector database."""
    name: str
    personal_id: str = ""
    """12 digits; may be empty until signing."""
    born: date | None = None
    position: str = "Giáo viên"
    email: str = ""
    phone: str = ""


@transaction.atomic
def add_staff(*, actor: Actor, data: StaffData, at: datetime) -> Staff:
    """Add somebody to the staff.

    Args:
        actor: registrar or admin.
        data: code and personal ID are nobody else's at this school.
        at: aware, UTC.

    Raises:
        Refused: STAFF_CODE_NEEDED, STAFF_NAME_NEEDED, STAFF_CODE_TAKEN, STAFF_ID_WRONG, STAFF_ID_TAKEN.
    """
    require(actor, Action.STAFF_EDIT, Target(school_id=actor.school_id))
    staff = Staff(school_id=actor.school_id)
    _fill(staff, data)
    staff.save()
    _trace(actor, "schools.staff.added", staff, at, ())
    return staff


@transaction.atomic
def edit_staff(*, actor: Actor, staff_id: int, data: StaffData, at: datetime) -> Staff:
    """Change somebody's data. Signatures made before keep the name and ID they were made under.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: as of `add_staff`.
    """
    require(actor, Action.STAFF_EDIT, Target(school_id=actor.school_id))
    staff = Staff.objects.select_for_update().filter(school_id=actor.school_id, id=staff_id).first()
    if staff is None:
        raise Missing("NOT_FOUND_HERE")
    before = {one.name: getattr(staff, one.name) for one in fields(StaffData)}
    _fill(staff, data)
    staff.save()
    changed = tuple(name for name, value in before.items() if getattr(staff, name) != value)
    _trace(actor, "schools.staff.changed", staff, at, changed)
    return staff


def _fill(staff: Staff, data: StaffData) -> None:
    # Codes and IDs are compared with everybody's: one writer at a time.
    School.objects.select_for_update().get(id=staff.school_id)
    code, name, personal_id = clean(data.code), " ".join(clean(data.name).split()), clean(data.personal_id)
    others = Staff.objects.filter(school_id=staff.school_id).exclude(id=staff.pk)
    if not code:
        raise Refused("STAFF_CODE_NEEDED", where="code")
    if not name:
        raise Refused("STAFF_NAME_NEEDED", where="name")
    if others.filter(code__iexact=code).exists():
        raise Refused("STAFF_CODE_TAKEN", where="code", staff_code=code)
    if personal_id:
        year = data.born.year if data.born else None
        if any(found.is_error for found in check_personal_id(personal_id, sex=None, birth_year=year)):
            raise Refused("STAFF_ID_WRONG", where="personal_id")
        if others.filter(personal_id=personal_id).exists():
            raise Refused("STAFF_ID_TAKEN", where="personal_id")
    staff.code, staff.name, staff.name_folded, staff.personal_id = code, name, fold(name), personal_id
    staff.born, staff.position = data.born, clean(data.position)
    staff.email, staff.phone = data.email.strip(), clean(data.phone)


def _trace(actor: Actor, action: str, staff: Staff, at: datetime, changed: tuple[str, ...]) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("staff", staff.id),
        at=at,
        school_id=actor.school_id,
        details={"fields": list(changed)},
    )
