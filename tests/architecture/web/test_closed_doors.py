"""Every address of both sides, asked by those to whom nothing belongs: strangers, logins without an office."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from hocba_web.accounts.models import User
from hocba_web.officers.roles import OfficerRole
from support.web.authority_site import AuthoritySite, authority_site, enter, make_officer  # noqa: F401  # a fixture
from support.web.school import NOW
from support.web.sessions import session_of

VALUES = {
    "int": "1",
    "uuid": "0197a000-0000-7000-8000-000000000001",
    "slug": "a",
    "str": "a",
    "path": "a",
}
"""What stands for a part of an address, by its converter."""
EVERYBODY = re.compile(
    r"^/(tai-khoan/|health/|metrics$|static/|thu-nghiem/|huong-dan/|bat-dau/|ngon-ngu/|ve-phan-mem/|quan-tri/"
    r"|tra-cuu/|xac-thuc/|nhat-ky/|api/|oauth/)"
)
"""Addresses that answer strangers, or programs by another login; each has tests of its own."""
PUBLIC = {"/", "/so/can-bo/ma-cua-toi/"}
"""Of the authority's side: its front page, and the page of one's own code, which leads elsewhere who has none."""
CLOSED = {302, 401, 403, 404, 405}


def addresses(urlconf: str) -> list[str]:
    """Each address once, with something in place of its parts."""

    def below(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for entry in resolver.url_patterns:
            route = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from below(entry, route)
            elif isinstance(entry, URLPattern):
                yield route

    found = set()
    for route in below(get_resolver(urlconf), "/"):
        filled = re.sub(r"<(?:(\w+):)?\w+>", lambda part: VALUES.get(part[1] or "str", "a"), route)
        found.add(filled.replace("^", "").replace("$", "").replace("\\Z", ""))
    return sorted(found)


def opened(client: Client, urlconf: str) -> list[str]:
    """Addresses that did not turn this browser away, by GET and by POST."""
    wrong = []
    for address in addresses(urlconf):
        if EVERYBODY.match(address) or (urlconf == django_settings.AUTHORITY_URLCONF and address in PUBLIC):
            continue
        for answer in (client.get(address), client.post(address)):
            status = answer.status_code
            if status not in CLOSED:
                wrong.append(f"{answer.request['REQUEST_METHOD']} {address}: {status}")
            if status == 302 and not answer["Location"].startswith(("/tai-khoan/", "/tra-cuu/truong/")):
                wrong.append(f"{answer.request['REQUEST_METHOD']} {address} -> {answer['Location']}")
    return wrong


def nobody(client: Client) -> Client:
    """A login with a second factor, but without any office, school or decision."""
    user = User.objects.create_user("khong-chuc-danh", "mat-khau-thu-2026", full_name="Không Chức Danh", created_at=NOW)
    return session_of(client, user, factor_age=1.0)


@pytest.mark.django_db
def test_no_address_of_the_school_opens_for_a_stranger():
    assert opened(Client(raise_request_exception=False), django_settings.ROOT_URLCONF) == []


@pytest.mark.django_db
def test_no_address_of_the_school_opens_for_a_login_without_office():
    assert opened(nobody(Client(raise_request_exception=False)), django_settings.ROOT_URLCONF) == []


def test_no_address_of_the_authority_opens_for_a_stranger(authority_site: AuthoritySite):  # noqa: F811  # the fixture
    assert opened(Client(raise_request_exception=False), authority_site.settings.AUTHORITY_URLCONF) == []


def test_no_address_of_the_authority_opens_for_a_login_without_office(authority_site: AuthoritySite):  # noqa: F811  # the fixture
    assert opened(nobody(Client(raise_request_exception=False)), authority_site.settings.AUTHORITY_URLCONF) == []


def test_no_address_of_the_officers_opens_for_a_school_manager(authority_site: AuthoritySite):  # noqa: F811  # the fixture
    manager = enter(
        Client(raise_request_exception=False), make_officer(OfficerRole.SCHOOL_MANAGER, school_code="01000101")
    )
    assert opened(manager, authority_site.settings.AUTHORITY_URLCONF) == []
