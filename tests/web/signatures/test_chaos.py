"""Whoever dies wherever: nothing is lost, nothing is signed twice, the counts at the end are exact.

A process is killed before each single statement that it sends to the database, one after the other; then somebody else
goes on when the leases have ended.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from hocba_web.audit.models import Entry
from hocba_web.signatures.kinds import Piece, seen_of
from hocba_web.signatures.models import Batch, Item
from hocba_web.signatures.selectors.batches import BatchState, state
from hocba_web.signatures.services import batches, queue, server_keys
from support.web import SchoolWorld, actor_for
from support.web.school import NOW
from support.web.signing import PASSWORD, Pki, real_now, sign_all
from web.signatures.toy import Toy, pieces, signed

WHO = "homeroom:4A1"
PARTS = 4


class Killed(BaseException):
    """The process ends here; nobody catches it."""


class KillAt:
    """Lets so many statements pass, then kills once."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.passed = 0

    def __call__(self, execute: Callable[..., Any], *query: Any) -> Any:
        if self.passed == self.left:
            self.passed += 1
            raise Killed
        self.passed += 1
        return execute(*query)


def confirm(world: SchoolWorld, certificate_id: int, wanted: list[Piece], real_at: datetime) -> int:
    return batches.start(
        actor=actor_for(world, WHO),
        kind="toy",
        pieces=wanted,
        certificate_id=certificate_id,
        seen=seen_of(wanted),
        at=NOW,
        real_at=real_at,
    )


def go_on(world: SchoolWorld, batch_id: int, real_at: datetime) -> BatchState:
    """What page and jobs do together, until nothing is left to do."""
    for _ in range(60):
        now = state(batch_id)
        if now.state == "stopped":
            batches.resume(actor=actor_for(world, WHO), batch_id=batch_id, at=NOW, real_at=real_at)
        elif now.waits_for == "owner":
            server_keys.sign(
                actor=actor_for(world, WHO), batch_id=batch_id, secret=PASSWORD, at=NOW, real_at=real_at, limit=2
            )
        elif now.waits_for == "server":
            queue.advance(batch_id, at=NOW, real_at=real_at, limit=2)
        else:
            break
    return state(batch_id)


def wanted() -> list[Piece]:
    return [*pieces(2, slot="A"), *pieces(1, slot="C", order=2)]


def require_exact(batch_id: int) -> None:
    """All are signed, each once, each with one trace."""
    assert signed() == [(1, "A"), (1, "B"), (1, "C"), (2, "A"), (2, "B")]
    assert list(Item.objects.exclude(state="committed")) == []
    assert Item.objects.filter(batch_id=batch_id).count() == 5
    assert Batch.objects.get(id=batch_id).state == "done"
    traced = Entry.objects.filter(action="signatures.items.committed").values_list("details_json", flat=True)
    assert sum(json.loads(details)["items"] for details in traced) == 5


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, PARTS))])
def test_killed_before_any_statement(world: SchoolWorld, pki: Pki, toy: Toy, part: int) -> None:
    toy.follows = True
    certificate_id, real_at = pki.give(world, WHO), real_now()
    killed = 0
    for number in range(part, 2000, PARTS):
        point = transaction.savepoint()
        kill = KillAt(number)
        batch_id = 0
        try:
            with connection.execute_wrapper(kill):
                batch_id = confirm(world, certificate_id, wanted(), real_at)
                go_on(world, batch_id, real_at)
        except Killed:
            killed += 1
            batch_id = batch_id or Batch.objects.values_list("id", flat=True).first() or 0
            later = real_at + timedelta(seconds=61)
            if not batch_id:
                assert not Item.objects.exists(), "a confirmation is kept whole or not at all"
                batch_id = confirm(world, certificate_id, wanted(), later)
            go_on(world, batch_id, later)
        require_exact(batch_id)
        transaction.savepoint_rollback(point)
        if kill.passed <= number:
            break
    assert killed > 20, "the flow has many more statements than that"


def test_a_lease_holds_others_off_until_it_ends(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    real_at = real_now()
    batch_id = confirm(world, pki.give(world, WHO), pieces(4), real_at)

    def die(_piece: Piece) -> None:
        raise Killed

    toy.before_prepare = die
    with pytest.raises(Killed):
        queue.advance(batch_id, at=NOW, real_at=real_at)
    toy.before_prepare = lambda _piece: None

    held = queue.advance(batch_id, at=NOW, real_at=real_at + timedelta(seconds=59))
    assert held.counts["shown"] == 4
    free = queue.advance(batch_id, at=NOW, real_at=real_at + timedelta(seconds=61))
    assert free.counts["hashed"] == 4


def test_one_item_that_kills_its_process_takes_no_other_down(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    real_at = real_now()
    batch_id = confirm(world, pki.give(world, WHO), pieces(5), real_at)

    def poison(piece: Piece) -> None:
        if piece.target == 3:
            raise Killed

    toy.before_settle = poison
    deaths = 0
    for minutes in range(40):
        try:
            go_on(world, batch_id, real_at + timedelta(seconds=61 * minutes))
        except Killed:
            deaths += 1
    failed = Item.objects.get(target=3)
    assert (failed.state, failed.failure_code) == ("failed", "SIGNING_TROUBLE")
    assert [target for target, _ in signed()] == [1, 2, 4, 5]
    assert 3 <= deaths <= 14


def test_a_full_disk_stops_the_batch_and_keeps_what_was_signed(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    actor = actor_for(world, WHO)
    batch_id = confirm(world, pki.give(world, WHO), pieces(4), real_now())

    def full(piece: Piece) -> None:
        if piece.target == 2:
            raise OSError(28, "No space left on device")

    toy.before_settle = full
    stopped = sign_all(actor, batch_id)
    assert (stopped.state, stopped.stopped_code) == ("stopped", "SIGNING_STORAGE_FAILED")
    assert (stopped.counts["signed"], stopped.committed) == (3, 1)

    toy.before_settle = lambda _piece: None
    batches.resume(actor=actor, batch_id=batch_id, at=NOW, real_at=real_now())
    assert sign_all(actor, batch_id).committed == 4
    assert len(signed()) == 4


def test_a_database_that_goes_away_loses_nothing(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    actor = actor_for(world, WHO)
    batch_id = confirm(world, pki.give(world, WHO), pieces(4), real_now())
    once = [True]

    def gone(piece: Piece) -> None:
        if piece.target == 3 and once.pop():
            raise OperationalError("server closed the connection unexpectedly")

    toy.before_settle = gone
    with pytest.raises(OperationalError):
        sign_all(actor, batch_id)
    toy.before_settle = lambda _piece: None
    assert Item.objects.filter(state="signed", lease_by="").count() == 4, "leases are given back as soon as it answers"
    assert sign_all(actor, batch_id).committed == 4
    assert [target for target, _ in signed()] == [1, 2, 3, 4]
