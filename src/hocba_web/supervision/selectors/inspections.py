"""Reads of inspections, and the capacity an inspector acts in while one runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import override

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.schools.selectors.capacities import Capacity
from hocba_web.supervision.models import Inspection, Inspector


def inspections_of(school_id: int) -> QuerySet[Inspection]:
    """A school's inspections with their people, newest first."""
    return Inspection.objects.filter(school_id=school_id).prefetch_related("inspectors__user")


def inspection_here(actor: Actor, inspection_id: int) -> Inspection:
    """One inspection of the actor's school.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = inspections_of(actor.school_id).filter(id=inspection_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def is_running(inspection: Inspection, at: datetime) -> bool:
    """Whether its inspectors may read now: opened, not ended, `opens_at <= at < closes_at`."""
    return inspection.ended_at is None and inspection.opens_at <= at < inspection.closes_at


def inspector_capacities(user_id: int, on: date) -> Iterator[Capacity]:
    """Capacities of an inspector at this instant: the end comes by the clock at every request, not by a job."""
    del on  # an inspection ends at an hour, not with a day
    at = clock.now()
    rows = Inspector.objects.filter(user_id=user_id).select_related("inspection")
    with override("vi"):  # the body's name is on file in Vietnamese
        prefix = str(Role.INSPECTOR.label)
    for row in rows:
        inspection = row.inspection
        if is_running(inspection, at):
            yield Capacity(
                key=f"inspector:{inspection.pk}",
                role=Role.INSPECTOR,
                school_id=inspection.school_id,
                detail=inspection.body.removeprefix(prefix).strip(),
                inspection_id=inspection.pk,
                inspects=frozenset(inspection.classes),
                inspects_school=inspection.whole_school,
            )


def schools_inspected_by(user_id: int) -> frozenset[int]:
    """Schools (ids) that an account inspects or inspected."""
    return frozenset(Inspector.objects.filter(user_id=user_id).values_list("inspection__school_id", flat=True))
