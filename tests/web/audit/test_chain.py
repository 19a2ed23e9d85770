"""The chain: who gets which place, what its hash covers, how fast, and under how many hands."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from hocba_web.audit import sequencer
from hocba_web.audit.models import Entry, EntryPupil, Link, Pending
from hocba_web.base.sequencing import locked
from support.web.traces import chained, trace


@pytest.mark.django_db
def test_every_school_has_its_own_chain_in_the_order_of_entry() -> None:
    for number, school_id in enumerate((7, 8, None, 7, 8, 7), 1):
        trace(number, school_id=school_id)
    assert sequencer.sequence() == 6
    places = Link.objects.order_by("chain", "seq").values_list("chain", "seq", "entry__subject_id")
    assert list(places) == [(0, 1, "3"), (7, 1, "1"), (7, 2, "4"), (7, 3, "6"), (8, 1, "2"), (8, 2, "5")]
    assert not Pending.objects.exists()
    assert sequencer.sequence() == 0


@pytest.mark.django_db
def test_batches_go_on_where_the_last_one_stopped() -> None:
    for number in range(1, 8):
        trace(number)
    assert [sequencer.sequence(limit=3) for _ in range(4)] == [3, 3, 1, 0]
    hashes = dict(Link.objects.values_list("seq", "hash"))
    assert list(Link.objects.order_by("seq").values_list("previous", flat=True)) == [
        "0" * 64,
        *(hashes[seq] for seq in range(1, 7)),
    ]


@pytest.mark.django_db
def test_the_hash_is_what_the_documentation_says() -> None:
    """Computed again from the columns, without the code under test."""
    chained(2)
    link = Link.objects.get(seq=2)
    entry = Entry.objects.get(pk=link.pk)
    document = {
        "chain": 7,
        "seq": 2,
        "previous": Link.objects.get(seq=1).hash,
        "entry": {
            "id": entry.pk,
            "uuid": str(entry.uuid),
            "at": "2026-05-25T01:00:00.000000Z",
            "real_at": entry.real_at.strftime("%Y-%m-%dT%H:%M:%S.000000Z"),
            "school_id": 7,
            "user_id": 3,
            "role": "homeroom_teacher",
            "kind": "act",
            "action": "assessment.results.entered",
            "subject_kind": "class",
            "subject_id": "2",
            "code": "",
            "details": '{"cells":2}',
            "request_id": "",
            "pupils": [20, 21],
        },
    }
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert link.hash == hashlib.sha256(b"hocba-audit-v1\n" + text.encode()).hexdigest()


@pytest.mark.django_db
def test_a_batch_costs_a_fixed_number_of_statements(django_assert_max_num_queries) -> None:
    for number in range(1, 201):
        trace(number)
    with django_assert_max_num_queries(10):
        assert sequencer.sequence() == 200


@pytest.mark.django_db(transaction=True)
def test_a_commit_chains_a_little_and_a_second_one_right_after_it_does_not() -> None:
    sequencer.QUEUE.last_run[0] = float("-inf")
    trace(1)
    assert Link.objects.count() == 1
    trace(2)
    assert Link.objects.count() == 1
    assert Pending.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_chaining_after_a_commit_gives_up_at_once_where_somebody_else_writes() -> None:
    """The request that committed must not wait for the chain, nor fail."""
    if connection.vendor != "postgresql":
        pytest.skip("the in-memory database of tests has one connection; operations/test_two_writers.py does it")
    trace(1)
    before = Link.objects.count()
    with transaction.atomic():
        assert locked(sequencer.QUEUE.lock)

        def elsewhere() -> int:
            try:
                return sequencer.sequence()
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(elsewhere).result(timeout=10) == 0
    assert Link.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_many_writers_and_many_sequencers_make_one_chain_without_gap() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")

    def work(worker: int) -> None:
        try:
            for number in range(20):
                trace(worker * 100 + number)
                sequencer.sequence(limit=7)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    sequencer.sequence_all()
    assert list(Link.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 81))
    assert Entry.objects.count() == 80
    assert EntryPupil.objects.count() == 160
