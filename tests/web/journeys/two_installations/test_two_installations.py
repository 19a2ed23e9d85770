"""School and authority on one machine, each with its own processes and database, over HTTPS: the whole journey.

From the approval of the school's certificate to the closing of both groups, the report to the ministry and the
verification by strangers; issue 6, "Shown when done". People act in Chromium, machines by HTTP and the command line.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.web.demo_site import DemoSite, demo_site
from support.web.journey import Journey, sitting_down
from web.journeys.two_installations import certificate, closing, public, recalling, sending, signing, verified
from web.journeys.two_installations.cast import AUGUST, CLASS, JUNE, RECALLED, Stage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path: Path) -> Iterator[DemoSite]:
    """Both sides, over TLS; every class but one waits for the school's seal."""
    with demo_site(tmp_path / "data", "--https", "--officers", f"--unsigned={CLASS}") as running:
        yield running


@pytest.fixture
def windows(chromium: Browser, site: DemoSite) -> Iterator[list[Journey]]:
    """Three windows with cookies of their own: at the school, at the authority, of a stranger."""
    bases = (site.url, site.gateway, site.gateway)
    # Chromium has no door to trust a CA for one window only; every other client of the journey checks it.
    opened = [sitting_down(chromium, base, ignore_https_errors=True) for base in bases]
    yield [next(one) for one in opened]
    for one in opened:
        assert next(one, None) is None


def test_the_whole_journey_of_a_schools_records(site: DemoSite, windows: list[Journey], tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    stage = Stage(site, *windows, kept)
    certificate.refused_then_approved(stage)
    signing.class_signed(stage)
    sending.whole_school_sent(stage)
    verified.class_verified(stage)
    sending.refusals_corrected(stage)
    recalling.recalled(stage)
    recalling.replaced(stage)
    recalling.register_shows_it(stage)
    code = public.code_slip(stage)
    closing.closed(stage, "15/6", "612/QĐ-SGDĐT ngày 25/05/2026")
    closing.nothing_more_enters(stage, RECALLED)
    sending.summer_sent(stage)
    closing.closed(stage, "15/8", "845/QĐ-SGDĐT ngày 05/08/2026")
    closing.reported(stage, JUNE + AUGUST)
    public.family_looks_up(stage, code)
    public.portal_verifies(stage)
    public.browser_alone_agrees(stage)
    public.command_line_agrees(stage)
    assert "Traceback" not in site.log.read_text(encoding="utf-8")
