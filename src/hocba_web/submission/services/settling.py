"""What a person decides about refused records."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from hocba.exchange.refusals import sort_refusal
from hocba.lifecycle import State
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.submission.models import PackageLine, Recall
from hocba_web.submission.selectors.refusals import may_go_again

_SOURCE = "Công văn 2088/BGDĐT-GDTH, part I"


@transaction.atomic
def send_again(*, actor: Actor, line_ids: Collection[int], at: datetime) -> int:
    """Refused records go again as they are, in a new package; the same bytes under the same UUID.

    For refusals that are not about the content, for those about which somebody asked the authority, and for those that
    a correction of the sector database may settle.

    Args:
        actor: the clerk.
        line_ids: refused lines.
        at: product clock, aware, UTC.

    Returns:
        How many may go again.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: REFUSAL_NEEDS_FIX, the content itself is wrong; REFUSAL_SETTLED_ALREADY.
    """
    require(actor, Action.SUBMISSION_PREPARE, Target(school_id=actor.school_id))
    rows = PackageLine.objects.select_for_update(of=("self",)).filter(
        id__in=line_ids, package__school_id=actor.school_id, state=PackageLine.State.REFUSED
    )
    lines = list(rows.select_related("record__enrolment").order_by("id"))
    if not lines or len(lines) != len(set(line_ids)):
        raise Missing("NOT_FOUND_HERE")
    for line in lines:
        where = str(line.record.uuid)
        if line.way or line.record.stands is not State.REJECTED:
            raise Refused("REFUSAL_SETTLED_ALREADY", where=where)
        if Recall.objects.filter(record_id=line.record_id, state__in=Recall.OPEN).exists():
            raise Refused("RECALL_OPEN_ALREADY", where=where)
        if not may_go_again(sort_refusal(line.code, line.title)):
            raise Refused("REFUSAL_NEEDS_FIX", where=where, source=_SOURCE)
        line.way, line.settled_by_id, line.settled_at = PackageLine.Way.AGAIN, actor.user_id, at
        line.save(update_fields=["way", "settled_by", "settled_at"])
    audit.record(
        actor=actor,
        action="submission.refusal.again",
        subject=("school", actor.school_id),
        at=at,
        school_id=actor.school_id,
        pupils=[line.record.enrolment.pupil_id for line in lines],
        details={"records": len(lines)},
    )
    return len(lines)
