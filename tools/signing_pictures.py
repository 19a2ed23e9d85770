"""Pictures of signing, sealing and submitting: one class of the demo goes all the way, as people would take it.

Everybody signs with their demonstration key in the browser; what the pictures show has really happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page

CLASS = "5A1"
"""Marked ready in the demo."""
KEY_PASSWORD = "hocba-demo"  # noqa: S105  # of the demonstration keys; the demo tells it to everybody
_CLERK, _PRINCIPAL, _ADMIN, _REGISTRAR = "Văn thư", "Hiệu trưởng", "Quản trị hệ thống", "Học vụ"
_PATIENCE = 180_000
"""Milliseconds for a class to be signed, or sealed, on a busy machine."""
_ANSWER_TAKES = 60_000
"""Milliseconds until the simulated authority has judged a package and the site has asked for the result."""
_ALL_SIGNED = """() => {
  const count = document.querySelector("[data-count]");
  if (!count) return true;
  const [done, all] = count.textContent.split("/");
  return done === all;
}"""


class Tour:
    """One walk through the demo of an address.

    Args:
        browser: where.
        address: of the site.
        size: of the window.
    """

    def __init__(self, browser: Browser, address: str, size: tuple[int, int]) -> None:
        self._browser = browser
        self._address = address
        self._size = size

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Name and PNG of each picture, in the order in which it came about."""
        yield from self._initialise()
        yield from self._teachers()
        yield from self._principal()
        yield from self._seal()
        yield from self._submit()
        yield from self._administrator()

    def _initialise(self) -> Iterator[tuple[str, bytes]]:
        with self._as(_REGISTRAR) as page:
            self._go(page, "/hoc-ba/")
            self._follow(page, page.get_by_role("link", name=CLASS, exact=True))
            yield "khoi-tao", page.screenshot()
            self._confirm(page)

    def _teachers(self) -> Iterator[tuple[str, bytes]]:
        homeroom, *others = self._people_of_class()
        with self._as(others[0]) as page:
            self._go(page, "/ky-so/")
            yield "ky-hoc-ba", page.screenshot()
            self._follow(page, page.locator("main a[href^='/ky-so/lop/']"))
            yield "ky-lop", page.screenshot()
            self._confirm(page)
            page.locator("#secret").wait_for()
            yield "ky-mo-khoa", page.screenshot()
            self._unlock(page)
            yield "ky-xong", page.screenshot()
            self._go(page, "/chung-thu-so/")
            yield "chung-thu-so", page.screenshot()
        for person in others[1:-1]:
            self._sign_class(person)
        with self._as(_PRINCIPAL) as page:
            self._go(page, "/ky-so/tien-do/")
            yield "ai-chua-ky", page.screenshot()
        self._sign_class(others[-1])
        with self._as(homeroom) as page:
            self._go(page, "/ky-so/")
            self._follow(page, page.locator("main a[href^='/ky-so/lop/']"))
            yield "ky-chu-nhiem", page.screenshot()
            self._confirm(page)
            self._unlock(page)

    def _principal(self) -> Iterator[tuple[str, bytes]]:
        with self._as(_PRINCIPAL) as page:
            self._go(page, "/duyet-hoc-ba/")
            self._follow(page, page.locator("main a[href^='/duyet-hoc-ba/']"))
            yield "duyet-lop", page.screenshot()
            approval = page.url
            self._follow(page, page.locator("main a[href*='/tra-lai/']"))
            yield "tra-lai", page.screenshot()
            page.goto(approval, wait_until="networkidle")
            self._follow(page, page.locator("main a[href^='/ky-so/lop/']"))
            self._confirm(page)
            self._unlock(page)

    def _seal(self) -> Iterator[tuple[str, bytes]]:
        with self._as(_CLERK) as page:
            self._go(page, "/phat-hanh/dong-dau/")
            self._follow(page, page.get_by_role("link", name=CLASS, exact=True))
            yield "dong-dau", page.screenshot()
            self._confirm(page)
            self._unlock(page)

    def _submit(self) -> Iterator[tuple[str, bytes]]:
        packages = "/nop-hoc-ba/goi/"
        with self._as(_CLERK) as clerk, self._as(_PRINCIPAL) as principal:
            self._go(clerk, packages)
            self._send(clerk, "dong")
            self._go(principal, packages)
            self._send(principal, "duyet")
            self._go(clerk, packages)
            yield "goi-hoc-ba", clerk.screenshot()
            self._send(clerk, "ky")
            if clerk.locator("input[name=certificate]").count():
                self._confirm(clerk)
            self._unlock(clerk)
            self._go(clerk, packages)
            self._send(clerk, "gui")
            clerk.wait_for_timeout(_ANSWER_TAKES)
            self._go(clerk, "/nop-hoc-ba/")
            yield "nop-hoc-ba", clerk.screenshot()
            self._go(principal, "/tien-do/hoc-ba/?khoi=5")
            yield "tien-do-hoc-ba", principal.screenshot()

    def _administrator(self) -> Iterator[tuple[str, bytes]]:
        with self._as(_ADMIN) as page:
            for name, path in (
                ("chung-thu-truong", "/chung-thu-so/truong/"),
                ("mo-hoc-ba", "/mo-hoc-ba/"),
                ("cong-tiep-nhan", "/nop-hoc-ba/ket-noi/"),
            ):
                self._go(page, path)
                yield name, page.screenshot()

    def _people_of_class(self) -> list[str]:
        """Accounts of those who sign for the class, the homeroom teacher first."""
        with self._window() as page:
            self._go(page, "/thu-nghiem/")
            found = []
            for row in page.locator("tbody tr").all():
                _name, role, account = row.locator("th, td").all_inner_texts()[:3]
                if "Giáo viên" in role and CLASS in role:
                    found.append((f"chủ nhiệm {CLASS}" not in role, account.strip()))
            return [account for _, account in sorted(found)]

    def _sign_class(self, who: str) -> None:
        with self._as(who) as page:
            self._go(page, "/ky-so/")
            self._follow(page, page.locator("main a[href^='/ky-so/lop/']"))
            self._confirm(page)
            self._unlock(page)

    @contextmanager
    def _window(self) -> Iterator[Page]:
        width, height = self._size
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
        )
        yield context.new_page()
        context.close()

    @contextmanager
    def _as(self, who: str) -> Iterator[Page]:
        """A window of somebody, by role or by name of the account."""
        with self._window() as page:
            self._go(page, "/thu-nghiem/")
            cell = page.locator("th, td", has_text=re.compile(rf"^\s*{re.escape(who)}\s*$"))
            page.locator("tbody tr").filter(has=cell).first.get_by_role("button").click()
            page.wait_for_load_state("networkidle")
            yield page

    def _go(self, page: Page, path: str) -> None:
        page.goto(self._address + path, wait_until="networkidle")

    @staticmethod
    def _follow(page: Page, link: Locator) -> None:
        page.goto(link.first.evaluate("link => link.href"), wait_until="networkidle")

    @staticmethod
    def _press(page: Page, button: Locator) -> None:
        """Press, and say yes where the page asks."""
        button.click()
        page.wait_for_timeout(300)
        if (yes := page.locator("dialog[open] button")).count():
            yes.last.click()
        page.wait_for_load_state("networkidle")

    def _confirm(self, page: Page) -> None:
        """The one primary button of a form."""
        self._press(page, page.locator("main form button.btn--primary[type=submit]").last)

    def _send(self, page: Page, act: str) -> None:
        """The form of packages with which somebody acts."""
        self._press(page, page.locator(f"main form[action$='/goi/{act}/'] button[type=submit]"))

    @staticmethod
    def _unlock(page: Page) -> None:
        """Type the password of the key file once and wait until everything is signed."""
        page.locator("#secret").fill(KEY_PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_function(_ALL_SIGNED, timeout=_PATIENCE)
        page.wait_for_load_state("networkidle")
