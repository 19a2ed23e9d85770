"""A class from "ready" to "accepted", as its people do it: two installations, real processes, demo keys, Chromium.

Registrar, six teachers (one of them the homeroom teacher), principal, admin and clerk of class 4A2 work one after
another in the demo; the authority's gateway answers over HTTP. In the end the command line verifies every file.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from hocba.adapters.demo_pki.tree import PASSWORD
from support.web.browser import DESK, Window
from support.web.demo_site import DemoSite, demo_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

CLASS = "4A2"
PUPILS = 35
"""Of 36 on the list one has moved away."""
REGISTRAR, ADMIN, PRINCIPAL, CLERK = "Nguyễn Xuân Trường", "Ngô Thị Minh Nguyệt", "Trần Thị Thúy", "Phạm Thị Kim Oanh"
SUBJECT_TEACHERS = ("Bùi Thị Dung", "Nguyễn Thị Nga", "Ngô Thị Dung", "Vũ Đức Thắng", "Đinh Thị Yến")
HOMEROOM = "Trần Thị Thu Hà"
MUSIC_TEACHER = "Ngô Thị Dung"
RETURNED = "Nguyễn Minh Anh"
ROW = 1
"""The returned pupil's row in the grid, from 0."""
NOTE = "Nhận xét môn Âm nhạc của em chưa đúng, đề nghị thầy cô xem lại."
BETTER = "Em hát đúng giai điệu và biết gõ đệm theo nhịp."
FOLDER = "HOCBA_JOURNEY_OUT"
"""Environment: where the issued files are left for other judges (`make interop`)."""
PATIENCE = 120_000
"""Milliseconds; two cores are shared with other tests."""


