"""Counts do not wait for the disk; what must not be lost does, also beside them."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from hocba_web.base import clock, pace
from hocba_web.base.fleeting import unawaited
from hocba_web.base.models import Effort, Heartbeat

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        return cursor.fetchone()[0] != "off"


@pytest.fixture(autouse=True)
def durable() -> None:
    """As a server is in production; the one of the tests may forget all it knows."""
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only")
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO on")


def test_only_the_transaction_itself_does_not_wait() -> None:
    assert waits()
    with unawaited():
        assert not waits()
        Heartbeat.objects.create(name="x", at=clock.real_now())
    assert waits()
    assert Heartbeat.objects.filter(name="x").exists()


def test_inside_a_transaction_that_matters_everything_waits() -> None:
    with transaction.atomic():
        pace.hit("a", "b", real_at=clock.real_now())
        assert waits()
    assert Effort.objects.get().count == 1


def test_what_fails_leaves_nothing() -> None:
    def fails() -> None:
        with unawaited():
            Heartbeat.objects.create(name="x", at=clock.real_now())
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fails()
    assert waits()
    assert not Heartbeat.objects.exists()
