"""Groups of teachers ("tổ chuyên môn") with their leads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.models import School, Staff, Team, TeamMember
from hocba_web.schools.selectors.dated import on_day, working


@transaction.atomic
def add_team(*, actor: Actor, name: str, at: datetime) -> Team:
    """A new, empty group.

    Raises:
        Refused: TEAM_NAME_NEEDED, TEAM_NAME_TAKEN.
    """
    require(actor, Action.ASSIGNMENT_PROPOSE, Target(school_id=actor.school_id))
    name = clean(name)[:80]
    if not name:
        raise Refused("TEAM_NAME_NEEDED", where="name")
    School.objects.select_for_update().get(id=actor.school_id)
    others = Team.objects.filter(school_id=actor.school_id).values_list("name", flat=True)
    if name.casefold() in {other.casefold() for other in others}:
        raise Refused("TEAM_NAME_TAKEN", where="name", name=name)
    team = Team.objects.create(school_id=actor.school_id, name=name)
    _trace(actor, "schools.team.added", team, at)
    return team


@transaction.atomic
def set_members(
    *, actor: Actor, team_id: int, members: Sequence[int], lead: int | None, since: date, at: datetime
) -> Team:
    """Who belongs to a group from a day on; somebody who comes from another group leaves it the day before.

    Args:
        actor: who may propose assignments.
        team_id: a group of the actor's school.
        members: staff (ids); whoever is not among them leaves.
        lead: one of the members, or None.
        since: first day.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: LEAD_NOT_MEMBER.
    """
    require(actor, Action.ASSIGNMENT_PROPOSE, Target(school_id=actor.school_id))
    team = _team(actor, team_id)
    wanted = set(members)
    if lead is not None and lead not in wanted:
        raise Refused("LEAD_NOT_MEMBER", where="lead")
    if Staff.objects.filter(working(since), school_id=actor.school_id, id__in=wanted).count() != len(wanted):
        raise Missing("NOT_FOUND_HERE")
    standing = TeamMember.objects.filter(on_day(since), team__school_id=actor.school_id)
    kept = set()
    for row in standing:
        as_before = row.team_id == team.id and row.leads == (row.staff_id == lead)
        if row.staff_id in wanted and as_before:
            kept.add(row.staff_id)
        elif row.team_id == team.id or row.staff_id in wanted:
            _end(row, since)
    TeamMember.objects.bulk_create(
        TeamMember(team=team, staff_id=staff_id, leads=staff_id == lead, since=since)
        for staff_id in sorted(wanted - kept)
    )
    _trace(actor, "schools.team.set", team, at, members=len(wanted))
    return team


@transaction.atomic
def remove_team(*, actor: Actor, team_id: int, at: datetime) -> None:
    """Remove a group that never had members; others are kept and simply emptied.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: TEAM_IN_USE.
    """
    require(actor, Action.ASSIGNMENT_PROPOSE, Target(school_id=actor.school_id))
    team = _team(actor, team_id)
    if team.members.exists():
        raise Refused("TEAM_IN_USE", name=team.name)
    _trace(actor, "schools.team.removed", team, at)
    team.delete()


def _end(row: TeamMember, since: date) -> None:
    """The membership ends the day before; one that began the same day never was."""
    if row.since >= since:
        row.delete()
        return
    row.until = since - timedelta(days=1)
    row.save(update_fields=["until"])


def _team(actor: Actor, team_id: int) -> Team:
    team = Team.objects.select_for_update().filter(school_id=actor.school_id, id=team_id).first()
    if team is None:
        raise Missing("NOT_FOUND_HERE")
    return team


def _trace(actor: Actor, action: str, team: Team, at: datetime, **counts: int) -> None:
    audit.record(
        actor=actor, action=action, subject=("team", team.id), at=at, school_id=actor.school_id, details=counts
    )
