"""Exercises of the training school, and who has read and done what (Decision 32/QĐ-THPĐ, art. 6(7))."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Missing
from hocba_web.support.models import ExerciseDone, GuideRead
from hocba_web.support.selectors.guides import Guide, guides

_FILE = Path(__file__).parents[1] / "training" / "exercises.toml"


@dataclass(frozen=True, slots=True)
class Exercise:
    """Something to practise."""

    key: str
    title: str
    how: str
    view: str
    """Name of the page where it begins."""
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Trained:
    """How far one person is."""

    name: str
    roles: str
    """In words."""
    read: int
    to_read: int
    done: int
    to_do: int
    last_at: datetime | None
    """When they last read or practised; aware, UTC."""


@cache
def exercises() -> tuple[Exercise, ...]:
    """All exercises, in order."""
    listed = tomllib.loads(_FILE.read_text(encoding="utf-8"))["exercise"]
    return tuple(
        Exercise(one["key"], one["title"], one["how"], one["view"], frozenset(Role(name) for name in one["roles"]))
        for one in listed
    )


def exercise(key: str) -> Exercise:
    """One exercise.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = next((one for one in exercises() if one.key == key), None)
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def exercises_for(roles: Collection[Role]) -> list[Exercise]:
    """Those of the roles somebody holds."""
    return [one for one in exercises() if one.roles & set(roles)]


def guides_for(roles: Collection[Role]) -> list[Guide]:
    """What somebody with these roles should read: the beginning, and the guides of the roles."""
    return [one for one in guides() if one.group == "start" or one.roles & set(roles)]


def read_by(user_id: int) -> frozenset[str]:
    """Guides (names) somebody has opened."""
    return frozenset(GuideRead.objects.filter(user_id=user_id).values_list("guide", flat=True))


def done_by(user_id: int) -> frozenset[str]:
    """Exercises (keys) somebody has done."""
    return frozenset(ExerciseDone.objects.filter(user_id=user_id).values_list("exercise", flat=True))


def trained(school_id: int) -> list[Trained]:
    """Everybody of a school who has an account and works there, by name.

    Args:
        school_id: a real school.
    """
    holders = [one for one in ports.holders_of_school(school_id) if one.active]
    users = [one.user_id for one in holders]
    read: dict[int, dict[str, datetime]] = defaultdict(dict)
    done: dict[int, dict[str, datetime]] = defaultdict(dict)
    for user_id, guide, at in GuideRead.objects.filter(user_id__in=users).values_list("user_id", "guide", "last_at"):
        read[user_id][guide] = at
    for user_id, key, at in ExerciseDone.objects.filter(user_id__in=users).values_list("user_id", "exercise", "at"):
        done[user_id][key] = at
    rows = []
    for one in holders:
        to_read = {guide.slug for guide in guides_for(one.roles)}
        to_do = {what.key for what in exercises_for(one.roles)}
        times = [*read[one.user_id].values(), *done[one.user_id].values()]
        rows.append(
            Trained(
                name=one.name,
                roles=", ".join(role.label for role in sorted(one.roles, key=lambda role: role.value)),
                read=len(to_read & read[one.user_id].keys()),
                to_read=len(to_read),
                done=len(to_do & done[one.user_id].keys()),
                to_do=len(to_do),
                last_at=max(times, default=None),
            )
        )
    return rows
