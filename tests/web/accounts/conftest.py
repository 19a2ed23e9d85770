"""What tests of accounts share: empty counters, codes of authenticator apps, a school next door."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from support.web import SchoolWorld, make_school
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
def code() -> Callable[[], str]:
    """What the authenticator app of `support.web.factors` shows now, valid once more each time it is asked."""

    def shown() -> str:
        cache.clear()
        return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))  # noqa: TID251  # as an app does

    return shown


@pytest.fixture
def neighbour(world: SchoolWorld) -> SchoolWorld:
    """Another school in the same database."""
    return make_school()
