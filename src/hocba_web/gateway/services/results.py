"""What became of a submission (type 2), with receipts, and confirmation codes that are told once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from hocba.exchange.codes import code_hash, new_code
from hocba.exchange.messages import AskResult, Judged, Results, Submit, Verdict, Want
from hocba.exchange.profile import exchange_profile
from hocba_web.base.refusals import Missing, Refused
from hocba_web.gateway import facts, tasks
from hocba_web.gateway.models import Event, HeldRecord, Item, Message, Unit
from hocba_web.gateway.services import rehearsal
from hocba_web.gateway.wording import sentence

_VERDICTS = {Item.State.ACCEPTED: Verdict.ACCEPTED, Item.State.REFUSED: Verdict.REFUSED}
_RANDOM = 10
"""Bytes of a code: 80 bits."""


def results(request: AskResult, *, unit: Unit, at: datetime, real_at: datetime) -> Results:
    """The records judged so far; a record that is not judged has no row.

    Args:
        request: which submission, and what else is wanted.
        unit: who asks, logged in; only its own messages are there for it.
        at: product clock, aware, UTC.
        real_at: the machine's clock.

    Raises:
        Missing: GATEWAY_MESSAGE_UNKNOWN.
        Refused: GATEWAY_MALFORMED (a new code for a record that is not in this submission).
    """
    message = Message.objects.filter(unit=unit, message_id=request.about, kind=Submit.kind).first()
    if message is None:
        raise Missing("GATEWAY_MESSAGE_UNKNOWN")
    if message.state == Message.State.STORED and message.judge_after <= real_at:
        tasks.look(message.id)  # its job may be gone; a second one finds nothing to do
        message.refresh_from_db()
    items = list(message.items.select_related("record").exclude(state=Item.State.PENDING))
    codes = _codes(request, items, at) if Want.CODE in request.wants else {}
    row = partial(_row, wants=request.wants, codes=codes)
    rows = tuple(row(item) for item in items)
    if rehearsal.rules_of(unit).answer_twice:
        rows += tuple(row(item) for item in items)
    error = message.error
    pending = message.state == Message.State.STORED
    return Results(
        message_id=request.message_id,
        error=error,
        error_description=sentence(error) if error else "",
        response_code=exchange_profile().response_codes["refused" if error else "stored"],
        response_description=sentence("GATEWAY_WAITS" if pending else "GATEWAY_DONE"),
        rows=rows,
    )


def _row(item: Item, *, wants: frozenset[Want], codes: Mapping[UUID, str]) -> Judged:
    held = item.record
    return Judged(
        uuid=item.uuid,
        status=_VERDICTS[Item.State(item.state)],
        pupil_code=item.pupil_code,
        pupil_name=item.pupil_name,
        personal_id=item.personal_id,
        error=item.error,
        error_field_title=item.field_title,
        error_description=item.description or (sentence(item.error) if item.error else ""),
        receipt=held.receipt if held and held.receipt and Want.RECEIPT in wants else None,
        code=codes.get(item.uuid),
    )


def _codes(request: AskResult, items: list[Item], at: datetime) -> dict[UUID, str]:
    """Codes of records that have none yet, and of those whose code is to be replaced."""
    accepted = {item.uuid: item.record_id for item in items if item.record_id}
    if not request.renew <= set(accepted):
        raise Refused("GATEWAY_MALFORMED")
    told: dict[UUID, str] = {}
    key = facts.code_key()
    with transaction.atomic():
        records = (
            HeldRecord.objects.select_for_update()
            .select_related("unit")
            .filter(id__in=accepted.values(), state=HeldRecord.State.CURRENT)
        )
        for held in records:
            if held.code_hash and held.uuid not in request.renew:
                continue
            code = told[held.uuid] = new_code(secrets.token_bytes(_RANDOM))
            renewed = bool(held.code_hash)
            held.code_hash, held.code_told_at = code_hash(key, held.uuid, code), at
            held.save(update_fields=["code_hash", "code_told_at"])
            Event.objects.create(
                kind=Event.Kind.CODE,
                at=at,
                unit_code=held.unit.code,
                uuid=held.uuid,
                details={"renewed": renewed},
            )
    return told
