"""What tests of the web application share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client
from django.utils import translation

from hocba_web.base import clock
from support.web import SchoolWorld, make_school
from support.web.audit_flush import _flushable_traces  # noqa: F401  # a fixture for tests that empty the database
from support.web.browser import desk, phone  # noqa: F401  # fixtures of tests in a browser
from support.web.school import NOW


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """A page asked for in English leaves its language active in the thread; the next test begins without one."""
    yield
    translation.deactivate()


@pytest.fixture
def world(db: None) -> SchoolWorld:
    """A small invented school."""
    return make_school()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """25/05/2026 08:00 in Vietnam, for services and for the product's clock in views."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW


@pytest.fixture
def client() -> Client:
    """A browser without cookies."""
    return Client()
