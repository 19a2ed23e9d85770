"""What the school says about itself, and where it teaches."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.models import Campus, School


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolData:
    """What may be changed of the profile; the code never is, records carry it."""

    name: str
    tax_code: str = ""
    authority_code: str
    authority_name: str
    province: str
    commune: str
    district: str = "–"
    address: str = ""
    phone: str = ""
    email: str = ""


_NEEDED = ("name", "authority_code", "authority_name", "province", "commune")


@transaction.atomic
def edit_school(*, actor: Actor, data: SchoolData, at: datetime) -> School:
    """Change the profile of the actor's school. Records made before keep what they say.

    Raises:
        Refused: SCHOOL_FIELD_NEEDED; `where` names it.
    """
    require(actor, Action.SCHOOL_EDIT, Target(school_id=actor.school_id))
    school = School.objects.select_for_update().get(id=actor.school_id)
    values = {name: clean(value) for name, value in asdict(data).items()}
    for name in _NEEDED:
        if not values[name]:
            raise Refused("SCHOOL_FIELD_NEEDED", where=name)
    values["district"] = values["district"] or "–"
    changed = [name for name, value in values.items() if getattr(school, name) != value]
    for name in changed:
        setattr(school, name, values[name])
    if changed:
        school.save(update_fields=changed)
        _trace(actor, "schools.school.changed", ("school", school.id), at, fields=changed)
    return school


@transaction.atomic
def save_campus(*, actor: Actor, campus_id: int | None, name: str, address: str, at: datetime) -> Campus:
    """Add a campus, or change one.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: CAMPUS_NAME_NEEDED, CAMPUS_NAME_TAKEN.
    """
    require(actor, Action.SCHOOL_EDIT, Target(school_id=actor.school_id))
    School.objects.select_for_update().get(id=actor.school_id)
    campus = Campus(school_id=actor.school_id) if campus_id is None else _campus(actor, campus_id)
    campus.name, campus.address = clean(name)[:100], clean(address)[:250]
    if not campus.name:
        raise Refused("CAMPUS_NAME_NEEDED", where="name")
    others = Campus.objects.filter(school_id=actor.school_id).exclude(id=campus.pk).values_list("name", flat=True)
    if campus.name.casefold() in {other.casefold() for other in others}:
        raise Refused("CAMPUS_NAME_TAKEN", where="name", name=campus.name)
    campus.save()
    _trace(actor, "schools.campus.saved", ("campus", campus.id), at)
    return campus


@transaction.atomic
def remove_campus(*, actor: Actor, campus_id: int, at: datetime) -> None:
    """Remove a campus at which no class was ever taught.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: CAMPUS_IN_USE.
    """
    require(actor, Action.SCHOOL_EDIT, Target(school_id=actor.school_id))
    campus = _campus(actor, campus_id)
    if campus.classes.exists():
        raise Refused("CAMPUS_IN_USE", name=campus.name)
    _trace(actor, "schools.campus.removed", ("campus", campus.id), at)
    campus.delete()


def _campus(actor: Actor, campus_id: int) -> Campus:
    campus = Campus.objects.filter(school_id=actor.school_id, id=campus_id).first()
    if campus is None:
        raise Missing("NOT_FOUND_HERE")
    return campus


def _trace(actor: Actor, action: str, subject: tuple[str, int], at: datetime, **details: object) -> None:
    audit.record(actor=actor, action=action, subject=subject, at=at, school_id=actor.school_id, details=details)
