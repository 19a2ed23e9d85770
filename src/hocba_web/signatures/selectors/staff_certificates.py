"""Who must sign and has no certificate for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.schools.selectors.setup import current_year
from hocba_web.schools.selectors.signers import managers_of
from hocba_web.schools.selectors.staff import staff_names
from hocba_web.schools.selectors.teaching import assignments
from hocba_web.signatures.models import Certificate


@dataclass(frozen=True, slots=True)
class StaffCertificate:
    """One person who signs records."""

    staff_id: int
    name: str
    classes: int
    """In how many classes they sign; 0 for who signs for the school."""
    way_label: str
    """Of their certificate; empty where there is none that can be used."""
    valid_until: datetime | None
    expired: bool
    """They had one, and it has ended."""


def staff_certificates(actor: Actor, *, on: date, real_at: datetime) -> tuple[StaffCertificate, ...]:
    """Everybody who signs records of the current year, who has no certificate first; some ten queries.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    require(actor, Action.STAFF_VIEW, Target(school_id=actor.school_id))
    year = current_year(actor.school_id)
    classes: dict[int, set[int]] = {}
    for one in assignments(year.id, on) if year is not None else ():
        if one.may_sign:
            classes.setdefault(one.staff_id, set()).add(one.class_id)
    for staff_id in managers_of(actor.school_id, on):
        classes.setdefault(staff_id, set())
    names = staff_names(actor.school_id, classes)
    best: dict[int, Certificate] = {}
    found = Certificate.objects.filter(school_id=actor.school_id, holder="person", staff_id__in=classes)
    for row in found.filter(state=Certificate.State.ACTIVE).order_by("valid_until"):
        if row.staff_id is not None:
            best[row.staff_id] = row
    rows = (
        _row(number, names.get(number, ""), len(taught), best.get(number), real_at)
        for number, taught in classes.items()
    )
    return tuple(sorted(rows, key=lambda one: (bool(one.way_label), one.name)))


def _row(staff_id: int, name: str, classes: int, row: Certificate | None, real_at: datetime) -> StaffCertificate:
    good = row is not None and row.valid_until > real_at
    return StaffCertificate(
        staff_id=staff_id,
        name=name,
        classes=classes,
        way_label=str(row.get_way_display()) if row is not None and good else "",
        valid_until=row.valid_until if row is not None else None,
        expired=row is not None and not good,
    )
