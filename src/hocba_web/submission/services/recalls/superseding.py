"""A closed record gives way to its amended replacement once the authority has that one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba.lifecycle import Event, Guard, State
from hocba.lifecycle import Role as LifeRole
from hocba_web.records.services import steps
from hocba_web.submission.models import Recall
from hocba_web.submission.services.outbox.answers.notices import tell_recall

_REACHED = frozenset({State.ACCEPTED.value, State.REPORTED.value, State.FINALISED.value})
_FACTS = frozenset({Guard.AMENDMENT_ALLOWED, Guard.REASON_GIVEN, Guard.EVIDENCE_GIVEN, Guard.REPLACEMENT_ACCEPTED})
"""A granted amendment rests on a permission, has reason and evidence; its replacement was accepted."""


def _is_replaced(recall: Recall) -> bool:
    """Whether the authority has the replacement; one that was itself withdrawn is followed to the next."""
    new = getattr(recall.record, "replaced_by_record", None)
    while new is not None and new.state not in _REACHED:
        new = getattr(new, "replaced_by_record", None)
    return new is not None


@transaction.atomic
def supersede_amended(at: datetime) -> int:
    """Take SUPERSEDE for closed records whose amended replacement was accepted; how many. A tick."""
    waiting = Recall.objects.select_for_update(of=("self",)).filter(
        way=Recall.Way.AMEND,
        state=Recall.State.GRANTED,
        permit__isnull=False,
        evidence__isnull=False,
        record__state=State.FINALISED.value,
        record__replaced_by_record__isnull=False,
    )
    done = 0
    for recall in waiting.order_by("id"):
        record = steps.hold_one(recall.record_id)
        if not _is_replaced(recall):
            continue
        steps.take(
            record,
            Event.SUPERSEDE,
            role=LifeRole.AUTHORITY,
            actor=None,
            at=at,
            facts=_FACTS,
            reason=recall.reason,
            decision=recall.decision_id,
        )
        recall.state, recall.ended_at = Recall.State.DONE, at
        recall.save(update_fields=["state", "ended_at"])
        tell_recall(recall)
        done += 1
    return done
