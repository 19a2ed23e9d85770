"""The authority lost what it had: ask about messages that were settled, so that what is not there goes again.

The same message, unchanged: a gateway that still has it answers as before, and nothing changes here; one that does not
know it gets it once more, accepts the records anew and signs receipts anew. The receipts in hand stay: they prove the
first acceptance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from hocba.lifecycle import State
from hocba_web.audit import services as audit
from hocba_web.submission.models import Message, PackageLine

Kind = Message.Kind
_LEFT = (State.RECALL_REQUESTED, State.RECALLED, State.SUPERSEDED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Reopened:
    """What is asked about."""

    messages: int
    left: tuple[str, ...]
    """Message ids of packages that hold a record which was recalled since: somebody has to speak to the authority."""


@transaction.atomic
def ask_again(kind: Message.Kind, *, since: datetime, at: datetime, real_at: datetime) -> Reopened:
    """Let the outbox ask about every settled message that the gateway took from a moment on.

    Certificates first: packages go again only when the authority approved the certificate anew. Recall lists are not
    asked about: whether something is recalled again, people decide.

    Args:
        kind: certificates or packages.
        since: of the backup to which the authority went back; product clock, aware.
        at: product clock, aware, UTC.
        real_at: the machine's clock.

    Raises:
        ValueError: another kind.
    """
    if kind not in {Kind.CERTIFICATE, Kind.SUBMIT}:
        raise ValueError(f"{kind} is not asked about again")
    found = Message.objects.filter(kind=kind, state=Message.State.SETTLED, answered_at__gte=since)
    found = found.select_for_update(of=("self",)).order_by("id")
    lost = found.filter(Exists(_gone())) if kind == Kind.SUBMIT else found.none()
    left = {message.pk: message.message_id for message in lost}
    messages = [message for message in found if message.pk not in left]
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        state=Message.State.ANSWERED, next_at=real_at, attempt=0
    )
    for message in messages:
        audit.record(
            actor=None,
            action="submission.message.reopened",
            subject=("message", message.pk),
            at=at,
            school_id=message.school_id,
            details={"type": message.kind, "message": message.message_id},
        )
    return Reopened(len(messages), tuple(left.values()))


def _gone() -> QuerySet[PackageLine]:
    """Accepted records of a message's package that a recall or a replacement took away since."""
    lines = PackageLine.objects.filter(package=OuterRef("package"), state=PackageLine.State.ACCEPTED)
    return lines.filter(record__state__in=[state.value for state in _LEFT])
