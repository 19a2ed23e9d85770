"""Schools that may exchange, and their login."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from hocba.exchange.messages import Login
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.gateway.models import Access
from hocba_web.gateway.services import pace
from hocba_web.gateway.services.fitted import Fitted
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require
from hocba_web.register.models import School
from hocba_web.register.services import schools

_fitted = Fitted()


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


def put_school(*, code: str, name: str, area_code: str = "", area_name: str = "") -> School:
    """A school under this authority: added, or put right; at the machine (`manage.py gateway add-unit`).

    Args:
        code: `ma_don_vi`, the MA_TRUONG of its records.
        name: as on its certificate.
        area_code: of the ward or commune; empty keeps what is known.
        area_name: the same.
    """
    return schools.put(code=code, name=name, area_code=area_code, area_name=area_name)


def give_login(officer: Officer | None, school: School, *, user_name: str, at: datetime) -> Credentials:
    """Give a school a login; the one it had ends.

    Args:
        officer: who gives it; None: at the machine.
        school: whose.
        user_name: for the exchange.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    if officer is not None:
        require(officer, Act.SCHOOL_MANAGE, area_code=school.area_code)
    password, token = secrets.token_urlsafe(18), secrets.token_urlsafe(32)
    given = Login.of(school.code, user_name, password, token)
    with transaction.atomic():
        Access.objects.update_or_create(
            school=school,
            defaults={
                "user_name": user_name,
                "password": make_password(given.password_hash),
                "token": _hash(token),
                "active": True,
                "given_at": at,
            },
        )
        _trace(officer, "gateway.login.given", school, at)
    return Credentials(school.code, user_name, password, token)


def end_login(officer: Officer, school: School, *, at: datetime) -> None:
    """Let a school's login end; what it sent stays.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    require(officer, Act.SCHOOL_MANAGE, area_code=school.area_code)
    with transaction.atomic():
        if not Access.objects.filter(school=school, active=True).update(active=False):
            raise Missing("NOT_FOUND_HERE")
        _trace(officer, "gateway.login.ended", school, at)


def school_of(login: Login, origin: str, *, real_at: datetime) -> School:
    """The school that logs in.

    Args:
        login: as sent.
        origin: address it comes from: guessing from elsewhere must not shut a school out.
        real_at: the machine's clock.

    Raises:
        LoginWrong: GATEWAY_LOGIN_WRONG.
    """
    guesser = f"{login.unit} {origin}"
    if pace.failed_too_often(guesser, real_at):
        raise LoginWrong("GATEWAY_LOGIN_WRONG")
    active = Access.objects.filter(school__code=login.unit, school__active=True, active=True)
    access = active.select_related("school").first()
    token = access.token if access else _hash("")
    stored = access.password if access else _no_password()
    user_name = access.user_name if access else ""

    def compare() -> bool:
        # All of it is compared whatever fails first, so that the time says nothing.
        same = hmac.compare_digest(_hash(login.token), token)
        same &= check_password(login.password_hash, stored)
        return same & (access is not None and hmac.compare_digest(login.user_name.encode(), user_name.encode()))

    sent = (login.user_name, login.password_hash, login.token)
    fits = _fitted.fits(*sent, user_name, stored, token, compare=compare, real_at=real_at)
    if access is None or not fits:
        pace.failed(guesser, real_at)
        raise LoginWrong("GATEWAY_LOGIN_WRONG")
    return access.school


def _trace(officer: Officer | None, action: str, school: School, at: datetime) -> None:
    audit.record(actor=officer, action=action, subject=("school", school.id), at=at, school_id=school.id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def _no_password() -> str:
    return make_password(secrets.token_urlsafe(18))
