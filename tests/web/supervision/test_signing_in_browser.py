"""The wall of records and the front page of who signs, in Chromium at both sizes: axe-clean, nothing sticks out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from support.web import SchoolWorld
from support.web.browser import Window
from support.web.record_signing import sign_up_to
from support.web.records import initialised, ready_school, records_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def signing(at: datetime, transactional_db: None) -> SchoolWorld:
    """Two classes on their way; one part of them late by its planned day."""
    del transactional_db
    world = ready_school(classes=("4A1", "4A2"), pupils=3)
    world.open_window(around=at)
    initialised(world, "4A1", planned=date(2026, 5, 25))
    initialised(world, "4A2", planned=date(2026, 5, 28))
    sign_up_to(world, records_of(world, "4A1")[0].id, "GVBM")
    return world


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_wall_of_records(signing: SchoolWorld, size: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    window: Window = request.getfixturevalue(size)
    window.sign_in(signing, "principal")
    window.go(reverse("supervision:records_wall"))
    window.check()
    window.picture(tmp_path / f"wall-{size}.png", full=True)
    window.go("/")
    window.check()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_front_page_of_a_teacher(signing: SchoolWorld, size: str, request: pytest.FixtureRequest) -> None:
    window: Window = request.getfixturevalue(size)
    window.sign_in(signing, "arts")
    window.go("/")
    window.check()
    assert "Ký học bạ lớp 4A2" in window.page.locator("main").inner_text()
