"""The log's page in a browser, for everybody and for officers, on a laptop and a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction

from hocba.adapters.clock import SystemClock
from hocba_web.officers.roles import OfficerRole
from hocba_web.transparency.services import checkpoints, leaves
from support.web.authority_site import AuthoritySite, enter_window, make_officer
from support.web.browser import Window
from support.web.transparent import log_world, witnessed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", ["officer_desk", "officer_phone"])
def test_the_page_reads_well_before_and_after_the_first_checkpoint(
    authority_site: AuthoritySite, tmp_path: Path, request: pytest.FixtureRequest, size: str
) -> None:
    world = log_world(tmp_path / "log")
    authority_site.settings.LOG = world.settings
    window: Window = request.getfixturevalue(size)
    page = window.go("/nhat-ky/")
    window.check()
    with witnessed(world):
        with transaction.atomic():
            leaves.append_many("closed", [(f"s{number}", {}) for number in range(5)], authority_site.at)
        assert checkpoints.advance(SystemClock().now()) is not None
    page.reload()
    page.get_by_text("Xem nguyên văn mốc").click()
    window.check()
    enter_window(window, make_officer(OfficerRole.AUDITOR))
    window.go("/nhat-ky/")
    assert page.get_by_text("Tình trạng vận hành").is_visible()
    window.check()
    window.picture(tmp_path / f"{size}.png", full=True)
