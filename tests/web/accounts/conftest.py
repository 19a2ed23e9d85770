"""What tests of accounts share: empty counters, codes of authenticator apps, a school next door."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from support.web import SchoolWorld, make_school
from support.web.account_requests import newcomer, people, times  # noqa: F401  # fixtures
from support.web.factors import SECRET


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    """Rate limits and used codes live in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def real_at() -> datetime:
    """The machine's time, for sessions and factors."""
    return datetime.now(UTC)  # noqa: TID251  # a service takes the machine's time from its caller


@pytest.fixture
def app_code(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], str]:
    """What the authenticator app of `support.web.factors` shows so many half minutes from now; clocks stand still."""
    now = time.time()  # noqa: TID251  # as an app does
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: now))
    return lambda steps: format_hotp_value(hotp_value(SECRET, int(now) // 30 + steps))


@pytest.fixture
def code(app_code: Callable[[int], str]) -> Callable[[], str]:
    """What the app shows now, good once more each time it is asked."""

    def shown() -> str:
        cache.clear()
        return app_code(0)

    return shown


@pytest.fixture
def neighbour(world: SchoolWorld) -> SchoolWorld:
    """Another school in the same database."""
    return make_school()
