"""Many at once on PostgreSQL: counts stay exact, a puzzle and a file serve one of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.gateway.services import pace as gateway
from hocba_web.portal import pace
from hocba_web.portal.lookup import parcel, puzzle, visits
from hocba_web.portal.lookup.visits import FileKind
from hocba_web.portal.models import Spent
from support.records import sample_record
from support.web.authority_site import AuthoritySite
from support.web.families import family_of, solved
from support.web.registering import make_school

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
_AT_ONCE = 8


@pytest.fixture(autouse=True)
def _postgresql(transactional_db: None, authority_site: AuthoritySite) -> None:  # their effects
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")


def _together(act: Callable[[], Any], times: int) -> list[Any]:
    def once(_: int) -> Any:  # whatever the act gives, or the code of its refusal
        try:
            return act()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(once, range(times)))


def test_no_miss_is_lost_in_the_count() -> None:
    real_at = clock.real_now()
    told = _together(lambda: pace.hit("test", "somebody", real_at=real_at), 40)
    assert max(told) == pace.count("test", "somebody", real_at=real_at) == 40


def test_the_gateway_lets_as_many_through_as_it_may() -> None:
    real_at = clock.real_now()
    told = _together(lambda: gateway.too_many("address", "192.0.2.1", 30, real_at), 40)
    assert told.count(True) == 10


def test_a_solved_puzzle_serves_one_of_many() -> None:
    answer, real_at = solved(), clock.real_now()
    told = _together(lambda: puzzle.redeem(answer, level=0, real_at=real_at), _AT_ONCE)
    assert sorted(map(str, told)) == ["LOOKUP_PUZZLE_USED"] * (_AT_ONCE - 1) + ["None"]
    assert Spent.objects.count() == 1


def test_a_file_is_handed_out_once(authority_site: AuthoritySite) -> None:
    family = family_of(make_school(sample_record().school.code), 1)
    real_at = clock.real_now()
    token = visits.begin(family.uuid, real_at=real_at, by_code=True).token
    told = _together(lambda: parcel.hand_out(token, FileKind.XML, at=authority_site.at, real_at=real_at).name, _AT_ONCE)
    assert told.count("LOOKUP_FILE_TAKEN") == _AT_ONCE - 1
