"""Every role can follow every link it is shown: nothing leads to a missing page, a refusal or a failure."""

from __future__ import annotations

import re
from collections import deque
from datetime import datetime
from html.parser import HTMLParser

import pytest
from django.test import Client

from support.web import SchoolWorld, logged_in

MOST_PAGES = 100
SKIPPED = re.compile(r"^/(tai-khoan/|static/|quan-tri/tai-khoan/|xuat-tep/\d)|/(tep|tep-can-sua|phieu|xlsx)/?(\?|$)")
"""Account pages and downloads have tests of their own."""
GUIDES = "/huong-dan/"
"""Guides are read by everybody and lead to pages of every role: their links are not followed."""


class Links(HTMLParser):
    """Addresses of a page's links within the site."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        target = dict(attrs).get("href") or ""
        if tag == "a" and target.startswith("/") and not target.startswith("//"):
            self.found.append(target.partition("#")[0])


def shape(address: str) -> str:
    """Pages of one kind look alike: numbers and parameters do not make another."""
    return re.sub(r"\d+", "0", address.partition("?")[0])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "who", ["principal", "vice_principal", "registrar", "clerk", "school_admin", "homeroom:4A1", "english"]
)
def test_every_link_leads_somewhere(client: Client, world: SchoolWorld, at: datetime, who: str) -> None:
    for period in ("cn", "hs", "bs"):
        world.open_window(period)
    logged_in(client, world, who)
    waiting, seen, wrong = deque([("/", "")]), {"/"}, []
    visited = 0
    while waiting and visited < MOST_PAGES:
        address, origin = waiting.popleft()
        answer = client.get(address)
        visited += 1
        if answer.status_code >= 400:
            wrong.append(f"{answer.status_code} {address} (from {origin})")
            continue
        if not answer.get("Content-Type", "").startswith("text/html") or answer.status_code != 200:
            continue
        if address.startswith(GUIDES):
            continue
        links = Links()
        links.feed(answer.content.decode())
        for target in links.found:
            if not SKIPPED.search(target) and shape(target) not in seen:
                seen.add(shape(target))
                waiting.append((target, address))
    assert wrong == []
    assert visited > 10
