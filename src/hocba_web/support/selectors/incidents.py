"""Reads of incidents, with the clock that runs from their discovery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base.refusals import Missing
from hocba_web.support.models import Incident
from hocba_web.support.services.incidents import notify_by

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Countdown:
    """How the time to notify the specialised authority stands."""

    until: datetime
    """Aware; the last instant that is in time."""
    source: str
    """The article that sets it, in English."""
    kind: str
    """"none" (found to be no incident), "done" (told in time), "late" (told late, or time is over), "doing"."""
    hours: int
    """Whole hours left; when late, whole hours over."""
    told_at: datetime | None


def countdown(incident: Incident, at: datetime) -> Countdown:
    """The clock of an incident.

    Args:
        incident: which.
        at: aware, now.

    Raises:
        UnknownRule: INCIDENT_RULE_UNKNOWN.
    """
    until, source = notify_by(incident.found_at)
    reached = incident.notified_at or at
    if incident.state == Incident.State.DISMISSED and incident.notified_at is None:
        kind = "none"
    elif reached > until:
        kind = "late"
    else:
        kind = "done" if incident.notified_at else "doing"
    return Countdown(until, source, kind, abs(until - reached) // _HOUR, incident.notified_at)


def manages_incidents(actor: Actor) -> bool:
    """Whether somebody manages incidents of the school."""
    return allowed(actor, Action.INCIDENT_MANAGE, Target(school_id=actor.school_id))


def incidents_of(actor: Actor) -> QuerySet[Incident]:
    """The incidents somebody may read, newest first: what they reported; all for those who manage.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    require(actor, Action.INCIDENT_REPORT, Target(school_id=actor.school_id))
    found = Incident.objects.filter(school_id=actor.school_id).select_related("reported_by", "managed_by")
    return found if manages_incidents(actor) else found.filter(reported_by_id=actor.user_id)


def incident_of(actor: Actor, incident_id: int) -> Incident:
    """One of `incidents_of`, with its timeline.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    found = incidents_of(actor).prefetch_related("entries__by").filter(id=incident_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found
