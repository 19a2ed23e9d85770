"""Second factors of an account and of a session, as allauth keeps them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from hocba_web.accounts.models import User

CHECKING_TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Factors of their own; recovery codes only stand in for one."""


def has_factor(user_id: int) -> bool:
    """Whether the account has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=CHECKING_TYPES).exists())


def factor_checked_at(request: HttpRequest) -> datetime | None:
    """When a second factor was last checked in this session: aware, UTC, whole seconds; None if never."""
    if not request.user.is_authenticated:
        return None
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    checked = [int(record["at"]) for record in records if record.get("method") == "mfa"]
    return datetime.fromtimestamp(max(checked), tz=UTC) if checked else None


def factor_enrolled(request: HttpRequest, user: User, authenticator: Authenticator) -> None:
    """Enrolling proved possession of the factor just now: count it as a check of this session."""
    if authenticator.type in CHECKING_TYPES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)


def factor_forgotten(request: HttpRequest, user: User) -> None:
    """A factor was removed: if it was the last, earlier checks of this session count no more."""
    if not has_factor(user.pk):
        records = [one for one in get_authentication_records(request, user) if one.get("method") != "mfa"]
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records


def password_typed(request: HttpRequest, user: User) -> None:
    """A login by password is as good as typing it once more: whoever enrols a factor right after is not asked again."""
    if any(one.get("method") == "password" for one in get_authentication_records(request, user)):
        record_authentication(request, user, "password", reauthenticated=True)
