"""Who signs the records of a class, as the register knows it on a day.

Source: Decision 32/QĐ-THPĐ, art. 6(6)(d), 6(9), 7(3) and 9(1).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hocba.model import Manager, Subject
from hocba_web.accounts.roles import Role
from hocba_web.schools.models import Appointment, Homeroom, SchoolYear, Staff, Substitution, Teaching
from hocba_web.schools.selectors.dated import in_force, working
from hocba_web.schools.selectors.regulation import regulation_in_force
from hocba_web.schools.selectors.teaching import covers_cell

_TITLES = {Role.PRINCIPAL: "Hiệu trưởng", Role.VICE_PRINCIPAL: "Phó hiệu trưởng"}


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who answers for a part of a class's records."""

    staff_id: int
    code: str
    """Staff code."""
    name: str
    personal_id: str
    """12 digits, or empty where none is on file."""
    user_id: int | None
    """The account; None where there is none yet."""
    instead_of: str = ""
    """Name of the absent teacher whose substitute this is; empty for the assigned teacher."""


Cell = tuple[int, Subject | None]
"""Class (id) and subject; None is the homeroom."""


def signers_of(year_id: int, class_ids: Collection[int], on: date) -> dict[Cell, tuple[Signer, ...]]:
    """Who signs which part of the records of some classes of a year; three queries.

    It is the teacher in post in the second term, the last one at the year's end if it is over; or the substitute in
    force on the day itself whose decision says that they may sign. More than one where more than one is assigned.

    Args:
        year_id: school year.
        class_ids: of that year.
        on: the day in Vietnam.
    """
    year = SchoolYear.objects.get(id=year_id)
    day = min(max(on, year.term_2_on), year.ends_on)
    found: dict[Cell, list[tuple[date, Signer]]] = {}
    for model in (Homeroom, Teaching):
        rows = model.objects.filter(in_force(day), school_class_id__in=class_ids).select_related("staff")
        for row in rows.order_by("since", "id"):
            subject = Subject(row.subject) if isinstance(row, Teaching) else None
            found.setdefault((row.school_class_id, subject), []).append((row.since, _signer(row.staff)))
    absent = {signer.staff_id for ones in found.values() for _, signer in ones}
    covers = list(
        Substitution.objects.filter(in_force(on), absent_id__in=absent, may_sign=True)
        .select_related("substitute")
        .order_by("since", "id")
    )
    return {cell: tuple(_standing(covers, cell, signer) for _, signer in ones) for cell, ones in found.items()}


def _standing(covers: Collection[Substitution], cell: Cell, assigned: Signer) -> Signer:
    """The assigned teacher, or who signs in their place."""
    for cover in covers:
        if cover.absent_id == assigned.staff_id and covers_cell(cover, *cell):
            return replace(_signer(cover.substitute), instead_of=assigned.name)
    return assigned


def _signer(staff: Staff) -> Signer:
    return Signer(staff.id, staff.code, staff.name, staff.personal_id, staff.user_id)


def working_personal_ids(school_id: int, on: date) -> frozenset[str]:
    """Personal IDs of everybody who works at the school on a day."""
    rows = Staff.objects.filter(working(on), school_id=school_id).exclude(personal_id="")
    return frozenset(rows.values_list("personal_id", flat=True))


def managers_of(school_id: int, on: date) -> Mapping[int, Manager]:
    """Who may sign as head on a day, by staff id: the principal first, then the authorised deputies.

    A deputy signs if both the appointment's decision and the school's regulation in force say so (art. 6(6)(d)).
    """
    rows = Appointment.objects.filter(in_force(on), school_id=school_id).select_related("staff").order_by("since", "id")
    found = {
        one.staff_id: Manager(one.staff.name, one.staff.personal_id, _TITLES[Role.PRINCIPAL])
        for one in rows.filter(role=Role.PRINCIPAL.value)[:1]
    }
    if regulation_in_force(school_id, on).values.deputies_may_sign:
        for one in rows.filter(role=Role.VICE_PRINCIPAL.value, may_sign_for_principal=True):
            manager = Manager(one.staff.name, one.staff.personal_id, _TITLES[Role.VICE_PRINCIPAL])
            found.setdefault(one.staff_id, manager)
    return found


def staff_by_personal_id(school_id: int, personal_ids: Collection[str]) -> dict[str, Signer]:
    """People of the school by personal ID, those who left too."""
    rows = Staff.objects.filter(school_id=school_id, personal_id__in=personal_ids).order_by("id")
    return {one.personal_id: _signer(one) for one in rows}


def personal_id_of(staff_id: int) -> str:
    """A person's number by which records name their signers: 12 digits, or empty where none is on file."""
    return Staff.objects.filter(id=staff_id).values_list("personal_id", flat=True).first() or ""
