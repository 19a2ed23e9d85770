"""Nothing is closed by itself: who should prepare it is told, and can still do it in the next school year."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from hocba_web.register.models import Prepared
from hocba_web.register.services import closing
from support.web.authority_site import AuthoritySite, enter
from support.web.province import Province
from support.web.registering import YEAR, held

DAY_OF_JUNE = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
NEXT_YEAR = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)


@pytest.fixture
def intake(province: Province) -> Client:
    """Who prepares, logged in."""
    return enter(Client(), province.intake)


def waiting(browser: Client) -> tuple[int, str]:
    """How many groups wait to be prepared, and where the officer is sent."""
    (task,) = (one for one in browser.get(reverse("desk:home")).context["tasks"] if one.icon == "lock")
    return task.count, task.url


def test_a_group_whose_day_comes_is_asked_for_until_somebody_prepares_it(
    province: Province, authority_site: AuthoritySite, intake: Client
) -> None:
    held(province.schools[2], 31)  # of an area that the prepared closing leaves out
    assert waiting(intake)[0] == 0  # three weeks ahead
    authority_site.move(DAY_OF_JUNE)
    count, url = waiting(intake)
    assert (count, url) == (1, f"{reverse('desk:closing')}?nam={YEAR}&dot=15%2F6")
    form = {"group": "15/6", "scope": "a:B2", "on": "", "decision": "12/QĐ-SGDĐT ngày 15/06/2026", "note": ""}
    assert intake.post(reverse("desk:closing_prepare"), form).status_code == 302
    assert waiting(intake)[0] == 0


def test_a_refused_closing_is_asked_for_again(
    province: Province, authority_site: AuthoritySite, intake: Client
) -> None:
    authority_site.move(DAY_OF_JUNE)
    assert waiting(intake)[0] == 0
    closing.decide(province.decider, province.closing.public_id, agree=False, answer="Chờ thêm.", at=DAY_OF_JUNE)
    assert waiting(intake)[0] == 1


def test_a_group_that_nobody_closed_in_its_year_can_be_closed_in_the_next(
    province: Province, authority_site: AuthoritySite, intake: Client
) -> None:
    held(province.schools[2], 31)
    authority_site.move(NEXT_YEAR)
    count, url = waiting(intake)
    assert count == 1
    page = intake.get(url)
    link = f"{reverse('desk:closing_prepare')}?nam={YEAR}&dot=15/6"
    assert link.replace("&", "&amp;") in page.content.decode()
    form = {"group": "15/6", "scope": "a:B2", "on": "", "decision": "99/QĐ-SGDĐT ngày 05/10/2026", "note": ""}
    assert intake.post(link, form).status_code == 302
    made = Prepared.objects.filter(kind=Prepared.Kind.CLOSING).latest("id")
    assert made.details["school_year"] == YEAR
    assert waiting(intake)[0] == 0
