"""Acting as somebody of an invented school, in services and in pages."""

from __future__ import annotations

from datetime import UTC, datetime

from django.test import Client

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.base.clock import local
from hocba_web.schools.selectors.capacities import capacities_of
from support.web.school import NOW, SchoolWorld

PASSWORD = "mat-khau-thu-2026"


def actor_for(
    world: SchoolWorld, key: str, *, role: Role | None = None, at: datetime = NOW, fresh: bool = True
) -> Actor:
    """Somebody of the school as a service takes them.

    Args:
        world: the school.
        key: who, as in `world.staff`.
        role: which of their capacities; the weightiest if not said.
        at: the instant, for what they teach that day.
        fresh: whether the second factor was checked just now.
    """
    staff = world.staff[key]
    capacities = capacities_of(staff.user_id, local(at).date())
    capacity = next(one for one in capacities if role is None or one.role is role)
    return Actor(
        user_id=staff.user_id,
        name=staff.name,
        role=capacity.role,
        school_id=capacity.school_id,
        capacity=capacity.key,
        staff_id=staff.id,
        homeroom_of=capacity.homeroom_of,
        teaches=capacity.teaches,
        inspection_id=capacity.inspection_id,
        inspects=capacity.inspects,
        inspects_school=capacity.inspects_school,
        signs_for_head=capacity.signs_for_head,
        factor_checked_at=datetime.now(UTC) if fresh else None,  # noqa: TID251  # real time, as sessions have
    )


def logged_in(client: Client, world: SchoolWorld, key: str, *, capacity: str | None = None) -> Client:
    """The client, logged in as somebody with a second factor where their role needs one, just checked."""
    from support.web.factors import give_factor  # noqa: PLC0415  # allauth's models need the application registry

    staff = world.staff[key]
    client.force_login(staff.user)
    give_factor(client, staff.user)
    if capacity is not None:
        session = client.session
        session["capacity"] = capacity
        session.save()
    return client
