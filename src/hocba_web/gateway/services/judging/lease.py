"""Who judges a message: one at a time, by a lease that ends by itself when its holder does."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from hocba_web.gateway.models import Message

LEASE = timedelta(minutes=3)
"""Longer than reading 10 MB of records takes; renewed while they are decided."""
AGAIN = timedelta(minutes=15)
"""Until what could not be decided, for want of status data, is asked again."""
SOON = timedelta(minutes=1)
"""Until a list whose reader was lost is read again."""
MOST_LOST = 3
"""A list that takes its reader so often is refused."""
MOST_ATTEMPTS = 5
"""A message that ends its judge again and again is given up."""


class Lost(Exception):  # named for what happened
    """The message is somebody else's meanwhile: this judge writes nothing more."""


def claim(message_id: int, real_at: datetime) -> Message | None:
    """Take a message that waits, is due and is nobody's; None where there is nothing to do."""
    taken = Message.objects.filter(_waiting(real_at), id=message_id).update(
        lease_until=real_at + LEASE, attempts=F("attempts") + 1
    )
    return Message.objects.select_related("school").get(id=message_id) if taken else None


def due(real_at: datetime) -> list[int]:
    """Messages that somebody should look at, oldest first."""
    return list(Message.objects.filter(_waiting(real_at)).order_by("id").values_list("id", flat=True))


def any_due(real_at: datetime) -> bool:
    """Whether somebody should look at a message."""
    return Message.objects.filter(_waiting(real_at)).exists()


def held(message: Message, real_at: datetime) -> bool:
    """Hold on to a message in the middle of a long judgement; False where it is somebody else's meanwhile."""
    until = real_at + LEASE
    if not _mine(message).update(lease_until=until):
        return False
    message.lease_until = until
    return True


def require(message: Message) -> None:
    """Nobody takes it, or ends it, until the caller's transaction ends.

    It goes before every other lock of judging: message, certificates, items, school, numbers, chain of traces.

    Raises:
        Lost: it is somebody else's, or judged already.
    """
    if not _mine(message).select_for_update(no_key=True).values_list("id"):
        raise Lost


def put_back(message: Message, real_at: datetime, *, after: timedelta = AGAIN, counted: bool = False) -> None:
    """Leave it for later.

    Args:
        message: held by this judge.
        real_at: the machine's clock.
        after: how long nobody looks at it.
        counted: whether this was an attempt; what could not be decided for want of something else is none.
    """
    attempts = message.attempts if counted else 0
    _mine(message).update(lease_until=None, judge_after=real_at + after, attempts=attempts)


def finish(message: Message, at: datetime, *, error: str = "", detail: str = "") -> bool:
    """It is judged.

    Args:
        message: held by this judge.
        at: product clock, aware, UTC.
        error: code, where the whole was refused.
        detail: what more is known of that, at most 300 signs.

    Returns:
        False where it is somebody else's, or was judged before.
    """
    state = Message.State.REFUSED if error else Message.State.JUDGED
    changes = {"state": state, "error": error, "detail": detail[:300], "judged_at": at}
    return bool(_mine(message).update(lease_until=None, **changes))


def _mine(message: Message) -> QuerySet[Message]:
    """The message, while nobody took it after this judge; attempts begin again, so the lease counts too."""
    stored = Message.objects.filter(id=message.id, state=Message.State.STORED)
    return stored.filter(attempts=message.attempts, lease_until=message.lease_until)


def _waiting(real_at: datetime) -> Q:
    # Nobody takes a lease that long: it was taken by a clock that was put back since.
    free = Q(lease_until=None) | Q(lease_until__lt=real_at) | Q(lease_until__gt=real_at + 2 * LEASE)
    return free & Q(state=Message.State.STORED, judge_after__lte=real_at)
