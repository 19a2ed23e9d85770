"""A pupil who went along "chờ xét" gets the place that the outcome gives."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.models import RollOver
from hocba_web.assessment.selectors.rollover import Move, rollover_of, waiting_places
from hocba_web.assessment.services.rollover.preparing import class_name, trace
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.schools.selectors.rolls import classes, places
from hocba_web.schools.services.rolling import put_in, settle_place, take_out


@transaction.atomic
def settle_waiting(*, actor: Actor, rollover_id: int, enrolment_id: int, name: str, at: datetime) -> int | None:
    """Confirm or change the class of a pupil whose outcome is known by now.

    Source: Circular 27/2020/TT-BGDĐT, art. 11.

    Args:
        actor: the registrar.
        rollover_id: confirmed.
        enrolment_id: the provisional place in the next year.
        name: the class; ignored for who completed primary school and leaves.
        at: aware, UTC.

    Returns:
        The place in the next year; None for who leaves.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT.
        Refused: ROLLOVER_NOT_CONFIRMED, ROLLOVER_NOT_AWAITING, ROLLOVER_STILL_WAITING, ROLLOVER_CLASS.
    """
    require(actor, Action.ROLLOVER_PREPARE, Target(school_id=actor.school_id))
    row = rollover_of(actor.school_id, rollover_id)
    if row.confirmed_at is None:
        raise Refused("ROLLOVER_NOT_CONFIRMED")
    one = next((one for one in waiting_places(row) if one.enrolment_id == enrolment_id), None)
    if one is None:
        raise Refused("ROLLOVER_NOT_AWAITING")
    if one.move is Move.AWAITING:
        raise Refused("ROLLOVER_STILL_WAITING")
    pupil_id = places(id=enrolment_id).values_list("pupil_id", flat=True).get()
    new: int | None = enrolment_id
    if one.move is Move.COMPLETED:
        take_out(enrolment_id, local(at).date())
        new = None
    elif name.strip().upper() == one.class_name and one.proposed == one.class_name:
        settle_place(enrolment_id)
    else:
        grade = int(one.old_class[0]) + (1 if one.move is Move.UP else 0)
        new = _moved(row, enrolment_id, pupil_id, class_name(name, grade), at)
    row.made = [[old, new if was == enrolment_id else was, target, move] for old, was, target, move in row.made]
    row.save(update_fields=["made"])
    trace(actor, "assessment.rollover.settled", row, at, move=one.move.value)
    return new


def _moved(row: RollOver, enrolment_id: int, pupil_id: int, name: str, at: datetime) -> int:
    class_id = classes(year_id=row.to_year_id, name=name).values_list("id", flat=True).first()
    if class_id is None:
        raise Refused("ROLLOVER_CLASS", where="name", name=name, grade=name[0])
    take_out(enrolment_id, local(at).date())
    number = places(school_class_id=class_id).count() + 1
    joined = max(local(at).date(), row.to_year.starts_on)
    return put_in(pupil_id, class_id, number=number, joined_on=joined, awaiting=False)
