"""Sessions of any age, for tests of what comes before the work."""

from __future__ import annotations

import time

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client

from hocba_web.accounts.models import User


def session_of(client: Client, user: User, *, factor_age: float | None) -> Client:
    """Log in.

    Args:
        client: the browser.
        user: whose account.
        factor_age: how many seconds ago the second factor was checked; None: never in this session.
    """
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    records = [{"method": "password", "at": time.time()}]  # noqa: TID251  # as allauth notes it
    if factor_age is not None:
        records.append({"method": "mfa", "at": time.time() - factor_age, "type": "totp"})  # noqa: TID251  # the same
    session["account_authentication_methods"] = records
    session.save()
    return client


def age_factor(user: User, *, seconds: float) -> None:
    """Make every session of somebody remember its check of the factor as so much older."""
    for row in Session.objects.all():
        store = SessionStore(row.session_key)
        if store.get("_auth_user_id") != str(user.pk):
            continue
        for record in store["account_authentication_methods"]:
            record["at"] -= seconds
        store.save()
