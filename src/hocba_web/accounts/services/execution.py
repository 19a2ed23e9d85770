"""What the admin carries out once it was decided (Decision 32/QĐ-THPĐ, art. 10(đ))."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.models import AccountRequest, User
from hocba_web.accounts.permissions import Action, Target, fresh, require
from hocba_web.accounts.ports import ports
from hocba_web.accounts.services import notices
from hocba_web.accounts.services.opening import Issued, end_sessions, give_temporary_password, open_account
from hocba_web.accounts.services.requests import account_here, request_here
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused

Kind, State = AccountRequest.Kind, AccountRequest.State


@transaction.atomic
def create(*, actor: Actor, request_id: UUID, username: str, at: datetime, real_at: datetime) -> Issued:
    """Make the account that was granted and tie it to its staff member: one person, one account.

    Args:
        actor: the admin, with a fresh second factor.
        request_id: public id of a granted request of kind CREATE.
        username: the login name.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Returns:
        The account with its temporary password, to be shown once.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: ACCOUNT_REQUEST_NOT_GRANTED, USERNAME_INVALID, USERNAME_TAKEN, or what the register says against it.
    """
    row = _granted(actor, request_id, real_at, Kind.CREATE)
    if row.staff_id is None:
        raise ValueError("an account is made for a staff member")
    issued = open_account(username=username, full_name=row.full_name, email=row.email, at=at, real_at=real_at)
    ports.link_staff(row.staff_id, row.school_id, issued.user_id)
    row.owner_id = issued.user_id
    _done(actor, row, "accounts.account.created", at)
    return issued


@transaction.atomic
def reset_password(*, actor: Actor, request_id: UUID, at: datetime, real_at: datetime) -> Issued:
    """Give a temporary password, as granted; the account's sessions end and its owner is told.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: ACCOUNT_REQUEST_NOT_GRANTED.
    """
    row = _granted(actor, request_id, real_at, Kind.PASSWORD_RESET)
    issued = give_temporary_password(_owner(actor, row), real_at)
    _done(actor, row, "accounts.password.reset", at)
    return issued


@transaction.atomic
def reactivate(*, actor: Actor, request_id: UUID, at: datetime, real_at: datetime) -> Issued:
    """Open a closed account again, as granted, with a temporary password.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: ACCOUNT_REQUEST_NOT_GRANTED.
    """
    row = _granted(actor, request_id, real_at, Kind.REACTIVATE)
    owner = _owner(actor, row)
    owner.is_active, owner.closes_on = True, None
    owner.save(update_fields=["is_active", "closes_on"])
    issued = give_temporary_password(owner, real_at)
    _done(actor, row, "accounts.account.reopened", at)
    return issued


@transaction.atomic
def deactivate(*, actor: Actor, request_id: UUID, today: date, at: datetime, real_at: datetime) -> User:
    """Close an account, as granted: at once, or from the day that was agreed. Its traces and signatures stay.

    Args:
        actor: the admin, with a fresh second factor.
        request_id: public id of a granted request of kind DEACTIVATE.
        today: the day in Vietnam.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: ACCOUNT_REQUEST_NOT_GRANTED.
    """
    row = _granted(actor, request_id, real_at, Kind.DEACTIVATE)
    owner = _owner(actor, row)
    owner.closes_on = row.effective_on or today
    if owner.closes_on <= today:
        owner.is_active = False
        end_sessions(owner.pk)
    owner.save(update_fields=["closes_on", "is_active"])
    _done(actor, row, "accounts.account.closed", at)
    return owner


@transaction.atomic
def end_all_sessions(*, actor: Actor, user_id: int, at: datetime, real_at: datetime) -> int:
    """Log an account out everywhere, at once: for a lost device or a suspicion.

    Returns:
        How many sessions ended.

    Raises:
        Missing: NOT_FOUND_HERE.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
    """
    require(actor, Action.SESSIONS_END, Target(school_id=actor.school_id, user_id=user_id))
    owner = account_here(actor, user_id)
    fresh(actor, at=real_at)
    ended = end_sessions(owner.pk)
    audit.record(
        actor=actor,
        action="accounts.sessions.ended",
        subject=("account", owner.pk),
        at=at,
        school_id=actor.school_id,
        details={"sessions": ended},
    )
    notices.tell(owner.pk, "accounts.sessions.ended")
    return ended


def close_due(today: date, at: datetime) -> int:
    """Close the accounts whose day has come, for lists and counts; they opened nothing since that day anyway.

    Returns:
        How many were closed.
    """
    closed = 0
    for user_id in list(User.objects.filter(is_active=True, closes_on__lte=today).values_list("pk", flat=True)):
        with transaction.atomic():
            if not User.objects.filter(pk=user_id, is_active=True).update(is_active=False):
                continue
            end_sessions(user_id)
            audit.record(
                actor=None,
                action="accounts.account.expired",
                subject=("account", user_id),
                at=at,
                school_id=min(ports.schools_of_user(user_id), default=None),
            )
            closed += 1
    return closed


def _granted(actor: Actor, request_id: UUID, real_at: datetime, kind: AccountRequest.Kind) -> AccountRequest:
    row = request_here(actor, request_id)
    require(actor, Action.ACCOUNT_EXECUTE, Target(school_id=row.school_id, user_id=row.owner_id))
    fresh(actor, at=real_at)
    if row.kind != kind or row.state != State.GRANTED:
        raise Refused("ACCOUNT_REQUEST_NOT_GRANTED", state=row.get_state_display())
    return row


def _owner(actor: Actor, row: AccountRequest) -> User:
    if row.owner_id is None:
        raise ValueError("this kind of request concerns an account")
    return account_here(actor, row.owner_id)


def _done(actor: Actor, row: AccountRequest, action: str, at: datetime) -> None:
    row.state, row.done_by_id, row.done_at = State.DONE, actor.user_id, at
    row.save()
    audit.record(
        actor=actor,
        action=action,
        subject=("account", row.owner_id or 0),
        at=at,
        school_id=row.school_id,
        details={"request": row.pk, "asked_by": row.asked_by_id, "decided_by": row.decided_by_id},
    )
    if row.owner_id is not None:
        notices.tell(row.owner_id, action)
