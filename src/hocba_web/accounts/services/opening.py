"""Making accounts and closing them: the steps that the services of this folder share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction

from hocba_web.accounts.models import User
from hocba_web.accounts.names import USERNAME, suggest_username, temporary_password
from hocba_web.accounts.ports import ports
from hocba_web.base.refusals import Refused
from hocba_web.base.text import clean

TEMPORARY_FOR = timedelta(days=7)
"""How long a password given by somebody else opens the account."""


@dataclass(frozen=True, slots=True)
class Issued:
    """An account and the temporary password, which is shown once and stored nowhere."""

    user_id: int
    name: str
    username: str
    password: str
    until: datetime
    """Real time, UTC."""


def open_account(*, username: str, full_name: str, email: str, at: datetime, real_at: datetime) -> Issued:
    """A new account with a temporary password; the caller records it.

    Raises:
        Refused: USERNAME_INVALID, USERNAME_TAKEN.
    """
    name = username.strip().lower()
    if not USERNAME.fullmatch(name):
        raise Refused("USERNAME_INVALID", where="username", username=name)
    try:
        with transaction.atomic():
            user = User.objects.create_user(name, full_name=clean(full_name), email=email.strip(), created_at=at)
    except IntegrityError as error:
        raise Refused("USERNAME_TAKEN", where="username", username=name) from error
    return give_temporary_password(user, real_at)


def give_temporary_password(user: User, real_at: datetime) -> Issued:
    """A password good for one login within `TEMPORARY_FOR`; every session of the account ends."""
    password = temporary_password()
    user.set_password(password)
    user.must_change_password = True
    user.temporary_until = real_at + TEMPORARY_FOR
    user.save(update_fields=["password", "must_change_password", "temporary_until"])
    end_sessions(user.pk)
    return Issued(user.pk, user.full_name, user.username, password, user.temporary_until)


def end_sessions(user_id: int, *, but: str | None = None) -> int:
    """End the sessions of an account.

    Args:
        user_id: the account.
        but: key of a session that stays.

    Returns:
        How many ended.
    """
    ended = 0
    for session in UserSession.objects.filter(user_id=user_id).exclude(session_key=but or ""):
        session.end()
        ended += 1
    return ended


def close_account(user_id: int) -> None:
    """Nobody logs in with an account any more; its sessions end. The caller records it."""
    User.objects.filter(pk=user_id).update(is_active=False)
    end_sessions(user_id)


def remove_factors(user_id: int) -> int:
    """Remove authenticator app, passkeys and recovery codes of an account; its sessions end.

    Returns:
        How many factors were removed.
    """
    removed: int = Authenticator.objects.filter(user_id=user_id).delete()[0]
    end_sessions(user_id)
    return removed


def free_username(full_name: str) -> str:
    """A login name that nobody has yet."""
    return suggest_username(full_name, lambda name: User.objects.filter(username=name).exists())


def home_school(user_id: int) -> int | None:
    """The school whose traces an account's own acts enter; None if it belongs to none, the first if to several."""
    return min(ports.schools_of_user(user_id), default=None)
