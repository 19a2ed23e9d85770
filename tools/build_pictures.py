"""Take the pictures of the guides: `python tools/build_pictures.py [--data DIR] [--port N]`.

Starts the demo in a folder of its own, visits the main pages in the right roles with Chromium, and writes small
palette PNGs to docs/pictures and to the static files of `hocba_web.support`. Everybody in them is invented.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from signing_pictures import Tour  # type: ignore[import-not-found]  # beside this file; mypy names files from the root

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SERVED = ROOT / "src" / "hocba_web" / "support" / "static" / "support" / "pictures"
CHROMIUM = "/usr/bin/chromium"
DESK, PHONE = (1366, 768), (390, 844)
LARGEST = 120 * 1024
_COLOURS = 128
SIGNING = "signing"
_PATIENCE = 300.0
"""Seconds for the demo to seed itself and answer."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture."""

    name: str
    """Of the file."""
    who: str
    """Beginning of the words under "Vai trò" in the table of accounts; empty: nobody."""
    path: str
    then: tuple[str, ...] = ()
    """CSS selectors followed one after the other."""
    size: tuple[int, int] = DESK


SHOTS = (
    Shot("dang-nhap", "", "/tai-khoan/login/"),
    Shot("trang-chinh-giao-vien", "Giáo viên môn học", "/"),
    Shot("trang-chinh-dien-thoai", "Giáo viên môn học", "/", size=PHONE),
    Shot("bang-nhap-mon", "Giáo viên chủ nhiệm 4A2", "/ket-qua/", ("main a[href$='/cn/toan/']",)),
    Shot("bang-nhap-dien-thoai", "Giáo viên chủ nhiệm 4A2", "/ket-qua/", ("main a[href$='/cn/toan/']",), PHONE),
    Shot("bang-nhap-pham-chat", "Giáo viên chủ nhiệm 4A2", "/ket-qua/", ("main a[href$='/cn/pham-chat-nang-luc/']",)),
    Shot("ra-soat", "Giáo viên chủ nhiệm 2A5", "/ra-soat/", ("main td a[href$='/ra-soat/']",)),
    Shot("ho-so-hoc-sinh", "Giáo viên chủ nhiệm 4A1", "/lop/", ("main td a", "main tbody th a")),
    Shot("cuoi-nam-lop", "Giáo viên chủ nhiệm 4A3", "/cuoi-nam/", ("main tbody a",)),
    Shot("tong-hop", "Giáo viên chủ nhiệm 5A1", "/tong-hop/", ("main a[href$='/cn/']",)),
    Shot("trang-chinh-hieu-truong", "Hiệu trưởng", "/"),
    Shot("tien-do", "Hiệu trưởng", "/tien-do/"),
    Shot("khoa-mo", "Hiệu trưởng", "/khoa-mo/"),
    Shot("phan-cong", "Hiệu trưởng", "/phan-cong/"),
    Shot("nhap-tep", "Học vụ", "/nhap-tep/"),
    Shot("tai-khoan", "Quản trị hệ thống", "/quan-tri/tai-khoan/"),
)


def main() -> int:
    """Take all pictures; exit code 1 if one is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", help="folder of a demo that was seeded before; otherwise a new one")
    parser.add_argument("--port", type=int, default=8190)
    parser.add_argument("--only", help=f"name of one picture, or {SIGNING}: all of the way to the gateway")
    options = parser.parse_args()
    for folder in (PICTURES, SERVED):
        folder.mkdir(parents=True, exist_ok=True)
    too_large = []
    with tempfile.TemporaryDirectory() as new, demo(Path(options.data or new), options.port) as address:
        for name, png in taken(address, options.only):
            (PICTURES / f"{name}.png").write_bytes(png)
            shutil.copy(PICTURES / f"{name}.png", SERVED)
            print(f"{name}.png  {len(png) / 1024:.0f} KiB", flush=True)  # a tool's report
            if len(png) > LARGEST:
                too_large.append(name)
    if too_large:
        print("too large:", ", ".join(too_large), file=sys.stderr)  # the same
    return 1 if too_large else 0


@contextmanager
def demo(data: Path, port: int) -> Iterator[str]:
    """The demo, served until the block ends.

    Args:
        data: its folder.
        port: on the loopback.

    Yields:
        The address of the site.
    """
    program = Path(sys.executable).with_name("hocba")
    command = [str(program), "demo", "--data", str(data), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # our own program
    try:
        deadline = time.monotonic() + _PATIENCE
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the demo does not answer")
            time.sleep(0.5)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health/live", headers={"Host": "localhost"})
        answered: bool = connection.getresponse().status == 200  # noqa: PLR2004  # OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return answered


def taken(address: str, only: str | None) -> Iterator[tuple[str, bytes]]:
    """Name and small PNG of every picture; those of signing last, for they change the demo."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], headless=True)
        for shot in SHOTS:
            if only in {None, shot.name}:
                yield shot.name, small(_picture(browser, address, shot))
        if only in {None, SIGNING}:
            for name, png in Tour(browser, address, DESK).pictures():
                yield name, small(png)
        browser.close()


def _picture(browser: Browser, address: str, shot: Shot) -> bytes:
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    page = context.new_page()
    if shot.who:
        _enter(page, address, shot.who)
    page.goto(address + shot.path, wait_until="networkidle")
    for selector in shot.then:
        page.goto(page.locator(selector).first.evaluate("link => link.href"), wait_until="networkidle")
    png = page.screenshot()
    context.close()
    return png


def _enter(page: Page, address: str, who: str) -> None:
    page.goto(f"{address}/thu-nghiem/")
    role = page.locator("td:first-of-type", has_text=re.compile("^\\s*" + re.escape(who)))
    row = page.locator("tbody tr").filter(has=role).first
    row.get_by_role("button").click()
    page.wait_for_load_state("networkidle")


def small(png: bytes) -> bytes:
    """The same picture with at most 128 colours."""
    image = Image.open(io.BytesIO(png)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    kept = io.BytesIO()
    image.save(kept, "PNG", optimize=True)
    return kept.getvalue()


if __name__ == "__main__":
    sys.exit(main())
