"""What people do about their own account, in no capacity: password, e-mail, sessions (chapter II art. 5(1))."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from hocba_web.accounts.models import User
from hocba_web.accounts.services.opening import end_sessions, home_school
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused


@transaction.atomic
def choose_password(*, user: User, password: str, session_key: str, at: datetime) -> None:
    """Replace a given password by one's own; every other session ends.

    Args:
        user: the owner, logged in.
        password: the new one.
        session_key: of the session that stays; the caller renews its hash.
        at: aware, UTC.

    Raises:
        Refused: PASSWORD_SAME, the given password once more.
        ValidationError: too weak, with the reasons.
    """
    if user.check_password(password):
        raise Refused("PASSWORD_SAME", where="password1")
    validate_password(password, user)
    user.set_password(password)
    own_password(user=user, at=at)
    end_sessions(user.pk, but=session_key)


@transaction.atomic
def own_password(*, user: User, at: datetime) -> None:
    """Save and trace that the account now has a password only its owner knows.

    Args:
        user: with the new password set.
        at: aware, UTC.
    """
    user.must_change_password, user.temporary_until = False, None
    user.save(update_fields=["password", "must_change_password", "temporary_until"])
    trace_own(user.pk, "accounts.password.changed", at)


@transaction.atomic
def change_email(*, user: User, email: str, at: datetime) -> None:
    """Change where reminders go. Passwords are never reset by e-mail, so the address opens nothing."""
    user.email = email.strip()
    user.full_clean(exclude=["password"])
    user.save(update_fields=["email"])
    trace_own(user.pk, "accounts.email.changed", at)


@transaction.atomic
def end_own_session(*, user: User, session_id: int, at: datetime) -> None:
    """End one of one's own sessions.

    Raises:
        Missing: NOT_FOUND_HERE, also for somebody else's.
    """
    session = UserSession.objects.filter(pk=session_id, user_id=user.pk).first()
    if session is None:
        raise Missing("NOT_FOUND_HERE")
    session.end()
    trace_own(user.pk, "accounts.session.ended", at, sessions=1)


@transaction.atomic
def end_other_sessions(*, user: User, session_key: str, at: datetime) -> int:
    """End all of one's own sessions but this one.

    Returns:
        How many ended.
    """
    ended = end_sessions(user.pk, but=session_key)
    trace_own(user.pk, "accounts.session.ended", at, sessions=ended)
    return ended


def trace_own(user_id: int, action: str, at: datetime, **details: int | str) -> None:
    """Trace an act on one's own account, done in no capacity; inside the caller's transaction."""
    audit.record(
        actor=audit.Account(user_id),
        action=action,
        subject=("account", user_id),
        at=at,
        school_id=home_school(user_id),
        details=details,
    )
