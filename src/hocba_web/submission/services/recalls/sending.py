"""A signed recall list goes into the outbox; its records wait for the authority."""

from __future__ import annotations

from datetime import datetime

from hocba.lifecycle import Event, Guard
from hocba.lifecycle import Role as LifeRole
from hocba_web.audit import services as audit
from hocba_web.audit.services import ActingAtSchool
from hocba_web.base.refusals import Refused
from hocba_web.records.selectors.standing import of_records
from hocba_web.records.services import steps
from hocba_web.submission.models import Recall, RecallList
from hocba_web.submission.services import store
from hocba_web.submission.services.outbox.putting import put_recall
from hocba_web.submission.services.recalls.asking import CLOSED, is_closed


def send_signed(
    listed: RecallList, signed: bytes, *, by: ActingAtSchool, certificate: str, at: datetime, real_at: datetime
) -> None:
    """Keep the signed list, take REQUEST_RECALL for each record, put the message; in the caller's transaction.

    Raises:
        Refused: RECALL_AFTER_CLOSING, the register closed the group meanwhile.
        IllegalTransition: a record is not where it was.
    """
    recalls = {one.record_id: one for one in listed.recalls.select_for_update().order_by("id")}
    records = steps.hold(list(recalls))
    for one in of_records(list(recalls)):
        if is_closed(one):
            raise Refused("RECALL_AFTER_CLOSING", where=str(one.uuid), source=CLOSED)
    for record in records:
        recall = recalls[record.id]
        steps.take(
            record,
            Event.REQUEST_RECALL,
            role=LifeRole.CLERK,
            actor=by,
            at=at,
            facts=frozenset({Guard.NOT_CLOSED, Guard.PRINCIPAL_DECIDED, Guard.REASON_GIVEN}),
            reason=recall.reason,
            decision=recall.decision_id,
        )
        recall.state = Recall.State.SENT
        recall.save(update_fields=["state"])
    listed.sha256, listed.size, listed.certificate = store.put(signed), len(signed), certificate
    listed.signed_by_id, listed.signed_at, listed.state = by.user_id, at, RecallList.State.SENT
    listed.save(update_fields=["sha256", "size", "certificate", "signed_by", "signed_at", "state"])
    put_recall(listed, user_id=by.user_id, at=at, real_at=real_at)
    audit.record(
        actor=by,
        action="submission.recall.sent",
        subject=("recall_list", listed.id),
        at=at,
        school_id=listed.school_id,
        pupils=[one.enrolment.pupil_id for one in records],
        details={"records": len(records), "sha256": listed.sha256},
    )
