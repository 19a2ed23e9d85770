"""Groups of teachers ("tổ chuyên môn") on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from hocba_web.schools.models import Team, TeamMember
from hocba_web.schools.selectors.dated import on_day


def members_on(school_id: int, on: date) -> list[TeamMember]:
    """Who belongs to which group."""
    return list(TeamMember.objects.filter(on_day(on), team__school_id=school_id).select_related("team", "staff"))


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One group of teachers on a day."""

    id: int
    name: str
    lead: str
    members: tuple[tuple[int, str, bool], ...]
    """(staff id, name, leads), the lead first."""


def teams(school_id: int, on: date) -> tuple[TeamRow, ...]:
    """Groups by name, with who belongs to them on a day."""
    members: dict[int, list[TeamMember]] = defaultdict(list)
    for one in members_on(school_id, on):
        members[one.team_id].append(one)
    rows = []
    for team in Team.objects.filter(school_id=school_id):
        inside = sorted(members[team.id], key=lambda one: (not one.leads, one.staff.name_folded))
        lead = next((one.staff.name for one in inside if one.leads), "")
        rows.append(
            TeamRow(team.id, team.name, lead, tuple((one.staff_id, one.staff.name, one.leads) for one in inside))
        )
    return tuple(rows)
