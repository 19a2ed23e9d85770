"""What holds for all applications of the web site at once."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from hocba_web.accounts.permissions import MATRIX, Action

OWN = (
    "base",
    "audit",
    "accounts",
    "schools",
    "assessment",
    "intake",
    "records",
    "signatures",
    "issuance",
    "submission",
    "supervision",
    "support",
    "officers",
    "transparency",
    "register",
    "gateway",
    "ministry",
    "relay",
    "procedures",
    "portal",
    "desk",
    "demo",
    "config",
)
MODELS = [model for app in OWN for model in apps.get_app_config(app).get_models()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_table_says_what_personal_data_it_holds_and_how_long(model):
    assert re.search(r"Personal data: \S.*", model.__doc__ or ""), f"{model.__qualname__} does not say"
    assert re.search(r"Personal data: (?:.|\n)*(kept|retired|deleted|derived)", model.__doc__ or "")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_can_be_undone_or_says_why_not():
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415  # needs the application registry

    for (app, name), migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items():
        if app not in OWN:
            continue
        for operation in migration.operations:
            assert operation.reversible, f"{app} {name}: {operation}"


def test_the_matrix_knows_every_action():
    assert set(MATRIX) == set(Action)


def patterns(resolver: URLResolver, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found += patterns(entry, prefix + str(entry.pattern))
        else:
            found.append((prefix + str(entry.pattern), entry))
    return found


OPEN = re.compile(
    r"^(api/hoc-ba/v1/openapi|tai-khoan/|health|metrics|static|thu-nghiem|huong-dan|bat-dau|ngon-ngu|ve-phan-mem)"
)
"""Addresses that answer somebody who is not logged in; each has tests of its own."""


def closed_addresses() -> list[str]:
    """Addresses without parameters that must send a stranger to the login page."""
    return sorted({route for route, _ in patterns(get_resolver()) if "<" not in route and not OPEN.match(route)})


@pytest.mark.django_db
@pytest.mark.parametrize("route", closed_addresses(), ids=lambda route: route or "home")
def test_a_stranger_is_sent_to_the_login_page(client, route):
    answer = client.get("/" + route)
    assert answer.status_code in {302, 401, 403, 405}, answer.status_code
    if answer.status_code == 302:  # a redirect
        assert answer["Location"].startswith("/tai-khoan/login/")
