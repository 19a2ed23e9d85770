"""The gallery of components as a small site of its own, under the content security policy of the settings."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import gallery
import pytest
from csp.constants import NONCE
from django.conf import settings

from hocba_web.base.vendored import VENDOR
from support.web.browser import DESK, PHONE, Window, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def _policy() -> str:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    words = {NONCE: f"'nonce-{gallery.NONCE}'"}
    return "; ".join(
        f"{name} {' '.join(str(words.get(source, source)) for source in sources)}"
        for name, sources in directives.items()
    )


class _Handler(SimpleHTTPRequestHandler):
    """The folder as a site, with our policy on every answer."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", _policy())
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("gallery")
    (folder / "static").symlink_to(VENDOR.parent)
    (folder / "index.html").write_text(gallery.render(), encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def laptop(chromium: Browser, site: str) -> Iterator[Window]:
    yield from opened(chromium, site, DESK)


@pytest.fixture
def handset(chromium: Browser, site: str) -> Iterator[Window]:
    yield from opened(chromium, site, PHONE, has_touch=True, is_mobile=True)
