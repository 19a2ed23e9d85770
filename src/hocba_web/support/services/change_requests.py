"""Requests to supplier or authority (Decision 32/QĐ-THPĐ, art. 10(c)): the admin drafts, the principal decides."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require, two_people
from hocba_web.accounts.ports import ports
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.support.models import ChangeRequest

SOURCE = "Decision 32/QĐ-THPĐ, art. 10(c)"
LONGEST = 4000
"""Characters of a request, and of all its answers together."""


@transaction.atomic
def draft_request(*, actor: Actor, addressee: str, subject: str, text: str, at: datetime) -> ChangeRequest:
    """Draft a request.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Refused: REPORT_EMPTY, REPORT_KIND_UNKNOWN.
    """
    require(actor, Action.CHANGE_REQUEST_PROPOSE, Target(school_id=actor.school_id))
    if addressee not in ChangeRequest.Addressee.values:
        raise Refused("REPORT_KIND_UNKNOWN", where="addressee", source=SOURCE)
    if not clean(subject) or not clean(text):
        raise Refused("REPORT_EMPTY", where="text", source=SOURCE)
    made = ChangeRequest.objects.create(
        school_id=actor.school_id,
        addressee=addressee,
        subject=clean(subject)[:200],
        text=clean(text)[:LONGEST],
        drafted_by_id=actor.user_id,
        drafted_at=at,
    )
    _trace(actor, "support.request.drafted", made, at)
    return made


@transaction.atomic
def decide_request(
    *, actor: Actor, request_id: int, approve: bool, number: str = "", note: str = "", at: datetime
) -> ChangeRequest:
    """Approve a request under a number, or decline it with a reason.

    Raises:
        Forbidden: ROLE_MAY_NOT, SAME_PERSON.
        Missing: NOT_FOUND_HERE.
        Refused: REQUEST_DECIDED, REQUEST_NUMBER_NEEDED, REQUEST_NOTE_NEEDED.
    """
    require(actor, Action.CHANGE_REQUEST_APPROVE, Target(school_id=actor.school_id))
    found = _here(actor, request_id)
    two_people(found.drafted_by_id, actor)
    if found.state != ChangeRequest.State.DRAFTED:
        raise Refused("REQUEST_DECIDED", source=SOURCE)
    if approve and not clean(number):
        raise Refused("REQUEST_NUMBER_NEEDED", where="number", source=SOURCE)
    if not approve and not clean(note):
        raise Refused("REQUEST_NOTE_NEEDED", where="note", source=SOURCE)
    found.state = ChangeRequest.State.APPROVED if approve else ChangeRequest.State.DECLINED
    found.number, found.note = clean(number)[:40], clean(note)[:500]
    found.decided_by_id, found.decided_at = actor.user_id, at
    found.save()
    ports.notify(found.drafted_by_id, "support.request.decided", f"Đề nghị “{found.subject}” đã có quyết định.")
    _trace(actor, "support.request.approved" if approve else "support.request.declined", found, at)
    return found


@transaction.atomic
def note_answer(*, actor: Actor, request_id: int, answer: str, answered_on: date, at: datetime) -> ChangeRequest:
    """Keep what the supplier or authority answered; a further answer is added below the earlier ones.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: REQUEST_NOT_APPROVED, REPORT_EMPTY, REPORT_TOO_LONG.
    """
    require(actor, Action.CHANGE_REQUEST_PROPOSE, Target(school_id=actor.school_id))
    found = _here(actor, request_id)
    if found.state not in {ChangeRequest.State.APPROVED, ChangeRequest.State.ANSWERED}:
        raise Refused("REQUEST_NOT_APPROVED", source=SOURCE)
    if not clean(answer):
        raise Refused("REPORT_EMPTY", where="answer", source=SOURCE)
    added = f"{answered_on:%d/%m/%Y}: {clean(answer)}"
    answers = f"{found.answer}\n{added}" if found.answer else added
    if len(answers) > LONGEST:
        raise Refused("REPORT_TOO_LONG", where="answer", limit=LONGEST)
    found.state, found.answer, found.answered_on = ChangeRequest.State.ANSWERED, answers, answered_on
    found.save(update_fields=["state", "answer", "answered_on"])
    _trace(actor, "support.request.answered", found, at)
    return found


def _here(actor: Actor, request_id: int) -> ChangeRequest:
    found = ChangeRequest.objects.select_for_update().filter(id=request_id, school_id=actor.school_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def _trace(actor: Actor, action: str, request: ChangeRequest, at: datetime) -> None:
    audit.record(actor=actor, action=action, subject=("change_request", request.pk), at=at, school_id=actor.school_id)
