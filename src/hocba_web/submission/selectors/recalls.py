"""Requests to give up records, as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hocba.lifecycle import State
from hocba_web.base.refusals import Missing
from hocba_web.schools.answered import Answered, answered
from hocba_web.schools.services.attachments import content
from hocba_web.submission.models import AmendmentPermit, Recall, RecallList

_STATE, _WAY = Recall.State, Recall.Way
_MARKS: Mapping[str, tuple[str, Promise]] = {
    _STATE.ASKED: ("asked", _("Chờ hiệu trưởng quyết định")),
    _STATE.DENIED: ("refused", _("Hiệu trưởng không đồng ý")),
    _STATE.GRANTED: ("ready", _("Đã đồng ý, chờ ký danh sách thu hồi")),
    _STATE.SENT: ("doing", _("Chờ Sở trả lời")),
    _STATE.REFUSED: ("refused", _("Sở không đồng ý")),
    _STATE.DONE: ("done", _("Đã thu hồi")),
}
_AMENDING: tuple[str, Promise] = ("ready", _("Đã đồng ý, chờ học bạ thay thế được tiếp nhận"))
_WAYS: Mapping[str, Promise] = {
    _WAY.WITHDRAW: _("Rút học bạ chưa được tiếp nhận"),
    _WAY.RECALL: _("Thu hồi học bạ đã được tiếp nhận"),
    _WAY.AMEND: _("Chỉnh lý học bạ đã chốt"),
}


@dataclass(frozen=True, slots=True)
class RecallRow:
    """One request."""

    id: int
    record_id: int
    uuid: UUID
    pupil_id: int
    pupil_name: str
    class_id: int
    class_name: str
    way: str
    way_label: Promise
    state: str
    mark: tuple[str, Promise]
    reason: str
    parts: tuple[str, ...]
    has_evidence: bool
    asked_by_id: int
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    answer: str
    decision: str
    permit: str
    list_id: int | None
    authority_code: str
    authority_text: str
    ended_at: datetime | None
    replaced_by: UUID | None
    replaced_by_id: int | None

    @property
    def authority_said(self) -> Answered:
        """The authority's answer, said."""
        return answered(self.authority_code, self.authority_text, where=str(self.uuid))

    @property
    def waits(self) -> bool:
        """The principal has to decide."""
        return self.state == _STATE.ASKED


@dataclass(frozen=True, slots=True)
class ListRow:
    """A recall list that waits for its signature or answer."""

    id: int
    made_at: datetime
    state: str
    records: int
    content_digest: str


@dataclass(frozen=True, slots=True)
class PermitRow:
    """A permission of the authority to amend closed records."""

    number: str
    dated: date
    body: str
    until: date


def recalls_of(school_id: int) -> list[RecallRow]:
    """Every request of a school, the newest first; one query."""
    return [_row(one) for one in _rows(school_id)]


def waiting_recalls(school_id: int) -> int:
    """How many requests the principal has to decide."""
    return Recall.objects.filter(school_id=school_id, state=_STATE.ASKED).count()


def recall_here(school_id: int, recall_id: int) -> RecallRow:
    """One request.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    row = _rows(school_id).filter(id=recall_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return _row(row)


def evidence_of(school_id: int, recall_id: int) -> tuple[Recall, bytes]:
    """The evidence of a request, with the row that names it.

    Raises:
        Missing: NOT_FOUND_HERE, ATTACHMENT_LOST.
        Refused: ATTACHMENT_DAMAGED.
    """
    row = _rows(school_id).filter(id=recall_id, evidence__isnull=False).first()
    if row is None or row.evidence is None:
        raise Missing("NOT_FOUND_HERE")
    return row, content(row.evidence)


def open_lists(school_id: int) -> list[ListRow]:
    """Recall lists that are not answered yet, the oldest first."""
    going = (RecallList.State.APPROVED, RecallList.State.SENT)
    rows = RecallList.objects.filter(school_id=school_id, state__in=going).prefetch_related("recalls").order_by("id")
    return [ListRow(one.id, one.made_at, one.state, len(one.recalls.all()), one.content_digest) for one in rows]


def list_here(school_id: int, list_id: int) -> RecallList:
    """One recall list.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    row = RecallList.objects.filter(school_id=school_id, id=list_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return row


def permits_of(school_id: int) -> list[PermitRow]:
    """Permissions of the authority, the newest first."""
    return [
        PermitRow(one.number, one.dated, one.body, one.until)
        for one in AmendmentPermit.objects.filter(school_id=school_id)
    ]


def _rows(school_id: int) -> QuerySet[Recall]:
    return Recall.objects.filter(school_id=school_id).select_related(
        "record__enrolment__pupil",
        "record__school_class",
        "record__replaced_by_record",
        "asked_by",
        "decided_by",
        "decision",
        "evidence",
        "permit",
    )


def _row(one: Recall) -> RecallRow:
    record = one.record
    after = getattr(record, "replaced_by_record", None)
    amending = one.way == _WAY.AMEND and one.state == _STATE.GRANTED and record.stands is State.FINALISED
    return RecallRow(
        id=one.id,
        record_id=record.id,
        uuid=record.uuid,
        pupil_id=record.enrolment.pupil_id,
        pupil_name=record.enrolment.pupil.name,
        class_id=record.school_class_id,
        class_name=record.school_class.name,
        way=one.way,
        way_label=_WAYS[one.way],
        state=one.state,
        mark=_AMENDING if amending else _MARKS[one.state],
        reason=one.reason,
        parts=tuple(one.parts),
        has_evidence=one.evidence_id is not None,
        asked_by_id=one.asked_by_id,
        asked_by=one.asked_by.full_name,
        asked_at=one.asked_at,
        decided_by=one.decided_by.full_name if one.decided_by else "",
        decided_at=one.decided_at,
        answer=one.answer,
        decision=str(one.decision) if one.decision else "",
        permit=str(one.permit) if one.permit else "",
        list_id=one.listed_in_id,
        authority_code=one.authority_code,
        authority_text=one.authority_text,
        ended_at=one.ended_at,
        replaced_by=after.uuid if after else None,
        replaced_by_id=after.id if after else None,
    )
