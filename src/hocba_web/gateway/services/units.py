"""Schools that may exchange, and their login."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.core.cache import cache as counters
from django.db import transaction

from hocba.exchange.messages import Login
from hocba_web.base.refusals import Refused
from hocba_web.gateway.models import Unit

_MOST_FAILURES = 20
_WINDOW = 300
"""Seconds in which so many wrong logins of one unit from one address are looked at; more are refused unlooked."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the school is given, told once: nothing of it can be read here afterwards."""

    unit: str
    user_name: str
    password: str = field(repr=False)
    token: str = field(repr=False)


class LoginWrong(Refused):
    """GATEWAY_LOGIN_WRONG: unit, user, password or token do not fit; which of them is not said."""

    status = 401


def give_login(*, code: str, name: str, user_name: str) -> Credentials:
    """Add a school, or give one that is there a new login; the old one ends.

    Args:
        code: `ma_don_vi`, the MA_TRUONG of its records.
        name: as on its certificate.
        user_name: for the exchange.
    """
    password, token = secrets.token_urlsafe(18), secrets.token_urlsafe(32)
    given = Login.of(code, user_name, password, token)
    with transaction.atomic():
        Unit.objects.update_or_create(
            code=code,
            defaults={
                "name": name,
                "user_name": user_name,
                "password": make_password(given.password_hash),
                "token": _hash(token),
                "active": True,
            },
        )
    return Credentials(code, user_name, password, token)


def unit_of(login: Login, origin: str) -> Unit:
    """The school that logs in.

    Args:
        login: as sent.
        origin: address it comes from: guessing from elsewhere must not shut a school out.

    Raises:
        LoginWrong: GATEWAY_LOGIN_WRONG.
    """
    key = f"gateway-login:{hashlib.sha256(f'{login.unit} {origin}'.encode()).hexdigest()}"
    if counters.get(key, 0) >= _MOST_FAILURES:
        raise LoginWrong("GATEWAY_LOGIN_WRONG")
    unit = Unit.objects.filter(code=login.unit, active=True).first()
    token = unit.token if unit else _hash("")
    stored = unit.password if unit else _no_password()
    # All of it is compared whatever fails first, so that the time says nothing.
    fits = hmac.compare_digest(_hash(login.token), token)
    fits &= check_password(login.password_hash, stored)
    fits &= unit is not None and hmac.compare_digest(login.user_name.encode(), unit.user_name.encode())
    if unit is None or not fits:
        _count(key)
        raise LoginWrong("GATEWAY_LOGIN_WRONG")
    return unit


def _count(key: str) -> None:
    if not counters.add(key, 1, _WINDOW):
        with suppress(ValueError):  # the window ended between the two
            counters.incr(key)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def _no_password() -> str:
    return make_password(secrets.token_urlsafe(18))
