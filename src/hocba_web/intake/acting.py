"""The acting person of a job: whoever asked for it, in the capacity they asked in, if they still hold it."""

from __future__ import annotations

from datetime import datetime

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.selectors import names
from hocba_web.base.clock import local
from hocba_web.base.refusals import Forbidden
from hocba_web.schools.selectors.capacities import capacities_of


def actor_of(user_id: int, capacity: str, at: datetime) -> Actor:
    """Somebody who asked earlier, with the scope they have now.

    Raises:
        Forbidden: INTAKE_CAPACITY_ENDED, the appointment or assignment ended meanwhile.
    """
    found = next((one for one in capacities_of(user_id, local(at).date()) if one.key == capacity), None)
    if found is None:
        raise Forbidden("INTAKE_CAPACITY_ENDED")
    return Actor(
        user_id=user_id,
        name=names([user_id]).get(user_id, ""),
        role=found.role,
        school_id=found.school_id,
        capacity=found.key,
        staff_id=found.staff_id,
        homeroom_of=found.homeroom_of,
        teaches=found.teaches,
    )
