"""The head decides on a copy and who signs it; with the approval it gets its number (Decree 30/2020/NĐ-CP, art. 27)."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, source_of
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base.clock import local
from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.base.text import clean
from hocba_web.issuance.models import Copy, CopyRegister
from hocba_web.issuance.papers import titles_of
from hocba_web.issuance.selectors.held import find
from hocba_web.issuance.services.copies.common import SOURCE, hold_copy, require_copies
from hocba_web.schools.selectors.signers import managers_of

_ABBREVIATION = re.compile(r"[^\W\d_]{2,20}")
_LETTERS = {Copy.Kind.CERTIFIED.value: "SY", Copy.Kind.EXTRACT.value: "TrS"}
"""Appendix III of the decree: how kinds of copies are abbreviated."""


@transaction.atomic
def decide(
    *,
    actor: Actor,
    copy_id: int,
    version: int,
    grant: bool,
    at: datetime,
    answer: str = "",
    signer_id: int | None = None,
    abbreviation: str = "",
) -> str:
    """Approve a copy, or decline it with a reason.

    Args:
        actor: the principal.
        copy_id: which.
        version: as the page showed it.
        grant: whether it is made.
        at: product clock, aware, UTC.
        answer: why not.
        signer_id: staff id of who signs it: the principal, or a deputy authorised today.
        abbreviation: how the school is named in its papers' symbols: "THPĐ".

    Returns:
        The symbol it got; empty if declined.

    Raises:
        Forbidden: ROLE_MAY_NOT, COPY_HEAD_DECIDES.
        Missing: NOT_FOUND_HERE.
        Refused: COPY_CHANGED_MEANWHILE, COPY_DECIDED_ALREADY, COPY_REASON_MISSING, COPY_SIGNER_UNFIT,
            COPY_SYMBOL_UNFIT, RECORD_IS_VOID, RECALL_IS_ASKED.
    """
    require_copies(actor)
    if actor.role is not Role.PRINCIPAL:
        raise Forbidden("COPY_HEAD_DECIDES", source=source_of(Action.CERTIFIED_COPY))
    row = hold_copy(actor, copy_id, version)
    if row.state != Copy.State.ASKED:
        raise Refused("COPY_DECIDED_ALREADY", where=row.symbol, source=SOURCE)
    row.decided_by_id, row.decided_at = actor.user_id, at
    if grant:
        _approve(row, at, signer_id, clean(abbreviation))
    else:
        row.state, row.answer = Copy.State.DECLINED, clean(answer)
        if not row.answer:
            raise Refused("COPY_REASON_MISSING", where="answer")
    row.save()
    audit.record(
        actor=actor,
        action="issuance.copy.registered" if grant else "issuance.copy.declined",
        subject=("copy", row.id),
        at=at,
        school_id=actor.school_id,
        pupils=[row.pupil_id],
        details={"kind": row.kind, "symbol": row.symbol} if grant else {"kind": row.kind},
    )
    if row.asked_by_id != actor.user_id:
        told = f"Hiệu trưởng đã duyệt bản sao số {row.symbol}." if grant else "Hiệu trưởng không duyệt một bản sao."
        ports.notify(row.asked_by_id, "issuance.copy.decided", told)
    return row.symbol


def _approve(row: Copy, at: datetime, signer_id: int | None, abbreviation: str) -> None:
    for record in find(row.school_id, row.parts.values_list("record_id", flat=True)):
        record.require_handable()
    if not _ABBREVIATION.fullmatch(abbreviation):
        raise Refused("COPY_SYMBOL_UNFIT", where="abbreviation")
    day = local(at).date()
    managers = managers_of(row.school_id, day)
    if signer_id is None or signer_id not in managers:
        raise Refused("COPY_SIGNER_UNFIT", where="signer", source=SOURCE)
    row.state, row.dated, row.year = Copy.State.REGISTERED, day, day.year
    row.number = _next_number(row.school_id, day.year)
    row.symbol = f"{row.number:02}/{_LETTERS[row.kind]}-{abbreviation}"
    row.signer_id, row.signer_name = signer_id, managers[signer_id].name
    row.signer_title = "/".join(titles_of(managers[signer_id]))


def _next_number(school_id: int, year: int) -> int:
    """One more than the last, held until the copy with that number is stored: no number is lost or given twice."""
    register, _created = CopyRegister.objects.select_for_update().get_or_create(school_id=school_id, year=year)
    register.last += 1
    register.save()
    return register.last
