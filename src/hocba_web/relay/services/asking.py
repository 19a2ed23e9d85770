"""The receiving school asks for a pupil's records, or no longer does."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from hocba.exchange.messages import AskTransfer, WithdrawTransfer
from hocba.regulation.working_days import due
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.base.text import fold
from hocba_web.register.models import Number, Record, School
from hocba_web.relay.models import Transfer
from hocba_web.relay.services.common import SOURCE, State, held_by, is_new, trace

MOST_OPEN = 100
"""Open requests of one school: a school takes in some dozens a year; more is somebody who fishes."""
LIVES = timedelta(days=30)
_OLDEST = timedelta(days=366)


@transaction.atomic
def ask(request: AskTransfer, school: School, *, at: datetime) -> None:
    """Note the request and find who holds the pupil. Nothing that is found is answered.

    Args:
        request: with the parents' application.
        school: the receiving one, logged in.
        at: product clock, aware, UTC.

    Raises:
        Refused: GATEWAY_MESSAGE_REUSED, TRANSFER_DAY, TRANSFER_ASKED, TRANSFER_TOO_MANY.
    """
    if not is_new(request, school, at):
        return
    today = clock.local(at).date()
    if not today - _OLDEST <= request.applied_on <= today:
        raise Refused("TRANSFER_DAY", where="applied_on", source=SOURCE)
    School.objects.select_for_update().get(pk=school.pk)  # two at once must not pass the count together
    mine = Transfer.objects.filter(receiving=school, state__in=(State.ASKED, State.RELEASED))
    if mine.count() >= MOST_OPEN:
        raise Refused("TRANSFER_TOO_MANY", most=MOST_OPEN)
    if mine.filter(application=request.application).exists():
        raise Refused("TRANSFER_ASKED", where="application")
    personal_id, holding = _whose(request, school)
    transfer = Transfer.objects.create(
        receiving=school,
        holding=holding,
        application=request.application,
        applied_on=request.applied_on,
        grade=request.grade,
        asked_uuid=request.uuid,
        asked_personal_id=request.pupil.personal_id if request.pupil else "",
        asked_name=request.pupil.name if request.pupil else "",
        asked_born=request.pupil.born if request.pupil else None,
        personal_id=personal_id,
        asked_at=at,
        due=due(today),
        expires_on=today + LIVES,
    )
    trace("asked", transfer, school, at)


@transaction.atomic
def withdraw(request: WithdrawTransfer, school: School, *, at: datetime) -> None:
    """The receiving school no longer asks.

    Raises:
        Missing: TRANSFER_UNKNOWN.
        Refused: GATEWAY_MESSAGE_REUSED, TRANSFER_STATE.
    """
    if not is_new(request, school, at):
        return
    states = (State.ASKED, State.RELEASED)
    transfer = held_by(school, request.number, side="receiving", states=states, at=at)
    transfer.state, transfer.ended_at = State.WITHDRAWN, at
    forget(transfer)
    transfer.save()
    trace("withdrawn", transfer, school, at)


def forget(transfer: Transfer) -> None:
    """Empty what the receiving school sent of a pupil whose records it did not get."""
    transfer.asked_personal_id, transfer.asked_name, transfer.asked_born = "", "", None
    transfer.asked_uuid, transfer.personal_id = None, ""


def _whose(request: AskTransfer, school: School) -> tuple[str, School | None]:
    """Personal ID of the pupil, and the school of the newest current record; a pupil of one's own is none."""
    if request.uuid is not None:
        personal_id = Number.objects.filter(uuid=request.uuid).values_list("personal_id", flat=True).first() or ""
    else:
        personal_id = request.pupil.personal_id if request.pupil else ""
    current = Number.objects.filter(personal_id=personal_id, state=Number.State.CURRENT)
    newest = current.select_related("school").order_by("-school_year").first()
    if newest is None or newest.school_id == school.id:
        return "", None
    if request.pupil is not None:
        record = Record.objects.get(pk=(newest.school_year, newest.uuid))
        if (record.name_key, record.born) != (fold(request.pupil.name), request.pupil.born):
            return "", None
    return personal_id, newest.school
