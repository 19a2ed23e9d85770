"""Rehearsal: recalls that decide themselves after a while; in demo mode only."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from hocba_web.gateway.models import RecallRequest, Rehearsal
from hocba_web.gateway.services import rehearsal
from hocba_web.register.models import Recall
from hocba_web.register.services import recalls


def decide_due(*, at: datetime, real_at: datetime) -> int:
    """Decide by the school's rule what decides itself by now; how many."""
    if not settings.HOCBA.demo:
        return 0
    due = RecallRequest.objects.filter(recall__state=Recall.State.WAITING, decide_after__lte=real_at)
    found = list(due.select_related("message__school", "recall__number"))
    for one in found:
        if one.recall is None:
            continue
        rule = rehearsal.rules_of(one.message.school).recalls
        closed = one.recall.number.finalised_at is not None
        recalls.by_rule(one.recall.id, agree=rule == Rehearsal.Recalls.AGREE and not closed, at=at)
    return len(found)
