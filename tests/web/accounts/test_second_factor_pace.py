"""Tries of the second factor are counted where an emptied cache forgets nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.test import Client

from hocba_web.accounts.login_forms import MOST_CODES
from hocba_web.accounts.services import enrol_demo_totp
from hocba_web.base import clock
from support.web import SchoolWorld
from support.web.acting import PASSWORD
from support.web.factors import SECRET

PAGE = "/tai-khoan/2fa/authenticate/"
TOO_OFTEN = "Đã nhập sai nhiều lần nên việc đăng nhập tạm dừng 5 phút."


def test_who_empties_the_cache_guesses_no_more_codes(
    client: Client,
    world: SchoolWorld,
    code: Callable[[], str],
    real_at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "real_now", lambda: real_at)  # all in one window
    principal = world.staff["principal"].user
    enrol_demo_totp(principal, SECRET)
    client.post("/tai-khoan/login/", {"login": principal.username, "password": PASSWORD})
    for number in range(MOST_CODES):
        cache.clear()
        assert TOO_OFTEN not in client.post(PAGE, {"code": f"{number:06}"}).content.decode()
    assert TOO_OFTEN in client.post(PAGE, {"code": code()}).content.decode()
    assert "_auth_user_id" not in client.session
