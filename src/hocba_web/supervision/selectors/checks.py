"""Reads of regular checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from hocba_web.accounts.actor import Actor
from hocba_web.assessment.selectors.register import classes_of_year
from hocba_web.base.refusals import Missing
from hocba_web.supervision.models import Check, CheckItem

_ITEMS = ("enrolment__pupil", "enrolment__school_class", "told", "by", "check_run")
_MOST_NOTES = 100


@dataclass(frozen=True, slots=True)
class Drawn:
    """One pupil of a sample, as the page shows it."""

    item: CheckItem
    part: str
    """What is to be mended, in words."""
    parts: tuple[tuple[str, str], ...]
    """(value, words) of every part of the pupil's class."""


def checks_of(school_id: int) -> QuerySet[Check]:
    """A school's checks, newest first, with `drawn`, `ticked` and `to_mend` counted."""
    return (
        Check.objects.filter(school_id=school_id)
        .select_related("started_by")
        .annotate(
            drawn=Count("items"),
            ticked=Count("items", filter=~Q(items__verdict="")),
            to_mend=Count("items", filter=Q(items__verdict=CheckItem.Verdict.MEND)),
        )
    )


def check_here(actor: Actor, check_id: int) -> Check:
    """One check of the actor's school, counted.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = checks_of(actor.school_id).filter(id=check_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def items_of(check: Check) -> list[Drawn]:
    """The sample by class and number, in three queries."""
    return _drawn(check.year_id, CheckItem.objects.filter(check_run=check).select_related(*_ITEMS))


def notes_for(user_id: int) -> list[Drawn]:
    """What somebody was told to mend, the newest first."""
    rows = list(CheckItem.objects.filter(told_id=user_id).select_related(*_ITEMS).order_by("-at")[:_MOST_NOTES])
    years = {row.check_run.year_id for row in rows}
    return [one for year_id in sorted(years, reverse=True) for one in _drawn(year_id, rows)]


def notes_by_person(year_id: int) -> dict[int, list[tuple[str, str, datetime]]]:
    """What was to be mended in a school year, by account: (class, note, when)."""
    rows = CheckItem.objects.filter(check_run__year_id=year_id, told__isnull=False, at__isnull=False).order_by("at")
    found: dict[int, list[tuple[str, str, datetime]]] = {}
    fields = ("told_id", "enrolment__school_class__name", "note", "at")
    for user_id, class_name, note, at in rows.values_list(*fields):
        found.setdefault(user_id, []).append((class_name, note, at))
    return found


def _drawn(year_id: int, rows: Iterable[CheckItem]) -> list[Drawn]:
    here = [row for row in rows if row.check_run.year_id == year_id]
    facts = {one.id: one for one in classes_of_year(year_id, {row.enrolment.school_class_id for row in here})}
    found = []
    for row in here:
        own = facts[row.enrolment.school_class_id]
        parts = tuple((part, own.part_name(part)) for part in own.parts)
        found.append(Drawn(row, own.part_name(row.part) if row.part else "", parts))
    return found
