"""Asking for something about an account, and deciding: never the same person (Decision 32/QĐ-THPĐ, art. 6(5))."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.models import AccountRequest, User
from hocba_web.accounts.permissions import Action, Target, fresh, require, two_people
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.accounts.services import notices
from hocba_web.accounts.services.opening import remove_factors
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.base.text import clean

Kind, State = AccountRequest.Kind, AccountRequest.State
_CHANGES = (Kind.PASSWORD_RESET, Kind.FACTOR_RESET, Kind.DEACTIVATE, Kind.REACTIVATE)


@transaction.atomic
def ask_account(*, actor: Actor, staff_id: int, email: str, reason: str, at: datetime) -> AccountRequest:
    """Ask for an account for somebody of the staff.

    Args:
        actor: who asks.
        staff_id: a member of the actor's school without an account.
        email: where reminders go; may be empty.
        reason: why, in the asker's words.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE, no such person, or one who has an account already.
        Refused: ACCOUNT_REASON_NEEDED, ACCOUNT_REQUEST_OPEN.
    """
    require(actor, Action.ACCOUNT_REQUEST, Target(school_id=actor.school_id))
    person = next((one for one in ports.staff_without_account(actor.school_id) if one.staff_id == staff_id), None)
    if person is None:
        raise Missing("NOT_FOUND_HERE")
    asked = AccountRequest(kind=Kind.CREATE, staff_id=staff_id, full_name=person.name, email=email.strip())
    return _file(asked, actor, reason, at)


@transaction.atomic
def ask_change(
    *,
    actor: Actor,
    kind: AccountRequest.Kind,
    user_id: int,
    reason: str,
    at: datetime,
    real_at: datetime,
    effective_on: date | None = None,
) -> AccountRequest:
    """Ask to reset, close or reopen an account. Resetting a second factor needs a fresh one of whoever asks.

    Args:
        actor: who asks; never the owner.
        kind: any but CREATE.
        user_id: an account of the actor's school.
        reason: why, in the asker's words.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.
        effective_on: for DEACTIVATE, the first day on which the account opens no more; None: as soon as carried out.

    Raises:
        Missing: NOT_FOUND_HERE, no account of this school.
        Forbidden: OWN_ACCOUNT_NOT_YOURS.
        FreshFactorNeeded: for FACTOR_RESET.
        Refused: ACCOUNT_REASON_NEEDED, ACCOUNT_REQUEST_OPEN, ACCOUNT_CLOSED_ALREADY, ACCOUNT_OPEN_ALREADY.
    """
    reset = kind is Kind.FACTOR_RESET
    action = Action.FACTOR_RESET_REQUEST if reset else Action.ACCOUNT_REQUEST
    require(actor, action, Target(school_id=actor.school_id, user_id=user_id))
    owner = account_here(actor, user_id)
    _not_own(actor, owner.pk)
    if reset:
        fresh(actor, at=real_at)
    if kind is Kind.DEACTIVATE and not owner.is_active:
        raise Refused("ACCOUNT_CLOSED_ALREADY", name=owner.full_name)
    if kind is Kind.REACTIVATE and owner.is_active and owner.closes_on is None:
        raise Refused("ACCOUNT_OPEN_ALREADY", name=owner.full_name)
    if kind not in _CHANGES:
        raise ValueError(kind)
    day = effective_on if kind is Kind.DEACTIVATE else None
    asked = AccountRequest(kind=kind, owner=owner, full_name=owner.full_name, email=owner.email, effective_on=day)
    return _file(asked, actor, reason, at)


@transaction.atomic
def decide(
    *, actor: Actor, request_id: UUID, grant: bool, answer: str, at: datetime, real_at: datetime
) -> AccountRequest:
    """Agree to a request or refuse it. A reset of a second factor takes effect at once; the rest the admin carries out.

    Source: Decision 32/QĐ-THPĐ, art. 6(5), art. 6(6)(b).

    Args:
        actor: who decides: neither who asked nor whose account it is; with a fresh second factor.
        request_id: public id of the request.
        grant: yes or no.
        answer: needed for a no.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: SAME_PERSON, OWN_ACCOUNT_NOT_YOURS, or the role may not.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: ACCOUNT_REQUEST_DECIDED, ACCOUNT_ANSWER_NEEDED.
    """
    row = request_here(actor, request_id)
    require(actor, deciding_action(row), Target(school_id=row.school_id, user_id=row.owner_id))
    two_people(row.asked_by_id, actor)
    _not_own(actor, row.owner_id)
    fresh(actor, at=real_at)
    if row.state != State.ASKED:
        raise Refused("ACCOUNT_REQUEST_DECIDED", state=row.get_state_display())
    if not grant and not answer.strip():
        raise Refused("ACCOUNT_ANSWER_NEEDED", where="answer")
    row.state = State.GRANTED if grant else State.REFUSED
    row.answer = clean(answer)
    row.decided_by_id, row.decided_at = actor.user_id, at
    row.save()
    verb = "granted" if grant else "refused"
    _trace(actor, row, f"accounts.request.{verb}", at)
    if grant and row.kind == Kind.FACTOR_RESET:
        _reset_factors(actor, row, at)
    notices.tell(row.asked_by_id, f"accounts.request.{verb}", name=row.full_name)
    return row


@transaction.atomic
def withdraw(*, actor: Actor, request_id: UUID, at: datetime) -> AccountRequest:
    """Take back one's own request while nothing was carried out.

    Raises:
        Missing: NOT_FOUND_HERE, also for another person's request.
        Refused: ACCOUNT_REQUEST_DECIDED.
    """
    row = request_here(actor, request_id)
    if row.asked_by_id != actor.user_id:
        raise Missing("NOT_FOUND_HERE")
    if row.state not in AccountRequest.OPEN:
        raise Refused("ACCOUNT_REQUEST_DECIDED", state=row.get_state_display())
    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    _trace(actor, row, "accounts.request.withdrawn", at)
    return row


def deciding_action(row: AccountRequest) -> Action:
    """The right that deciding takes; nobody decides about their own account, so the principal's goes elsewhere."""
    if row.kind == Kind.FACTOR_RESET:
        return Action.FACTOR_RESET_DECIDE
    if row.owner_id is not None and Role.PRINCIPAL in ports.roles_of_user(row.owner_id):
        return Action.ACCOUNT_APPROVE_OF_PRINCIPAL
    return Action.ACCOUNT_APPROVE


