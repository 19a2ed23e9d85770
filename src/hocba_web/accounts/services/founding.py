"""Accounts before there is anybody who could ask and decide, and the way back when nobody gets in any more."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import transaction

from hocba_web.accounts.models import User
from hocba_web.accounts.services.opening import (
    Issued,
    free_username,
    give_temporary_password,
    home_school,
    open_account,
    remove_factors,
)
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused


@transaction.atomic
def found_account(
    *,
    full_name: str,
    email: str,
    at: datetime,
    real_at: datetime,
    school_id: int | None = None,
    username: str = "",
    actor: audit.Acting | None = None,
) -> Issued:
    """An account of somebody who founds a school: wizard, training school, demo. Everything later is asked and decided.

    The authority's side makes its officers' accounts here too; there the caller asks for the right.

    Args:
        full_name: of the person.
        email: may be empty.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.
        school_id: the school, for the trace, if there is one yet.
        username: the login name; made from the name if empty.
        actor: who makes it, on the authority's side; None: nobody is there yet.

    Raises:
        Refused: USERNAME_INVALID, USERNAME_TAKEN.
    """
    issued = open_account(
        username=username or free_username(full_name), full_name=full_name, email=email, at=at, real_at=real_at
    )
    audit.record(
        actor=actor, action="accounts.account.founded", subject=("account", issued.user_id), at=at, school_id=school_id
    )
    return issued


@transaction.atomic
def rescue(*, username: str, at: datetime, real_at: datetime) -> Issued:
    """Let somebody in again when no second person is left to decide: run on the server by whoever keeps it, and traced.

    Second factors are removed, a temporary password is given, the account is open again.

    Raises:
        Missing: ACCOUNT_UNKNOWN.
    """
    user = User.objects.select_for_update().filter(username=username.strip().lower()).first()
    if user is None:
        raise Missing("ACCOUNT_UNKNOWN", username=username)
    removed = remove_factors(user.pk)
    user.is_active, user.closes_on = True, None
    user.save(update_fields=["is_active", "closes_on"])
    issued = give_temporary_password(user, real_at)
    audit.record(
        actor=None,
        action="accounts.account.rescued",
        subject=("account", user.pk),
        at=at,
        school_id=home_school(user.pk),
        details={"factors": removed},
    )
    return issued


def enrol_demo_totp(user: User, secret: str) -> None:
    """Give a demo account an authenticator app with a known secret, in place of any it had.

    Args:
        user: the account.
        secret: base32.

    Raises:
        Refused: DEMO_ONLY outside demo mode and tests.
    """
    if not (settings.HOCBA.demo or settings.TESTING):
        raise Refused("DEMO_ONLY")
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)
