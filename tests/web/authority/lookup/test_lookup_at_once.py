"""Many at once on PostgreSQL: counts stay exact, a puzzle and a file serve one of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.gateway.services import pace as gateway
from hocba_web.portal import pace
from hocba_web.portal.lookup import parcel, puzzle, visits
from hocba_web.portal.lookup.visits import FileKind
from hocba_web.portal.models import FamilyLink, Spent, Visit
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


def _once(act: Callable[[], Any]) -> Any:  # whatever the act gives, or the code of its refusal
    try:
        return act()
    except Refused as refused:
        return refused.code
    finally:
        connection.close()


def _together(act: Callable[[], Any], times: int) -> list[Any]:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(lambda _: _once(act), range(times)))


def _behind(first: Callable[[], Any], second: Callable[[], Any]) -> Any:  # what `_together` gives
    """What the second gives, begun while the first has written and not committed."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            other = pool.submit(lambda: _once(second))
            while not wait([other], timeout=0.01).done and not _somebody_waits():
                pass
        return other.result()


def _somebody_waits() -> bool:
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    with connection.cursor() as cursor:
        cursor.execute(waiting)
        return bool(cursor.fetchone()[0])


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


@pytest.fixture
def real_at() -> datetime:
    """The machine's clock, once."""
    return clock.real_now()


def test_a_record_never_has_a_link_too_many(authority_site: AuthoritySite, real_at: datetime) -> None:
    family = family_of(make_school(sample_record().school.code), 1)
    tokens = [visits.begin(family.uuid, real_at=real_at, by_code=True).token for _ in range(2)]

    def make(token: str) -> str:
        return visits.make_link(token, 24, school_id=family.school.id, at=authority_site.at, real_at=real_at)

    for _ in range(visits.LINKS_AT_ONCE - 1):
        make(tokens[0])
    assert _behind(lambda: make(tokens[0]), lambda: make(tokens[1])) == "LOOKUP_LINKS_ENOUGH"
    assert len(visits.links_of(family.uuid, real_at=real_at)) == visits.LINKS_AT_ONCE


@pytest.mark.parametrize("late", ["opening", "fetching"])
def test_nobody_comes_in_by_a_link_while_it_is_withdrawn(
    late: str, authority_site: AuthoritySite, real_at: datetime
) -> None:
    family, at = family_of(make_school(sample_record().school.code), 1), authority_site.at
    own = visits.begin(family.uuid, real_at=real_at, by_code=True).token
    guest = visits.begin(family.uuid, real_at=real_at, by_code=False).token
    link = visits.make_link(own, 24, school_id=family.school.id, at=at, real_at=real_at)
    row = FamilyLink.objects.get()

    def withdraw() -> None:
        visits.revoke_link(own, row.id, school_id=family.school.id, at=at, real_at=real_at)

    if late == "opening":
        answer = _behind(withdraw, lambda: Client().post("/tra-cuu/lien-ket/", {"link": link}))
        assert (answer.status_code, "LOOKUP_LINK_UNKNOWN" in answer.content.decode()) == (404, True)
    else:
        fetched = _behind(withdraw, lambda: parcel.hand_out(guest, FileKind.XML, at=at, real_at=real_at))
        assert fetched == "LOOKUP_VISIT_OVER"
    assert not Visit.objects.filter(by_code=False).exists()
