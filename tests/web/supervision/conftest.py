"""An inspection that runs, for tests of supervision."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from hocba_web.supervision.services.inspections import Guest, Mandate, Opened, open_inspection
from support.web import SchoolWorld, actor_for
from support.web.factors import give_factor


def inspection_of(world: SchoolWorld, at: datetime, *, classes: tuple[str, ...] = (), days: int = 2) -> Opened:
    """An inspection of some classes, or the whole school, by one inspector, from `at` on."""
    return open_inspection(
        actor=actor_for(world, "principal"),
        mandate=Mandate(
            "Đoàn kiểm tra Sở GDĐT",
            "Kiểm tra việc thực hiện học bạ số",
            f"{15 + len(classes)}/QĐ-SGDĐT",
            date(2026, 5, 20),
            at,
            at + timedelta(days=days),
            [world.classes[name].pk for name in classes],
        ),
        guests=[Guest("Tạ Văn Sơn", "Thanh tra viên")],
        at=at,
        real_at=datetime.now(UTC),  # noqa: TID251  # real time, as sessions have
    )


def as_inspector(client: Client, opened: Opened) -> Client:
    """The client, logged in as the inspector, second factor checked."""
    user = opened.inspection.inspectors.get().user
    user.must_change_password = False
    user.temporary_until = None
    user.save()
    client.force_login(user)
    give_factor(client, user)
    return client


@pytest.fixture
def opened(world: SchoolWorld, at: datetime) -> Opened:
    """An inspection of 4A1 alone."""
    return inspection_of(world, at, classes=("4A1",))
