"""Leaves get their place once, in order, whatever is committed when; what stands there is never changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from hocba.transparency import grow, leaf_hash, root_of
from hocba_web.transparency.models import Checkpoint, Leaf, Node, Position, Waiting
from hocba_web.transparency.selectors import stored
from hocba_web.transparency.services import leaves, sequencer

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def add(count: int, start: int = 0) -> list[Leaf]:
    return leaves.append_many(
        "accepted", [(f"subject-{start + number}", {"digest": "ab" * 32}) for number in range(count)], AT
    )


def test_a_leaf_waits_until_the_sequencer_places_it():
    found = add(3)
    assert [leaf.pk for leaf in found] == sorted(leaf.pk for leaf in found)
    assert Waiting.objects.count() == sequencer.waiting() == 3
    assert stored.size() == 0
    assert sequencer.integrate(2) == 2
    assert stored.size() == 2
    assert sequencer.integrate_all() == 1
    assert list(Position.objects.order_by("id").values_list("id", "leaf_id")) == [
        (index, leaf.pk) for index, leaf in enumerate(found)
    ]
    assert sequencer.integrate() == 0
    assert Node.objects.count() == 1


def test_batches_make_the_tree_of_one_batch():
    found = [leaf for start in range(0, 50, 7) for leaf in add(7, start)]
    while sequencer.integrate(5):
        pass
    nodes = {}
    for level, index, digest in grow(0, {}, [leaf_hash(leaf.body.encode()) for leaf in found]):
        nodes[level, index] = digest
    assert stored.fetch(nodes) == nodes
    assert root_of(56, stored.fetch) == root_of(56, lambda places: {place: nodes[place] for place in places})


@pytest.mark.parametrize(
    ("subject", "facts"),
    [("Nguyễn Văn A", {}), ("a b", {}), ("a", {"name": "An An"}), ("a", {"Name": "x"}), ("a" * 129, {})],
)
def test_a_name_never_enters_a_leaf(subject, facts):
    with pytest.raises(ValueError, match="codes and digests"):
        leaves.append("accepted", subject, facts, AT)
    assert not Leaf.objects.exists()


def test_two_leaves_of_the_same_event_have_nothing_in_common():
    first, second = (leaves.append("closed", "a:2025:15/6", {"records": "3"}, AT) for _ in range(2))
    assert first.hash != second.hash
    with pytest.raises(ValueError, match="not a valid Kind"):
        leaves.append("deleted", "a", {}, AT)


def test_what_stands_in_the_log_cannot_be_changed():
    add(2)
    sequencer.integrate_all()
    Checkpoint.objects.create(size=2, root="0" * 64, note="x", signed_at=AT)
    for change in (
        lambda: Leaf.objects.update(body="{}"),
        lambda: Leaf.objects.all()._raw_delete("default"),
        lambda: Position.objects.update(leaf_id=9),
        lambda: Node.objects.update(hash=b"0" * 32),
        lambda: Checkpoint.objects.update(root="1" * 64),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT OR REPLACE INTO transparency_position (id, leaf_id) VALUES (0, 2)")


@pytest.mark.django_db(transaction=True)
def test_a_leaf_belongs_to_the_transaction_of_what_happened():
    with pytest.raises(RuntimeError, match="transaction"):
        leaves.append("accepted", "a", {}, AT)
    with transaction.atomic():
        add(1)
        transaction.set_rollback(True)
    assert not Leaf.objects.exists()
    assert sequencer.integrate() == 0
