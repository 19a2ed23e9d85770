"""A family's way in Chromium, puzzle and all, under the real content security policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hocba_web.portal.models import Visit
from support.records import sample_record
from support.web.authority_site import AuthoritySite
from support.web.browser import Window
from support.web.families import Family, family_of
from support.web.registering import make_school

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def child(authority_server: str, authority_site: AuthoritySite) -> Family:  # the tables of the server
    """A family whose record is held."""
    return family_of(make_school(sample_record().school.code), 1)


def _type(window: Window, family: Family, **changes: str) -> None:
    for name, value in family.inputs(**changes).items():
        window.page.fill(f"[name={name}]", value)


@pytest.mark.parametrize("size", ["officer_desk", "officer_phone"])
def test_a_family_looks_up_fetches_and_shares(
    size: str, child: Family, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    window: Window = request.getfixturevalue(size)
    page = window.go("/")
    window.check()
    window.picture(tmp_path / "front.png", full=True)
    page.get_by_role("link", name="Tra cứu").nth(0).click()
    page.goto(f"{window.base}/tra-cuu/?u={child.uuid}")
    _type(window, child, code="0000-0000-0000-0000")
    window.check()
    window.picture(tmp_path / "ask.png", full=True)
    page.get_by_role("button", name="Tra cứu").click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    window.picture(tmp_path / "miss.png")
    assert "Không có học bạ nào khớp" in dialog.inner_text()
    assert page.input_value("[name=name]") == child.record.pupil.name, "what was typed stays in the browser"
    page.keyboard.press("Escape")
    page.fill("[name=code]", child.code.lower().replace("-", " "))
    page.get_by_role("button", name="Tra cứu").click()
    page.locator("[data-found]").wait_for()
    assert page.locator("[data-found]").evaluate("e => e === document.activeElement")
    assert page.url.endswith(f"?u={child.uuid}")
    window.check()
    window.picture(tmp_path / "found.png", full=True)
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Tải PDF").click()
    assert Path(fetched.value.path()).read_bytes() == child.pdf
    assert fetched.value.suggested_filename == f"HocBa-{child.record.school_year}-{child.uuid}.pdf"
    page.get_by_role("button", name="Tạo liên kết").click()
    page.locator("[data-link]").wait_for()
    window.check()
    window.picture(tmp_path / "link.png", full=True)
    link = re.sub(r"^https?://[^/]+", window.base, page.locator("[data-link]").inner_text().strip())
    page.goto("about:blank")
    page.goto(link)
    window.check()
    assert "#" not in page.url
    page.get_by_role("button", name="Mở học bạ").click()
    page.locator("[data-found]").wait_for()
    assert page.get_by_role("button", name="Tạo liên kết").count() == 0
    window.check()
    assert Visit.objects.count() == 2


def test_a_harder_puzzle_is_solved_and_sent_by_itself(child: Family, officer_desk: Window) -> None:
    from hocba_web.base import clock  # noqa: PLC0415  # the fixtures set it
    from hocba_web.portal import pace  # noqa: PLC0415  # the application registry must be ready

    for _ in range(7):
        pace.hit("look-up.record", str(child.uuid), real_at=clock.real_now())
    page = officer_desk.go("/tra-cuu/")
    _type(officer_desk, child)
    page.get_by_role("button", name="Tra cứu").click()
    page.locator("[data-found]").wait_for()


def test_shape_errors_are_named_and_linked(child: Family, officer_desk: Window) -> None:
    page = officer_desk.go("/tra-cuu/")
    _type(officer_desk, child, code="abc")
    page.get_by_role("button", name="Tra cứu").click()
    page.get_by_role("alert").wait_for()
    assert "16 chữ và số" in page.get_by_role("alert").inner_text()
    assert page.input_value("[name=name]") == child.record.pupil.name
    officer_desk.check()
    _type(officer_desk, child)
    page.get_by_role("button", name="Tra cứu").click()
    page.locator("[data-found]").wait_for()


def test_the_page_without_a_code(child: Family, officer_phone: Window) -> None:
    officer_phone.go("/tra-cuu/mat-ma/")
    officer_phone.check()
