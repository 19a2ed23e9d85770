"""People of the demo acting in the past, as its seeding has them do what people do."""

from __future__ import annotations

from datetime import datetime

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.schools.selectors.capacities import capacities_of


def acting(user_id: int, role: Role | None, at: datetime) -> Actor:
    """Somebody of the school in one capacity, second factor just checked.

    Args:
        user_id: whose account.
        role: which capacity; None for the weightiest.
        at: aware, UTC; the capacities of that day.
    """
    capacities = capacities_of(user_id, clock.local(at).date())
    capacity = next(one for one in capacities if role is None or one.role is role)
    return Actor(
        user_id=user_id,
        name="",
        role=capacity.role,
        school_id=capacity.school_id,
        capacity=capacity.key,
        staff_id=capacity.staff_id,
        homeroom_of=capacity.homeroom_of,
        teaches=capacity.teaches,
        factor_checked_at=clock.real_now(),
    )
