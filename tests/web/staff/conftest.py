"""Who acts in the tests of staff, appointments and assignment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hocba_web.accounts.actor import Actor
from support.web import SchoolWorld, actor_for


@pytest.fixture
def real_at() -> datetime:
    """The machine's time by which second factors are judged: a minute after `actor_for` noted the check."""
    return datetime.now(UTC) + timedelta(minutes=1)  # noqa: TID251  # real time, as sessions have


@pytest.fixture
def head(world: SchoolWorld) -> Actor:
    return actor_for(world, "principal")


@pytest.fixture
def admin(world: SchoolWorld) -> Actor:
    return actor_for(world, "school_admin")


@pytest.fixture
def registrar(world: SchoolWorld) -> Actor:
    return actor_for(world, "registrar")


@pytest.fixture
def vice(world: SchoolWorld) -> Actor:
    return actor_for(world, "vice_principal")


@pytest.fixture
def real_now() -> datetime:
    """The machine's time, just now."""
    return datetime.now(UTC)  # noqa: TID251  # real time, as sessions have
