"""A family asks for a copy; the office writes down which one and what for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hocba.documents.papers import Section
from hocba.model import Subject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base.clock import local
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.issuance.models import Copy, CopyRecord, HandOut
from hocba_web.issuance.selectors.held import Held, find
from hocba_web.issuance.services.copies.common import SOURCE, require_copies
from hocba_web.records.selectors.files import files_of
from hocba_web.schools.selectors.teaching import users_with_role

MOST_COPIES = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for."""

    kind: str
    """A value of `Copy.Kind`."""
    form: str
    """A value of `Copy.Form`."""
    record_ids: Sequence[int]
    requester: str
    relation: str
    """A value of `HandOut.Relation`."""
    purpose: str
    copies: int = 1
    sections: Sequence[str] = ()
    """Of an extract: values of `Section`; empty: all."""
    subjects: Sequence[str] = ()
    """Of an extract: values of `Subject`; empty: all."""


@transaction.atomic
def ask(*, actor: Actor, pupil_id: int, wanted: Wanted, at: datetime) -> int:
    """Put a copy before the head.

    Args:
        actor: clerk or principal.
        pupil_id: whose records.
        wanted: what is asked for.
        at: product clock, aware, UTC.

    Returns:
        Number of the copy's row; its number in the register comes with the head's approval.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: COPY_NOTHING_CHOSEN, COPY_KIND_UNKNOWN, COPY_FORM_NOT_FORESEEN, COPY_COUNT, HAND_OUT_RECIPIENT_MISSING,
            RECORD_IS_VOID, RECALL_IS_ASKED, HAND_OUT_NOT_ACCEPTED.
    """
    require_copies(actor)
    requester, purpose = clean(wanted.requester), clean(wanted.purpose)
    if not requester or not purpose or wanted.relation not in HandOut.Relation.values:
        raise Refused("HAND_OUT_RECIPIENT_MISSING", where="requester")
    _require_known(wanted)
    records = _records(actor, pupil_id, wanted.record_ids)
    row = Copy.objects.create(
        school_id=actor.school_id,
        pupil_id=pupil_id,
        kind=wanted.kind,
        form=wanted.form,
        requester=requester,
        relation=wanted.relation,
        purpose=purpose,
        copies=wanted.copies,
        content=_content(wanted),
        asked_by_id=actor.user_id,
        asked_at=at,
    )
    for record in records:
        files = files_of(record.record_id)
        CopyRecord.objects.create(of=row, record_id=record.record_id, xml_sha256=files["xml"], pdf_sha256=files["pdf"])
    audit.record(
        actor=actor,
        action="issuance.copy.asked",
        subject=("copy", row.id),
        at=at,
        school_id=actor.school_id,
        pupils=[pupil_id],
        details={"kind": wanted.kind, "form": wanted.form, "records": len(records)},
    )
    for user_id in users_with_role(actor.school_id, [Role.PRINCIPAL], local(at).date()) - {actor.user_id}:
        ports.notify(user_id, "issuance.copy.asked", "Có đề nghị cấp bản sao học bạ chờ thầy/cô duyệt.")
    return row.id


def _require_known(wanted: Wanted) -> None:
    if wanted.kind not in Copy.Kind.values or wanted.form not in Copy.Form.values:
        raise Refused("COPY_KIND_UNKNOWN", where="kind", source=SOURCE)
    if wanted.kind == Copy.Kind.CERTIFIED and wanted.form == Copy.Form.ELECTRONIC:
        raise Refused("COPY_FORM_NOT_FORESEEN", where="form", source="Decree 30/2020/NĐ-CP, art. 25(1)")
    if not 1 <= wanted.copies <= MOST_COPIES or (wanted.form == Copy.Form.ELECTRONIC and wanted.copies != 1):
        raise Refused("COPY_COUNT", where="copies", most=MOST_COPIES)
    known = {section.value for section in Section}, {subject.value for subject in Subject}
    if not (set(wanted.sections) <= known[0] and set(wanted.subjects) <= known[1]):
        raise Refused("COPY_KIND_UNKNOWN", where="sections", source=SOURCE)


def _records(actor: Actor, pupil_id: int, record_ids: Sequence[int]) -> Sequence[Held]:
    if not record_ids:
        raise Refused("COPY_NOTHING_CHOSEN", where="records")
    records = find(actor.school_id, record_ids)
    if any(record.pupil_id != pupil_id for record in records):
        raise Missing("NOT_FOUND_HERE")
    for record in records:
        record.require_handable()
    return records


def _content(wanted: Wanted) -> dict[str, list[str]]:
    """A certified copy shows everything; an extract what was chosen."""
    if wanted.kind == Copy.Kind.CERTIFIED:
        return {}
    return {"sections": sorted(set(wanted.sections)), "subjects": sorted(set(wanted.subjects))}
