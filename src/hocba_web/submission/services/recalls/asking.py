"""The clerk asks to give up an issued record (Decision 32/QĐ-THPĐ, art. 6(10), chapter I art. 5(6))."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hocba.lifecycle import State
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.records.selectors.standing import Standing, of_records
from hocba_web.records.services import steps
from hocba_web.records.services.common import require_parts
from hocba_web.schools.services.attachments import Upload, keep
from hocba_web.schools.services.dates import day_of
from hocba_web.submission.models import AmendmentPermit, Closing, PackageLine, Recall

CLOSED = "Decision 32/QĐ-THPĐ, chapter I art. 5(6)(a)"
_LONGEST = 500
_WITHDRAWN = frozenset({State.ISSUED, State.PACKAGED, State.REJECTED})
_RECALLED = frozenset({State.ACCEPTED, State.REPORTED})


def way_of(school_id: int, record: Standing, at: datetime) -> tuple[Recall.Way, AmendmentPermit | None]:
    """Who must agree that a record is given up; the permit that lets a closed one be amended.

    Raises:
        Refused: RECALL_WHILE_SENT, it was sent and not answered yet; RECALL_AFTER_CLOSING; RECALL_NOT_ISSUED.
    """
    where = str(record.uuid)
    if record.state in _WITHDRAWN:
        return Recall.Way.WITHDRAW, None
    if record.state is State.SUBMITTED:
        raise Refused("RECALL_WHILE_SENT", where=where)
    closed = record.state is State.FINALISED or is_closed(record)
    if record.state in _RECALLED and not closed:
        return Recall.Way.RECALL, None
    if not closed or record.state not in {State.FINALISED, *_RECALLED}:
        raise Refused("RECALL_NOT_ISSUED", where=where, state=record.state.label())
    permit = AmendmentPermit.objects.filter(school_id=school_id, dated__lte=day_of(at), until__gte=day_of(at)).first()
    if permit is None or record.state is not State.FINALISED:
        raise Refused("RECALL_AFTER_CLOSING", where=where, source=CLOSED)
    return Recall.Way.AMEND, permit


def is_closed(record: Standing) -> bool:
    """Whether the register has closed the group that a record belongs to."""
    return Closing.objects.filter(year_id=record.year_id, group=record.group.value, finalised_at__isnull=False).exists()


@transaction.atomic
def ask(
    *,
    actor: Actor,
    record_id: int,
    reason: str,
    parts: Sequence[str],
    at: datetime,
    evidence: Upload | None = None,
) -> Recall:
    """Ask to give up a record.

    Args:
        actor: the clerk; for a closed record also the registrar.
        record_id: the record.
        reason: what is wrong, in words.
        parts: parts whose entries are to be opened for the replacement: subjects' values, "homeroom"; none where only
            the register was wrong.
        at: product clock, aware, UTC.
        evidence: compulsory once the authority has the record.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: REASON_NEEDED, RECALL_EVIDENCE_NEEDED, UNLOCK_NO_PART, RECALL_OPEN_ALREADY; as `way_of`; ATTACHMENT_*.
    """
    found = next(iter(of_records([record_id])), None)
    if found is None or found.school_id != actor.school_id:
        raise Missing("NOT_FOUND_HERE")
    way, permit = way_of(actor.school_id, found, at)
    wanted = Action.AMENDMENT_REQUEST if way == Recall.Way.AMEND else Action.RECALL_REQUEST
    require(actor, wanted, Target(school_id=found.school_id, class_id=found.class_id))
    told = clean(reason)[:_LONGEST]
    if not told:
        raise Refused("REASON_NEEDED", where="reason")
    if evidence is None and way != Recall.Way.WITHDRAW:
        raise Refused("RECALL_EVIDENCE_NEEDED", where="evidence", source=CLOSED)
    record = steps.hold_one(found.record_id)
    if record.stands is not found.state:
        raise Refused("RECORD_MOVED_ON", where=str(found.uuid))
    wanted_parts = require_parts(record, parts) if parts else ()
    if Recall.objects.filter(record_id=record.id, state__in=Recall.OPEN).exists():
        raise Refused("RECALL_OPEN_ALREADY", where=str(found.uuid))
    recall = Recall.objects.create(
        school_id=actor.school_id,
        record_id=record.id,
        way=way,
        reason=told,
        parts=list(wanted_parts),
        evidence=keep(actor=actor, upload=evidence, at=at),
        asked_by_id=actor.user_id,
        asked_at=at,
        permit=permit,
    )
    last = PackageLine.objects.filter(record_id=record.id, state=PackageLine.State.REFUSED, way="").last()
    if last is not None:
        last.way, last.settled_by_id, last.settled_at = PackageLine.Way.WITHDRAW, actor.user_id, at
        last.save(update_fields=["way", "settled_by", "settled_at"])
    audit.record(
        actor=actor,
        action="submission.recall.asked",
        subject=("recall", recall.id),
        at=at,
        school_id=actor.school_id,
        pupils=[found.pupil_id],
        details={"uuid": str(found.uuid), "way": way.value, "evidence": recall.evidence_id is not None},
    )
    return recall
