"""The parents' check slip: what the school holds about a child, for the family to confirm or correct (art. 7(1))."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action
from hocba_web.schools.models import Enrolment, Pupil, SchoolClass
from hocba_web.schools.pupil_fields import LABELS, snapshot
from hocba_web.schools.selectors.pupils.page import shown
from hocba_web.schools.selectors.pupils.scope import (
    ON_ROLL,
    enrolment_now,
    find_class,
    find_pupil,
    require_class,
    require_for,
)

_LINES = (
    "name",
    "born",
    "sex",
    "personal_id",
    "ethnicity",
    "nationality",
    "birthplace",
    "home_place",
    "residence",
    "policy_group",
    "disability",
    "mother_name",
    "mother_born_year",
    "mother_phone",
    "father_name",
    "father_born_year",
    "father_phone",
)
_GUARDIAN = ("guardian_name", "guardian_born_year", "guardian_phone")


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip."""

    pupil_id: int
    number: int
    name: str
    class_name: str
    year: str
    school: str
    lines: tuple[tuple[str, str], ...]
    """Name of the field and what is on file; empty where nothing is."""


def slips_of_class(actor: Actor, class_id: int) -> tuple[SchoolClass, list[Slip]]:
    """Slips of everybody on the roll of a class, in the order of the list.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: by scope.
    """
    school_class = find_class(actor, class_id)
    require_class(actor, Action.CHECK_SLIP_PRINT, school_class)
    rows = (
        Enrolment.objects.filter(ON_ROLL, school_class=school_class)
        .select_related("pupil")
        .prefetch_related("pupil__guardians")
        .order_by("number", "id")
    )
    return school_class, [_slip(row.pupil, row.number, school_class) for row in rows]


def slip_of_pupil(actor: Actor, pupil_id: int) -> Sequence[Slip]:
    """The slip of one pupil; empty for a pupil who is in no class.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: by scope.
    """
    pupil = find_pupil(actor, pupil_id)
    require_for(actor, Action.CHECK_SLIP_PRINT, pupil)
    enrolment = enrolment_now(pupil)
    if enrolment is None:
        return []
    return [_slip(pupil, enrolment.number, find_class(actor, enrolment.school_class_id))]


def _slip(pupil: Pupil, number: int, school_class: SchoolClass) -> Slip:
    values = {**snapshot(pupil), "disability": pupil.disability}
    names = _LINES + (_GUARDIAN if values["guardian_name"] else ())
    return Slip(
        pupil_id=pupil.pk,
        number=number,
        name=pupil.name,
        class_name=school_class.name,
        year=str(school_class.year),
        school=school_class.year.school.name,
        lines=tuple((str(LABELS[name]), shown(name, values[name])) for name in names),
    )
