"""Substitutions as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hocba.model import Subject
from hocba_web.base.refusals import Missing
from hocba_web.schools.models import Substitution


@dataclass(frozen=True, slots=True)
class SubstitutionRow:
    """One substitution."""

    id: int
    absent: str
    substitute: str
    class_name: str
    """Empty: all classes of the absent teacher."""
    subject: Subject | None
    """None: all subjects."""
    homeroom: bool
    may_sign: bool
    since: date
    until: date | None
    state: str
    """"asked", "declined", "future", "now" or "past"."""
    prepared_by_id: int | None
    prepared_by: str
    decision: str
    decline_reason: str


def _row(one: Substitution, on: date) -> SubstitutionRow:
    if one.declined_at is not None:
        state = "declined"
    elif one.approved_at is None:
        state = "asked"
    elif one.since > on:
        state = "future"
    else:
        state = "past" if one.until is not None and one.until < on else "now"
    return SubstitutionRow(
        one.id,
        one.absent.name,
        one.substitute.name,
        one.school_class.name if one.school_class else "",
        Subject(one.subject) if one.subject else None,
        one.homeroom,
        one.may_sign,
        one.since,
        one.until,
        state,
        one.prepared_by_id,
        one.prepared_by.full_name if one.prepared_by else "",
        str(one.decision) if one.decision else "",
        one.decline_reason,
    )


_SHOWN = ("absent", "substitute", "school_class", "prepared_by", "decision")


def substitutions(school_id: int, on: date) -> tuple[SubstitutionRow, ...]:
    """All of a school: waiting ones first, then those of today, to come, past."""
    rows = Substitution.objects.filter(absent__school_id=school_id).select_related(*_SHOWN).order_by("-since", "-id")
    order = {"asked": 0, "now": 1, "future": 2, "past": 3, "declined": 4}
    return tuple(sorted((_row(one, on) for one in rows), key=lambda one: order[one.state]))


def substitution(school_id: int, substitution_id: int, on: date) -> SubstitutionRow:
    """One of them.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    row = Substitution.objects.filter(absent__school_id=school_id, id=substitution_id).select_related(*_SHOWN).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return _row(row, on)
