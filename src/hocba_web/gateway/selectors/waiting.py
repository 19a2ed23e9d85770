"""What came in and is not judged yet, for those who must not be faster than judgement."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from hocba_web.gateway.models import Message

_JUDGED = (Message.Kind.SUBMIT, Message.Kind.RECALL)


def judging(school_year: int, before: datetime) -> Collection[int]:
    """Schools of which a submission or a recall waits for its judgement. Fills `register.ports`.

    Args:
        school_year: the year in which the school year begins.
        before: product clock, aware: what was received from then on does not count.
    """
    stored = Message.objects.filter(state=Message.State.STORED, kind__in=_JUDGED, school_year=school_year)
    return set(stored.filter(received_at__lt=before).values_list("school_id", flat=True))