def request_here(actor: Actor, request_id: UUID) -> AccountRequest:
    """A request of the actor's school, locked until the transaction ends.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    row = AccountRequest.objects.select_for_update().filter(public_id=request_id, school_id=actor.school_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return row


def account_here(actor: Actor, user_id: int) -> User:
    """An account of the actor's school, locked until the transaction ends.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    owner = User.objects.select_for_update().filter(pk=user_id).first()
    if owner is None or actor.school_id not in ports.schools_of_user(user_id):
        raise Missing("NOT_FOUND_HERE")
    return owner


def _file(asked: AccountRequest, actor: Actor, reason: str, at: datetime) -> AccountRequest:
    if not reason.strip():
        raise Refused("ACCOUNT_REASON_NEEDED", where="reason")
    asked.school_id, asked.reason = actor.school_id, clean(reason)
    asked.asked_by_id, asked.asked_at = actor.user_id, at
    try:
        with transaction.atomic():
            asked.save()
    except IntegrityError as error:
        raise Refused("ACCOUNT_REQUEST_OPEN", name=asked.full_name) from error
    _trace(actor, asked, "accounts.request.filed", at)
    return asked


def _reset_factors(actor: Actor, row: AccountRequest, at: datetime) -> None:
    """Two people have agreed: the owner enrols anew at the next login, and is told."""
    if row.owner_id is None:
        raise ValueError("a factor is reset for an account")
    removed = remove_factors(row.owner_id)
    row.state, row.done_by_id, row.done_at = State.DONE, actor.user_id, at
    row.save(update_fields=["state", "done_by", "done_at"])
    audit.record(
        actor=actor,
        action="accounts.factor.reset",
        subject=("account", row.owner_id),
        at=at,
        school_id=row.school_id,
        details={"factors": removed, "asked_by": row.asked_by_id},
    )
    notices.tell(row.owner_id, "accounts.factor.reset")


def _not_own(actor: Actor, owner_id: int | None) -> None:
    if owner_id == actor.user_id:
        raise Forbidden("OWN_ACCOUNT_NOT_YOURS", source="Decision 32/QĐ-THPĐ, art. 6(6)(b)")


def _trace(actor: Actor, row: AccountRequest, action: str, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("account_request", row.pk),
        at=at,
        school_id=row.school_id,
        details={"kind": row.kind, "account": row.owner_id, "staff": row.staff_id},
    )
