"""The authority's site in a process that serves both sides: its addresses, its middleware, its officers.

Fixtures (tests/web/authority/conftest.py imports them for its folder): `authority_site` (an `AuthoritySite`),
`officer_client` (`officer_client(OfficerRole.INTAKE, areas=["A1"])` is a browser in which such an officer is logged in,
second factor just checked), `officer_desk` and `officer_phone` (windows of Chromium on the authority's site).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from hocba_web.accounts.ports import ports
from hocba_web.base import clock
from hocba_web.officers.actor import Officer
from hocba_web.officers.roles import OfficerRole
from support.web.authority_keys import NOW, write_keys
from support.web.browser import DESK, PHONE, opened
from support.web.sessions import session_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.fixtures import SettingsWrapper
    from pytest_django.live_server_helper import LiveServer

    from support.web.browser import Window

SINCE = date(2025, 8, 1)
DECISION = "215/QĐ-SGDĐT ngày 25/07/2025"
PASSWORD = "mat-khau-thu-2026"
_SERIAL = count(1)


@dataclass(slots=True)
class AuthoritySite:
    """A site of the authority's side with demo keys, whose time stands still."""

    settings: SettingsWrapper
    folder: Path
    at: datetime = NOW
    """The product's clock; `move` changes it."""

    def move(self, at: datetime) -> None:
        """Let the product's clock say something else."""
        self.at = at


@pytest.fixture
def authority_site(
    db: None,  # the database is there
    settings: SettingsWrapper,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AuthoritySite:
    """Addresses, middleware, context, ports and demo keys of the authority's side; files lie in `tmp_path`."""
    from hocba_web.desk import wiring as desk_wiring  # noqa: PLC0415  # tables exist only now
    from hocba_web.officers import wiring as officers_wiring  # noqa: PLC0415  # the same

    site = AuthoritySite(settings, tmp_path)
    settings.HOCBA = replace(settings.HOCBA, side="authority", data=tmp_path)
    settings.ROOT_URLCONF = settings.AUTHORITY_URLCONF
    settings.MIDDLEWARE = settings.AUTHORITY_MIDDLEWARE
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"][-1] = settings.AUTHORITY_CONTEXT
    settings.TEMPLATES = templates
    settings.GATEWAY = write_keys(tmp_path)
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "hocba_web.base.stores.Folder",
            "OPTIONS": {"location": str(tmp_path / "files"), "base_url": None, "durable": False},
        }
    }
    monkeypatch.setattr(clock, "now", lambda: site.at)
    for one in fields(ports):
        monkeypatch.setattr(ports, one.name, getattr(ports, one.name))  # put back afterwards
    for one in fields(ports):
        setattr(ports, one.name, one.default)  # what the school's side filled in is not there
    officers_wiring.fill_ports()
    desk_wiring.fill_ports()
    cache.clear()
    return site


OfficerClient = Callable[..., Client]


@pytest.fixture
def officer_client(authority_site: AuthoritySite) -> OfficerClient:  # its settings
    """`officer_client(role, areas=None, school_code="", key="")`: a browser in which such an officer is logged in."""

    def logged_in(
        role: OfficerRole, areas: Iterable[str] | None = None, *, school_code: str = "", factor_age: float | None = 1.0
    ) -> Client:
        officer = make_officer(role, areas, school_code=school_code)
        return enter(Client(), officer, factor_age=factor_age)

    return logged_in


def make_officer(
    role: OfficerRole, areas: Iterable[str] | None = None, *, school_code: str = "", name: str = ""
) -> Officer:
    """An officer with account, authenticator app and appointment, as services take one."""
    from allauth.mfa.adapter import get_adapter  # noqa: PLC0415  # needs the application registry
    from allauth.mfa.models import Authenticator  # noqa: PLC0415  # the same

    from hocba_web.officers.models import Appointment  # noqa: PLC0415  # the same
    from support.web.factors import SECRET  # noqa: PLC0415  # the same

    number = next(_SERIAL)
    user = get_user_model().objects.create_user(
        f"can-bo-{number}", PASSWORD, full_name=name or f"Cán Bộ Thử {number}", created_at=NOW
    )
    secret = get_adapter().encrypt(SECRET)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    Appointment.objects.create(
        user=user,
        role=role.value,
        areas=sorted(areas or ()),
        school_code=school_code,
        decision=DECISION,
        starts_on=SINCE,
        made_at=NOW,
    )
    return Officer(
        user_id=user.pk,
        name=user.full_name,
        role=role,
        areas=frozenset(areas) if areas else None,
        school_code=school_code,
    )


def enter(client: Client, officer: Officer, *, factor_age: float | None = 1.0) -> Client:
    """Log an officer in.

    Args:
        client: the browser.
        officer: of `make_officer`.
        factor_age: how many seconds ago the second factor was checked; None: never in this session.
    """
    user = get_user_model().objects.get(pk=officer.user_id)
    return session_of(client, user, factor_age=factor_age)


def enter_window(window: Window, officer: Officer) -> None:
    """Log an officer in in a browser's window (fixtures `officer_desk`, `officer_phone`)."""
    client = enter(Client(), officer)
    name = django_settings.SESSION_COOKIE_NAME
    window.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": window.base}])


_SERVERS: list[LiveServer] = []
"""The live server once it is started, for the whole run: Chromium's connections outlive single tests."""


@pytest.fixture
def authority_server(
    transactional_db: None,  # rows that other threads see
    authority_site: AuthoritySite,  # its settings: the server reads the middleware when it is started
    request: pytest.FixtureRequest,
) -> str:
    """Address of a live server of the authority's side; pytest-django's own runs the school's middleware."""
    from pytest_django.live_server_helper import LiveServer  # noqa: PLC0415  # starts Django's test server

    if not _SERVERS:
        _SERVERS.append(LiveServer("localhost"))
        request.session.addfinalizer(_stop)
    return str(_SERVERS[0])


def _stop() -> None:
    while _SERVERS:
        _SERVERS.pop().stop()


@pytest.fixture
def officer_desk(chromium: Browser, authority_server: str) -> Iterator[Window]:
    """A laptop's window on the authority's site."""
    yield from opened(chromium, authority_server, DESK)


@pytest.fixture
def officer_phone(chromium: Browser, authority_server: str) -> Iterator[Window]:
    """A phone's window on the authority's site."""
    yield from opened(chromium, authority_server, PHONE, has_touch=True, is_mobile=True)
