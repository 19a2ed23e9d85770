"""What only a database with many writers can show: two people at once, and a connection that is cut."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.db import InterfaceError, OperationalError, connection, connections

from hocba_web.base.refusals import Refused
from hocba_web.signatures.kinds import Piece
from hocba_web.signatures.models import Item
from hocba_web.signatures.selectors.batches import state
from hocba_web.signatures.services import queue, server_keys
from support.web import SchoolWorld, actor_for, make_school
from support.web.school import NOW
from support.web.signing import PASSWORD, Pki, real_now, sign_all
from web.signatures.test_queue import start
from web.signatures.toy import CREATE, TOY, Toy, pieces, signed

WHO = "homeroom:4A1"
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school(transactional_db: None) -> SchoolWorld:
    if connection.vendor != "postgresql":
        pytest.skip("no PostgreSQL server")
    return make_school()


@pytest.fixture
def shared_toy(school: SchoolWorld) -> Iterator[Toy]:
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
        cursor.execute("DELETE FROM toy_signature")
    TOY.__init__()  # type: ignore[misc]  # as it was made
    yield TOY
    TOY.__init__()  # type: ignore[misc]  # as it was made
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE toy_signature")


def test_two_clerks_confirm_the_same_class_at_once(school: SchoolWorld, pki: Pki, shared_toy: Toy) -> None:
    keys = {who: pki.give(school, who) for who in (WHO, "homeroom:4A2")}
    gate = Barrier(2)

    def confirm(who: str) -> str:
        gate.wait(10)
        try:
            start(school, keys[who], pieces(20), who=who)
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()
        return "started"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(confirm, keys))
    assert said == ["SIGNING_ELSEWHERE", "started"]
    assert Item.objects.count() == 20


def test_many_workers_on_one_batch_do_each_item_once(school: SchoolWorld, pki: Pki, shared_toy: Toy) -> None:
    actor = actor_for(school, WHO)
    batch_id = start(school, pki.give(school, WHO), pieces(60))

    def look(_number: int) -> None:
        try:
            while state(batch_id).waits_for == "server":
                queue.advance(batch_id, at=NOW, real_at=real_now(), limit=7)
        finally:
            connections.close_all()

    def sign(_number: int) -> None:
        try:
            server_keys.sign(actor=actor, batch_id=batch_id, secret=PASSWORD, at=NOW, real_at=real_now(), limit=9)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        while state(batch_id).state != "done":
            list(pool.map(look, range(4)))
            list(pool.map(sign, range(2)))
    assert [target for target, _ in signed()] == list(range(1, 61))
    assert Item.objects.exclude(state="committed").count() == 0


def test_a_connection_cut_in_the_middle(school: SchoolWorld, pki: Pki, shared_toy: Toy) -> None:
    actor = actor_for(school, WHO)
    batch_id = start(school, pki.give(school, WHO), pieces(6))
    cut = [True]

    def cut_off(piece: Piece) -> None:
        if piece.target == 4 and cut:
            cut.clear()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    shared_toy.before_settle = cut_off
    with suppress(OperationalError, InterfaceError):  # whoever looked first, a job or the page, met it
        sign_all(actor, batch_id)
    connection.close()
    assert cut == [], "it was cut while the fourth was being stored"

    Item.objects.exclude(state="committed").update(lease_until=None, lease_by="")  # a minute later
    assert sign_all(actor, batch_id).committed == 6
    assert [target for target, _ in signed()] == [1, 2, 3, 4, 5, 6]
