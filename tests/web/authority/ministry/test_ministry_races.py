"""Two jobs at once: a record stands in one list, a message is sent by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from hocba_web.ministry.models import Line, Message
from hocba_web.ministry.services import reporting
from hocba_web.ministry.services.outbox.working import work
from support.web.authority_site import AuthoritySite
from support.web.reporting import Desk, accepted, warehouse

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(transactional_db: None, authority_site: AuthoritySite) -> Iterator[Desk]:
    """A warehouse that knows the Sở's certificate."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    with warehouse(authority_site.settings) as found:
        accepted(1)
        with pytest.raises(Exception, match="MINISTRY_CERTIFICATE_NOT_APPROVED"):
            reporting.prepare(officer=None, areas=None, at=found.at, real_at=found.real)
        found.settle()
        yield found


def together(acts: int, act: Callable[[], Any]) -> list[Any]:
    """What an act gives that starts several times at once."""
    ready = Barrier(acts)

    def one(_number: int) -> Any:  # whatever the act gives
        ready.wait(10)
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(acts) as pool:
        return list(pool.map(one, range(acts)))


def test_two_jobs_that_gather_at_once_make_one_list_of_a_record(desk: Desk) -> None:
    for number in range(2, 6):
        accepted(number)
    together(3, lambda: reporting.prepare(officer=None, areas=None, at=desk.at, real_at=desk.real))
    desk.settle()
    counted = Counter(Line.objects.values_list("uuid", flat=True))
    assert set(counted.values()) == {1}
    assert len(counted) == 5
    assert {one["taken"] for one in desk.state.records.values()} == {1}


def test_two_jobs_that_look_at_once_send_once(desk: Desk) -> None:
    (message,) = reporting.prepare(officer=None, areas=None, at=desk.at, real_at=desk.real)
    Message.objects.filter(pk=message.pk).update(state="waiting", next_at=desk.real)
    desk.later(minutes=1)
    found = together(3, lambda: work(message.pk, at=desk.at, real_at=desk.real))
    assert sorted(found) == ["", "", "answered"]
