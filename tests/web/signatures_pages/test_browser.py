"""Signing in a browser: a class with a key file, a wrong password, a reload in the middle, stop and resume."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hocba_web.signatures.models import Batch, Item
from support.web.signing import PASSWORD

if TYPE_CHECKING:
    from support.web.browser import Window
    from support.web.school import SchoolWorld

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = Path(os.environ.get("HOCBA_PICTURES", "pictures"))


def test_a_class_is_signed_with_one_confirmation(school: SchoolWorld, desk: Window, phone: Window) -> None:
    for window, name in ((desk, "desk"), (phone, "phone")):
        window.sign_in(school, "english")
        window.go("/ky-so/")
        window.check()
        window.picture(PICTURES / f"desk-{name}.png", full=True)
        window.go("/ky-so/tat-ca/")
        window.check()
        window.picture(PICTURES / f"sheet-{name}.png", full=True)
    page = desk.go("/ky-so/")
    page.click("text=Xem và ký cả 2 lớp")
    page.click("button:has-text('Ký 7 chữ ký')")
    page.wait_for_selector("#secret:visible")
    desk.check()
    desk.picture(PICTURES / "batch-secret.png", full=True)
    page.fill("#secret", PASSWORD)
    page.press("#secret", "Enter")
    page.wait_for_selector("text=Đã ký xong 7/7")
    desk.check()
    desk.picture(PICTURES / "batch-done.png", full=True)
    assert Batch.objects.get().state == Batch.State.DONE
    assert Item.objects.filter(state=Item.State.COMMITTED).count() == 7
    assert PASSWORD not in page.content()
    page.click("text=Việc tiếp theo")
    page.wait_for_selector("text=Chưa có học bạ nào đến lượt thầy/cô ký")
    desk.check()
