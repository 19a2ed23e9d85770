"""The page that verifies in the browser alone, open in Chromium, with the trust of the test vectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from offline_pages import ADDRESS, AT, MANIFEST, PREPARE, VECTORS, Verifier, store_of
from playwright.sync_api import Browser

from hocba_web.portal.offline import pack
from support.keys import demo_ca
from support.trust import trust_of
from support.web.authority_site import AuthoritySite
from support.web.browser import DESK, PHONE, Window, opened


@pytest.fixture
def trusted(authority_site: AuthoritySite) -> AuthoritySite:
    """The authority trusts the root of the vectors, and it is the day on which they are judged."""
    authority_site.settings.GATEWAY = authority_site.settings.GATEWAY | {"trust": str(VECTORS / "trust")}
    authority_site.move(AT)
    return authority_site


@pytest.fixture
def windows(chromium: Browser, trusted: AuthoritySite, authority_server: str) -> Iterator[Callable[..., Window]]:
    """`windows(phone=False)`: the page in a window of its own; it must not complain."""
    open_ones: list[Iterator[Window]] = []

    def open_window(*, phone: bool = False) -> Window:
        options = {"has_touch": True, "is_mobile": True} if phone else {}
        window = opened(chromium, authority_server, PHONE if phone else DESK, **options)
        open_ones.append(window)
        found = next(window)
        found.go(ADDRESS)
        found.page.wait_for_selector("#id_files:enabled")
        return found

    yield open_window
    for one in open_ones:
        next(one, None)


@pytest.fixture
def verifier(windows: Callable[..., Window]) -> Verifier:
    """The page with all trusts of the vectors, then without any network."""
    window = windows()
    requests: list[str] = []
    trusts = {entry["trust"]: pack.trust(store_of(entry["trust"])) for entry in MANIFEST["vectors"]}
    trusts["demo"] = pack.trust(trust_of(demo_ca()))
    window.page.on("request", lambda request: requests.append(request.url))
    window.page.evaluate(PREPARE, [trusts, AT.timestamp() * 1000])
    window.context.route("**/*", lambda route: route.abort())
    return Verifier(window.page, requests)
