"""Security incidents: reported by anybody, managed by principal or admin, notified within the hours of the law."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files

from django.db import transaction

from hocba.errors import UnknownRule
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.selectors.teaching import users_with_role
from hocba_web.support.models import Incident, IncidentEntry
from hocba_web.support.services.reports import written

RUNNING = (Incident.State.REPORTED, Incident.State.OPEN)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an incident so far; may be filled in step by step."""

    data_kinds: str = ""
    people: int | None = None
    harm: str = ""
    measures: str = ""


def notify_by(found_at: datetime) -> tuple[datetime, str]:
    """Until when the specialised authority must be notified, and by which article.

    Args:
        found_at: aware; when the incident was noticed.

    Raises:
        UnknownRule: INCIDENT_RULE_UNKNOWN before the law was in force.
    """
    for since, hours, source in reversed(_history()):
        if clock.local(found_at).date() >= since:
            return found_at + timedelta(hours=hours), source
    raise UnknownRule("INCIDENT_RULE_UNKNOWN", on=f"{clock.local(found_at):%d/%m/%Y}")


@cache
def _history() -> tuple[tuple[date, int, str], ...]:
    rules = tomllib.loads((files("hocba_web.support") / "incident_rules.toml").read_text(encoding="utf-8"))
    return tuple((one["from"], one["value"], one["source"]) for one in rules["notify_authority"]["history"])


@transaction.atomic
def report_incident(*, actor: Actor, what: str, found_at: datetime, at: datetime) -> Incident:
    """Report that personal data may have come to harm; principal and admin are told at once.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Refused: REPORT_EMPTY, INCIDENT_IN_FUTURE; INCIDENT_RULE_UNKNOWN for a discovery before the law was in force.
    """
    require(actor, Action.INCIDENT_REPORT, Target(school_id=actor.school_id))
    if found_at > at:
        raise Refused("INCIDENT_IN_FUTURE", where="found_at")
    try:
        notify_by(found_at)
    except UnknownRule as error:  # kept, it would have no clock to show
        raise Refused(error.code, where="found_at", on=f"{clock.local(found_at):%d/%m/%Y}") from error
    incident = Incident.objects.create(
        school_id=actor.school_id,
        what=written(what),
        found_at=found_at.astimezone(UTC),
        reported_by_id=actor.user_id,
        reported_at=at,
    )
    today = clock.local(at).date()
    for user_id in users_with_role(actor.school_id, [Role.PRINCIPAL, Role.SCHOOL_ADMIN], today) - {actor.user_id}:
        ports.notify(user_id, "support.incident.reported", "Có báo cáo sự cố dữ liệu cá nhân, cần xem ngay.")
    _trace(actor, "support.incident.reported", incident, at)
    return incident


@transaction.atomic
def take_on(*, actor: Actor, incident_id: int, facts: Facts, note: str, at: datetime) -> Incident:
    """Manage an incident: record what is known and what was done.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: INCIDENT_ENDED.
    """
    incident = _managed(actor, incident_id)
    incident.state = Incident.State.OPEN
    incident.managed_by_id = actor.user_id
    incident.data_kinds, incident.harm = clean(facts.data_kinds)[:500], clean(facts.harm)[:1000]
    incident.people, incident.measures = facts.people, clean(facts.measures)[:2000]
    incident.save()
    if clean(note):
        IncidentEntry.objects.create(incident=incident, text=written(note), by_id=actor.user_id, at=at)
    _trace(actor, "support.incident.updated", incident, at)
    return incident


@transaction.atomic
def note_notified(*, actor: Actor, incident_id: int, whom: str, at: datetime) -> Incident:
    """Note that the authority ("authority") or the families ("families") were told now.

    Raises:
        Forbidden, Missing, Refused: as `take_on`; INCIDENT_TOLD if that was noted already.
    """
    incident = _managed(actor, incident_id)
    field = {"authority": "notified_at", "families": "families_told_at"}.get(whom)
    if field is None:
        raise Refused("REPORT_KIND_UNKNOWN", where="whom")
    if getattr(incident, field) is not None:
        raise Refused("INCIDENT_TOLD")
    setattr(incident, field, at)
    incident.save(update_fields=[field])
    _trace(actor, f"support.incident.{whom}_told", incident, at)
    return incident


@transaction.atomic
def end_incident(*, actor: Actor, incident_id: int, conclusion: str, is_incident: bool, at: datetime) -> Incident:
    """Close an incident, or find that it was none.

    Raises:
        Forbidden, Missing, Refused: as `take_on`; REPORT_EMPTY without a conclusion.
    """
    incident = _managed(actor, incident_id)
    incident.state = Incident.State.CLOSED if is_incident else Incident.State.DISMISSED
    incident.conclusion, incident.ended_at = written(conclusion), at
    incident.save(update_fields=["state", "conclusion", "ended_at"])
    _trace(actor, "support.incident.ended", incident, at)
    return incident


def _managed(actor: Actor, incident_id: int) -> Incident:
    require(actor, Action.INCIDENT_MANAGE, Target(school_id=actor.school_id))
    incident = Incident.objects.select_for_update().filter(id=incident_id, school_id=actor.school_id).first()
    if incident is None:
        raise Missing("NOT_FOUND_HERE")
    if incident.state not in RUNNING:
        raise Refused("INCIDENT_ENDED")
    return incident


def _trace(actor: Actor, action: str, incident: Incident, at: datetime) -> None:
    audit.record(actor=actor, action=action, subject=("incident", incident.pk), at=at, school_id=actor.school_id)
