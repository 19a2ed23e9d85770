"""Confirmation codes of families: kept sealed until they are handed out once, replaced on request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import LARGEST_KEY
from hocba_web.issuance.ports import CodeState
from hocba_web.submission.models import Message, Receipt
from hocba_web.submission.secrets import unseal
from hocba_web.submission.services.outbox.putting import look_soon


@transaction.atomic
def take_out(record_id: int) -> str | None:
    """The code of a record, once: with the caller's transaction it is wiped here. Fills `issuance.ports`.

    Raises:
        Refused: SECRET_UNREADABLE; a new code can be asked for.
    """
    receipt = Receipt.objects.select_for_update().filter(record_id=record_id).exclude(code_sealed="").first()
    if receipt is None:
        return None
    code = unseal(receipt.code_sealed)
    receipt.code_sealed, receipt.code_given_at = "", clock.now()
    receipt.save(update_fields=["code_sealed", "code_given_at"])
    return code


def states(record_ids: Iterable[int]) -> Mapping[int, CodeState]:
    """How the codes of records stand; one query. Fills `issuance.ports`."""
    ids = list(record_ids)
    found = dict.fromkeys(ids, CodeState.NONE)
    rows = Receipt.objects.filter(record_id__in=ids)
    for record_id, sealed, given, asked in rows.values_list(
        "record_id", "code_sealed", "code_given_at", "code_asked_at"
    ):
        if asked is not None:
            found[record_id] = CodeState.ASKED
        elif sealed:
            found[record_id] = CodeState.READY
        elif given is not None:
            found[record_id] = CodeState.GIVEN
    return found


@transaction.atomic
def ask_new(*, actor: Actor, record_id: int, at: datetime, real_at: datetime) -> Receipt:
    """Ask the register for another code of a record: the old one, handed out or not, is void from then on.

    Args:
        actor: the clerk.
        record_id: an accepted record.
        at: product clock, aware, UTC.
        real_at: the machine's clock.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: CODE_NOT_ACCEPTED_YET, CODE_ASKED_ALREADY.
    """
    require(actor, Action.HAND_OUT, Target(school_id=actor.school_id))
    rows = Receipt.objects.select_for_update(of=("self",)).select_related("record__enrolment", "line")
    receipt = rows.filter(record_id=min(record_id, LARGEST_KEY), record__school_id=actor.school_id).first()
    if receipt is None:
        raise Missing("NOT_FOUND_HERE")
    if receipt.code_asked_at is not None:
        raise Refused("CODE_ASKED_ALREADY", where=str(receipt.record.uuid))
    receipt.code_sealed, receipt.code_asked_at, receipt.code_asked_by_id = "", at, actor.user_id
    receipt.save(update_fields=["code_sealed", "code_asked_at", "code_asked_by"])
    message = Message.objects.get(package_id=receipt.line.package_id)
    Message.objects.filter(pk=message.pk, state=Message.State.SETTLED).update(
        state=Message.State.ANSWERED, next_at=real_at, attempt=0
    )
    look_soon(message.pk)
    audit.record(
        actor=actor,
        action="submission.code.asked",
        subject=("record", record_id),
        at=at,
        school_id=actor.school_id,
        pupils=[receipt.record.enrolment.pupil_id],
    )
    return receipt
