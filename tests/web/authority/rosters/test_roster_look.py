"""The pages of the sector database's lists in a browser: clean under axe-core at both sizes, usable by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from hocba.model import SchoolYear
from hocba_web.gateway.services.roster.drafts import prepare_draft
from hocba_web.gateway.services.roster.importing import import_lists
from hocba_web.gateway.services.roster.reading import Workbook
from support.web.authority_site import AuthoritySite, enter_window
from support.web.browser import Window
from support.web.province import Province
from support.workbooks.lists import pupil_list, pupils, staff_list, staff_row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_is_clean(
    province: Province, authority_site: AuthoritySite, officer_desk: Window, officer_phone: Window, tmp_path: Path
) -> None:
    """With changes of every kind, and rows that are left out."""
    school, rows = province.schools[0], [one.row() for one in pupils(5)]
    staff = Workbook("cb.xlsx", staff_list([staff_row(1)]))
    import_lists(
        province.intake,
        school,
        school_year=SchoolYear(2025),
        pupils=Workbook("hs.xlsx", pupil_list(rows[:3])),
        staff=staff,
        at=authority_site.at,
    )
    moved, broken = [rows[1][0], "4A2", *rows[1][2:]], [*rows[3][:4], "31/02/2016", *rows[3][5:]]
    draft = prepare_draft(
        province.intake,
        school,
        school_year=SchoolYear(2025),
        pupils=Workbook("hs.xlsx", pupil_list([rows[0], moved, broken, rows[4]])),
        staff=None,
        at=authority_site.at,
    )
    for size, window in (("desk", officer_desk), ("phone", officer_phone)):
        enter_window(window, province.intake)
        for name, address in (
            ("list", reverse("desk:rosters")),
            ("school", reverse("desk:roster_school", args=[school.pk])),
            ("draft", reverse("desk:roster_draft", args=[draft.public_id])),
        ):
            window.go(address)
            window.picture(tmp_path / f"{size}-{name}.png", full=True)
            window.check()
