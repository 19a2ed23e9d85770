"""Who reports on the school year that has just ended still finds it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from support.web.authority_site import AuthoritySite, enter
from support.web.province import Province
from support.web.registering import YEAR

NEXT_YEAR = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
PAGES = ("statistics", "progress", "refusals", "closing")


@pytest.fixture
def decider(province: Province) -> Client:
    return enter(Client(), province.decider)


@pytest.mark.parametrize("page", PAGES)
def test_the_year_that_has_ended_is_one_click_away(
    province: Province, authority_site: AuthoritySite, decider: Client, page: str
) -> None:
    address = reverse(f"desk:{page}")
    assert f'href="?nam={YEAR}"' not in decider.get(address).content.decode()  # the first year has no other
    authority_site.move(NEXT_YEAR)
    now = decider.get(address)
    assert str(now.context["year"]) == "2026-2027"
    assert f'href="?nam={YEAR}"' in now.content.decode()
    assert f'href="?nam={YEAR - 1}"' not in now.content.decode()  # before the regulation
    before = decider.get(f"{address}?nam={YEAR}")
    assert str(before.context["year"]) == "2025-2026"


def test_its_figures_are_shown_and_written_into_the_file(
    province: Province, authority_site: AuthoritySite, decider: Client
) -> None:
    authority_site.move(NEXT_YEAR)
    name = province.schools[0].name
    lines = {
        nam: decider.post(f"{reverse('desk:statistics_export')}?nam={nam}").content.decode().splitlines()
        for nam in (YEAR, YEAR + 1)
    }
    of_school = {nam: next(line for line in rows if name in line) for nam, rows in lines.items()}
    assert "< 5" in of_school[YEAR]
    assert "< 5" not in of_school[YEAR + 1]
    totals = decider.get(f"{reverse('desk:progress')}?nam={YEAR}").context["totals"]
    assert totals["current"] == 5
    page = decider.get(f"{reverse('desk:progress_school', args=[province.schools[0].pk])}?nam={YEAR}")
    assert [tally.current for _label, tally in page.context["groups"]] == [4, 0]


def test_the_file_of_figures_is_the_same_in_both_languages(province: Province, decider: Client) -> None:
    """Files of several officers are put together; a page in English does not change its headings."""
    address = reverse("desk:statistics_export")
    vietnamese, english = (decider.post(address, headers={"accept-language": one}).content for one in ("vi", "en"))
    assert "Mã trường" in vietnamese.decode()
    assert english == vietnamese
