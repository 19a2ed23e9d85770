"""Remote signing in a browser, against the strict simulator of the API's version 2: declared, confirmed, refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hocba_web.signatures.models import Batch, Certificate, Item
from support.csc_v2 import CscV2
from support.csc_v2_http import serving
from support.web.signing import Pki

if TYPE_CHECKING:
    from support.web.browser import Window
    from support.web.school import SchoolWorld

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def service(school: SchoolWorld, pki: Pki, settings: Any, tmp_path: Path) -> Iterator[CscV2]:
    """A service that holds the English teacher's key and allows three signatures a confirmation."""
    found = CscV2(pki.person_key(school, "english", kind="rsa2048"))
    found.values_ready.set()
    with serving(found) as url:
        (tmp_path / "providers.toml").write_text(
            f'[sim]\nlabel = "Dịch vụ thử"\nbase_url = "{url}"\nversion = "2"\nauth = "basic"\n'
            "most_hashes = 3\nwait_seconds = 100\ntimeout_seconds = 5\n",
            encoding="utf-8",
        )
        (tmp_path / "secret").write_text(found.password)
        (tmp_path / "signing.toml").write_text(
            f'providers = "providers.toml"\n[logins.sim]\nuser = "{found.user}"\nsecret_file = "secret"\n'
        )
        settings.SIGNING_CONFIG = str(tmp_path / "signing.toml")
        yield found


def test_the_phone_confirms_refuses_and_confirms_again(
    school: SchoolWorld, service: CscV2, desk: Window, phone: Window
) -> None:
    Certificate.objects.filter(staff=school.staff["english"]).update(state=Certificate.State.WITHDRAWN)
    for window in (phone, desk):
        window.sign_in(school, "english")
        window.go("/chung-thu-so/them/person/tu-xa/sim/")
        window.check()
    page = desk.page
    page.click("#remote form button")
    page.wait_for_selector("text=Mở điện thoại để xác nhận")
    service.answer_phone("confirmed")
    page.wait_for_url("**/chung-thu-so/")
    page = desk.go(f"/ky-so/lop/{school.classes['4A2'].id}/")
    page.click("main form button[type=submit]")
    page.wait_for_selector("[data-panel=remote]:visible")
    desk.check()
    page.click("[data-phone-start]")
    page.wait_for_selector("text=/Còn \\d+ giây/")
    desk.check()
    phone.go(f"/ky-so/dot/{Batch.objects.get().id}/")
    phone.check()
    service.answer_phone("confirmed")
    # Three were covered; the fourth needs another confirmation, which is refused at first.
    page.wait_for_selector("text=đã ký 3/4")
    page.wait_for_selector("[data-panel=remote]:visible")
    page.click("[data-phone-start]")
    page.wait_for_selector("[data-panel=phone]:visible")
    service.answer_phone("refused")
    page.wait_for_selector("[data-panel=stopped]:visible")
    desk.check()
    assert Item.objects.filter(state=Item.State.COMMITTED).count() == 3
    page.click("[data-resume]")
    page.wait_for_selector("[data-panel=remote]:visible")
    page.click("[data-phone-start]")
    page.wait_for_selector("[data-panel=phone]:visible")
    service.answer_phone("confirmed")
    page.wait_for_selector("text=Đã ký xong 4/4")
