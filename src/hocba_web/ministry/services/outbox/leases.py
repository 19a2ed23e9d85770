"""Who works on a message: one process at a time, by compare-and-set; a killed one is followed by the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Q, QuerySet

from hocba.errors import HocbaError
from hocba_web.ministry.models import Message

LEASE = timedelta(minutes=5)
"""Longer than one exchange may last (the client gives up after three minutes)."""
_STATE = Message.State
TO_SEND = (_STATE.WAITING, _STATE.UNKNOWN, _STATE.SENDING)
"""The transaction itself is not answered yet; SENDING only after the lease of who was sending has run out."""
_WAITS = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 120, 300, 900, 1800, 3600))
"""Before the next attempt, by how many failed."""
_POLLS = tuple(timedelta(seconds=seconds) for seconds in (10, 20, 60, 120, 300, 900, 1800))
"""Before the result is asked for again, by how often it was."""


def wait_after(attempt: int) -> timedelta:
    """How long to wait after so many attempts without an answer."""
    return _WAITS[min(attempt, len(_WAITS)) - 1]


def poll_after(asked: int) -> timedelta:
    """How long to wait before asking for the result, having asked so often."""
    return _POLLS[min(asked, len(_POLLS) - 1)]


def due(real_at: datetime) -> Q:
    """Messages that somebody should look at now."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=real_at)
    return free & Q(next_at__lte=real_at, state__in=Message.GOING)


@dataclass(frozen=True, slots=True)
class Taken:
    """A message leased to one process."""

    message: Message
    was: str
    """Its state before: one that was being sent, or of unknown outcome, may have arrived."""


def take(message_pk: int, *, real_at: datetime) -> Taken | None:
    """The message, leased to the caller alone; None if it is not due or somebody has it.

    Args:
        message_pk: its number.
        real_at: the machine's clock.
    """
    lease = uuid4().hex
    with transaction.atomic():
        was = Message.objects.filter(pk=message_pk).values_list("state", flat=True).first()
        mine = Message.objects.filter(due(real_at), pk=message_pk, state=was or "")
        held = {"lease_by": lease, "lease_until": real_at + LEASE, "attempt": F("attempt") + 1}
        if not mine.filter(state__in=TO_SEND).update(state=_STATE.SENDING, **held) and not mine.update(**held):
            return None
        return Taken(Message.objects.select_related("certificate").get(pk=message_pk), was or "")


def give_back(message: Message, *, state: str, next_at: datetime, problem: HocbaError | None) -> bool:
    """End the lease without an answer; False if it had run out and somebody else has the message now.

    Args:
        message: as taken.
        state: where it goes.
        next_at: real time.
        problem: what this attempt met; None if it worked.
    """
    params = problem.params if problem is not None else {}
    told = {name: value for name, value in params.items() if isinstance(value, (str, int))}
    changed = mine(message).update(
        state=state,
        lease_by="",
        lease_until=None,
        next_at=next_at,
        problem=problem.code if problem is not None else "",
        problem_params=told,
    )
    return bool(changed)


def mine(message: Message) -> QuerySet[Message]:
    """The row, while the lease holds."""
    return Message.objects.filter(pk=message.pk, lease_by=message.lease_by, state=message.state)
