"""The judgement of one record, in one transaction: its line, its receipt, its step."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from hocba.exchange.messages import Judged, Verdict
from hocba.lifecycle import Event, Guard, State
from hocba.lifecycle import Role as LifeRole
from hocba_web.base.refusals import Refused
from hocba_web.records.services import steps
from hocba_web.submission.models import PackageLine, Receipt
from hocba_web.submission.secrets import seal
from hocba_web.submission.services.outbox.answers import statements
from hocba_web.submission.services.outbox.answers.notices import tell_no_code, tell_other_code, tell_refused

_STATE = PackageLine.State
_PATIENCE = timedelta(days=7)
_LENGTHS = {"code": 60, "title": 300, "text": 2000}


@transaction.atomic
def accept(line_id: int, row: Judged, *, at: datetime) -> None:
    """The gateway took a record over.

    Args:
        line_id: the line of the package that was sent.
        row: the judgement.
        at: product clock, aware, UTC.

    Raises:
        Refused: GATEWAY_CONTRADICTS, it had refused the record before.
        IllegalTransition: the record is not waiting for a judgement.
    """
    line = _held(line_id)
    if line.state == _STATE.REFUSED:
        raise Refused("GATEWAY_CONTRADICTS", where=str(row.uuid))
    if line.state == _STATE.WAITING:
        record = steps.hold_one(line.record_id)
        if record.stands is not State.ACCEPTED:
            steps.take(
                record,
                Event.ACCEPT,
                role=LifeRole.GATEWAY,
                actor=None,
                at=at,
                facts=frozenset({Guard.SIGNATURES_VALID}),
                details={"package": line.package_id},
            )
        line.state, line.judged_at = _STATE.ACCEPTED, at
        line.save(update_fields=["state", "judged_at"])
        stated = _stated(line, row.receipt)
        Receipt.objects.create(
            record_id=line.record_id,
            line=line,
            accepted_at=stated or at,
            received_at=at,
            body=row.receipt or "",
            signed=stated is not None,
            code_sealed=seal(row.code) if row.code else "",
        )
    elif line.state == _STATE.ACCEPTED:
        _again(line, row)


def _again(line: PackageLine, row: Judged) -> None:
    """Told once more: what was missing is filled in, and another code is kept if it was asked for."""
    receipt = Receipt.objects.select_for_update().get(line=line)
    if row.receipt and not receipt.signed:
        stated = _stated(line, row.receipt)
        if stated is not None or not receipt.body:
            receipt.body, receipt.signed = row.receipt, stated is not None
            receipt.accepted_at = stated or receipt.accepted_at
    if row.code:  # told once: it is the one that counts now, whatever was handed out before
        if receipt.code_given_at is not None and receipt.code_asked_at is None:
            tell_other_code(receipt)
        receipt.code_sealed = seal(row.code)
        receipt.code_asked_at = receipt.code_asked_by = None
    elif receipt.code_asked_at is not None:
        tell_no_code(receipt)
        receipt.code_asked_at = receipt.code_asked_by = None
    receipt.save(update_fields=["body", "signed", "accepted_at", "code_sealed", "code_asked_at", "code_asked_by"])


def _stated(line: PackageLine, body: str | None) -> datetime | None:
    """When the authority says that it accepted the record, if its receipt holds."""
    if not body:
        return None
    record = line.record
    (digest,) = record.files.filter(kind="xml").values_list("record_digest", flat=True)
    return statements.accepted_at(
        body, uuid=record.uuid, record_digest=digest, school=line.package.school.identity(), line=line.id
    )


def unproven(package_id: int, *, at: datetime) -> bool:
    """Whether a receipt of this package, not a week old, may be believed once a status can be had again."""
    found = Receipt.objects.filter(line__package_id=package_id, signed=False, received_at__gt=at - _PATIENCE)
    found = found.exclude(body="")
    waiting = found.select_related("line__package__school")
    return any(statements.undecided(one.body, school=one.line.package.school.identity()) for one in waiting)


@transaction.atomic
def refuse(line_id: int, *, code: str, title: str, text: str, at: datetime) -> None:
    """The gateway refused a record; code, title and text stay as received.

    Raises:
        Refused: GATEWAY_CONTRADICTS, it had accepted the record before.
        IllegalTransition: the record is not waiting for a judgement.
    """
    line = _held(line_id)
    if line.state == _STATE.ACCEPTED:
        raise Refused("GATEWAY_CONTRADICTS", where=str(line.record.uuid))
    if line.state != _STATE.WAITING:
        return
    record = steps.hold_one(line.record_id)
    steps.take(
        record,
        Event.REJECT,
        role=LifeRole.GATEWAY,
        actor=None,
        at=at,
        facts=frozenset({Guard.ERROR_GIVEN}),
        reason=f"{code} {title}: {text}"[:1000],
        details={"package": line.package_id},
    )
    line.state, line.judged_at = _STATE.REFUSED, at
    line.code, line.title, line.text = code[: _LENGTHS["code"]], title[: _LENGTHS["title"]], text[: _LENGTHS["text"]]
    line.save(update_fields=["state", "judged_at", "code", "title", "text"])
    tell_refused(line)


def _held(line_id: int) -> PackageLine:
    return (
        PackageLine.objects.select_for_update(of=("self",)).select_related("record", "package__school").get(pk=line_id)
    )


def judge(line_id: int, row: Judged, *, at: datetime) -> None:
    """`accept` or `refuse`, as the row says."""
    if row.status is Verdict.ACCEPTED:
        accept(line_id, row, at=at)
    else:
        refuse(
            line_id,
            code=row.error,
            title=row.error_field_title,
            text=row.error_description,
            at=at,
        )
