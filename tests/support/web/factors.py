"""A second factor for somebody, enrolled and just checked in a test client's session."""

from __future__ import annotations

import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.test import Client

from hocba_web.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXP"


def give_factor(client: Client, user: User) -> None:
    """Enrol TOTP for the user and note a check of it, as allauth does, in the session."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        secret = get_adapter().encrypt(SECRET)
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "username": user.username},  # noqa: TID251  # as allauth notes it
        {"method": "mfa", "at": time.time(), "type": "totp"},  # noqa: TID251  # as allauth notes it
    ]
    session.save()