class Journey:
    """One browser that different people sit down at."""

    def __init__(self, window: Window, site: DemoSite) -> None:
        self.window = window
        self.site = site
        self.page: Page = window.page
        self.page.set_default_timeout(PATIENCE)

    def be(self, name: str) -> Journey:
        """Enter a role by the demo's one click."""
        self.go(f"/thu-nghiem/?q={name}")
        self.page.get_by_role("button", name=f"Vào vai {name}").first.click()
        self.page.wait_for_load_state()
        return self

    def go(self, path: str) -> Page:
        return self.window.go(path)

    def press(self, name: str | re.Pattern[str]) -> Page:
        """A button of the page and the question that it may ask; returns once the next page is there."""
        self.page.evaluate("window.left = false")
        self.page.locator("main").get_by_role("button", name=name).first.click()
        if self._asked_or_left() == "asked":
            self.page.locator("dialog[open] .btn--primary").click()
            while self._asked_or_left() == "asked":
                self.page.wait_for_timeout(100)
        self.page.wait_for_load_state()
        return self.page

    def _asked_or_left(self) -> str:
        """Whether the page asks whether one is sure, or another page came; waits until it is one of them.

        By the debugger's door: the content security policy forbids the page to evaluate texts.
        """
        look = "window.left === undefined ? 'left' : document.querySelector('dialog[open]') ? 'asked' : ''"
        for _ in range(PATIENCE // 100):
            try:
                if found := str(self.page.evaluate(look)):
                    return found
            except PlaywrightError:  # the page went away while it was asked
                continue
            self.page.wait_for_timeout(100)
        raise AssertionError(f"nothing happened on {self.page.url}")

    def sign(self, button: str | re.Pattern[str], count: int) -> None:
        """Confirm with that button, unlock the key once, and wait until every signature is verified and kept."""
        self.press(button)
        self.page.wait_for_url("**/ky-so/dot/*/")
        self.page.locator("#secret:visible").fill(PASSWORD)
        self.page.press("#secret", "Enter")
        expect(self.page.get_by_text(f"Đã ký xong {count}/{count}").first).to_be_visible(timeout=PATIENCE)

    def open_class(self, section: str) -> None:
        """The page of the class within a section."""
        self.go(section)
        self.page.locator("main").get_by_role("link", name=re.compile(rf"\b{CLASS}\b")).first.click()
        self.page.wait_for_load_state()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    with demo_site(tmp_path_factory.mktemp("demo") / "data") as running:
        yield running


@pytest.fixture
def journey(chromium: Browser, site: DemoSite) -> Iterator[Journey]:
    context = chromium.new_context(viewport=DESK, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")  # type: ignore[arg-type]  # a size
    window = Window(context, site.url)
    yield Journey(window, site)
    context.close()
    assert window.complaints == []


def test_a_class_from_ready_to_accepted(journey: Journey, tmp_path: Path) -> None:
    initialise(journey)
    teachers_sign(journey)
    one_record_is_given_back_and_corrected(journey)
    only_what_changed_is_signed_again(journey)
    journey.be(PRINCIPAL).open_class("/duyet-hoc-ba/")
    journey.page.get_by_role("link", name="Duyệt và ký cả lớp").click()
    journey.sign(re.compile(r"^Ký \d+|^Duyệt và ký"), PUPILS)
    journey.be(CLERK).open_class("/phat-hanh/dong-dau/")
    journey.sign("Đóng dấu các học bạ đã chọn", 2 * PUPILS)  # the XML, then the PDF that carries it
    submit(journey)
    verified_by_the_command_line(journey, tmp_path)


def initialise(journey: Journey) -> None:
    journey.be(REGISTRAR).open_class("/hoc-ba/")
    journey.press("Khởi tạo học bạ")
    expect(journey.page.get_by_text("Dự thảo").first).to_be_visible()


def teachers_sign(journey: Journey) -> None:
    """Each confirms once for the whole class; the homeroom teacher's two roles in one."""
    for name in SUBJECT_TEACHERS:
        journey.be(name).open_class("/ky-so/")
        journey.sign(re.compile(r"^Ký \d+"), PUPILS)
    journey.be(HOMEROOM).open_class("/ky-so/")
    journey.sign(re.compile(r"^Ký \d+"), 2 * PUPILS)


def one_record_is_given_back_and_corrected(journey: Journey) -> None:
    """Principal, admin, teacher, registrar; nobody else's entry is open."""
    journey.be(PRINCIPAL).open_class("/duyet-hoc-ba/")
    journey.page.get_by_role("link", name=f"Trả lại {RETURNED}").click()
    journey.page.get_by_label("Nghệ thuật (Âm nhạc)").check()
    journey.page.locator("main textarea").fill(NOTE)
    journey.press("Trả lại")
    journey.be(ADMIN).go("/")
    journey.page.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name="Mở, hủy học bạ").click()
    journey.page.wait_for_load_state()
    journey.press(re.compile(rf"^Mở.*{RETURNED}"))

    page = journey.be(MUSIC_TEACHER).go("/thong-bao/")
    expect(page.get_by_text(NOTE).first).to_be_visible()
    class_id = journey_class(journey)
    page = journey.go(f"/ket-qua/{class_id}/cn/nghe-thuat-am-nhac/")
    cell = page.locator(f'.slick-row[data-row="{ROW}"] > .slick-cell.l3')
    cell.click()
    page.keyboard.type(BETTER)
    page.keyboard.press("Enter")
    expect(cell.locator(".grid-value")).to_have_text(BETTER)
    expect(page.get_by_text("Đã lưu").first).to_be_visible()
    locked = page.locator('.slick-row[data-row="0"] > .slick-cell.l3')
    locked.click()
    page.keyboard.type("Sửa trộm")
    page.keyboard.press("Enter")
    expect(locked.locator(".grid-value")).not_to_have_text("Sửa trộm")
    initialise_again(journey)


def initialise_again(journey: Journey) -> None:
    journey.be(REGISTRAR).open_class("/hoc-ba/")
    expect(journey.page.get_by_role("heading", name="Khởi tạo 1 học bạ")).to_be_visible()
    journey.press("Khởi tạo học bạ")


def only_what_changed_is_signed_again(journey: Journey) -> None:
    for name in (MUSIC_TEACHER, HOMEROOM):
        journey.be(name).open_class("/ky-so/")
        expect(journey.page.get_by_text("1 học sinh, 1 chữ ký")).to_be_visible()
        expect(journey.page.get_by_text(BETTER).filter(visible=True).first).to_be_visible()
        journey.sign(re.compile(r"^Ký 1"), 1)


def submit(journey: Journey) -> None:
    """Clerk prepares, principal approves, clerk signs the list and sends; the gateway judges every record."""
    journey.be(CLERK).go("/nop-hoc-ba/goi/")
    journey.press(re.compile("^Đóng gói"))
    journey.be(PRINCIPAL).go("/nop-hoc-ba/goi/")
    journey.press("Duyệt các gói đã chọn")
    journey.be(CLERK).go("/nop-hoc-ba/goi/")
    journey.sign("Ký danh sách các gói đã chọn", 1)
    journey.go("/nop-hoc-ba/goi/")
    journey.press("Gửi các gói đã chọn")
    journey.go("/nop-hoc-ba/goi/")
    accepted = journey.page.locator("main tbody tr").first.locator("td").nth(4)
    for _ in range(PATIENCE // 2000):
        if accepted.inner_text() == str(PUPILS):
            break
        journey.page.wait_for_timeout(2000)
        journey.page.reload()
    expect(accepted).to_have_text(str(PUPILS))
    expect(journey.page.locator("main tbody tr").first.locator("td").nth(5)).to_have_text("0")


def journey_class(journey: Journey) -> int:
    """The number of the class in addresses."""
    journey.go("/lop/")
    link = journey.page.locator("main").get_by_role("link", name=re.compile(rf"\b{CLASS}\b")).first
    found = re.search(r"/(\d+)/", link.get_attribute("href") or "")
    assert found is not None
    return int(found[1])


def verified_by_the_command_line(journey: Journey, tmp_path: Path) -> None:
    """Both files of every record, as the clerk downloads them, and the package that was sent."""
    out = Path(os.environ.get(FOLDER) or tmp_path / "out")
    (out / CLASS).mkdir(parents=True, exist_ok=True)
    (out / "packages").mkdir(exist_ok=True)
    journey.be(CLERK).open_class("/hoc-ba/")
    links = journey.page.locator('main th[scope="row"] a')
    records = [re.search(r"/hoc-ba/(\d+)/", href) for href in links.evaluate_all("all => all.map(a => a.href)")]
    request = journey.page.request
    for record in records:
        assert record is not None
        for kind in ("xml", "pdf"):
            answer = request.get(f"{journey.site.url}/hoc-ba/{record[1]}/tep/{kind}/")
            assert answer.ok
            (out / CLASS / f"{record[1]}.{kind}").write_bytes(answer.body())
    package = request.get(f"{journey.site.url}/nop-hoc-ba/goi/1/danh-sach/")
    assert package.ok
    (out / "packages" / f"{CLASS}.xml").write_bytes(package.body())
    shutil.copytree(journey.site.trust.parent, out / "pki", dirs_exist_ok=True)
    files = [str(file) for file in sorted(out.rglob("*")) if file.suffix in {".xml", ".pdf"}]
    assert len(files) == 2 * PUPILS + 1
    command = [sys.executable, "-c", "from hocba_cli.main import run; run()", "verify", "--json"]
    done = subprocess.run([*command, "--trust", str(out / "pki" / "trust"), *files], capture_output=True, check=False)
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["file"] for one in reports if one["indication"] != "TOTAL_PASSED"] == []
    assert (done.returncode, len(reports)) == (0, len(files))
    corrected = [one for one in reports if one["record"] and one["record"]["pupil"] == RETURNED]
    assert {one["record"]["revision"] for one in corrected} == {2}
    # The five teachers whose part did not change did not sign again: their signatures name the first revision.
    assert all(len(one["signatures"]) >= 9 for one in corrected)
