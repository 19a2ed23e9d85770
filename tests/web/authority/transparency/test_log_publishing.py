"""Checkpoints: signed once, cosigned by a witness, never where the tree was rewritten or is an old one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from hocba.adapters.clock import SystemClock
from hocba.verification.log import consistent, included, read_vkey, verify_checkpoint
from hocba_web.base.refusals import Refused
from hocba_web.transparency import triggers
from hocba_web.transparency.models import Checkpoint, Leaf, Node, Position, Publication
from hocba_web.transparency.selectors import proofs
from hocba_web.transparency.services import checkpoints, leaves, sequencer
from support.web.transparent import LogWorld, log_world, witnessed

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def world(tmp_path: Path, settings: SettingsWrapper) -> LogWorld:
    found = log_world(tmp_path / "log")
    settings.LOG = found.settings
    return found


@pytest.fixture
def watched(world: LogWorld) -> Iterator[LogWorld]:
    with witnessed(world):
        yield world


def add(count: int) -> list[Leaf]:
    with transaction.atomic():
        found = leaves.append_many("accepted", [(f"s{n}", {"digest": "ab" * 32}) for n in range(count)], AT)
    sequencer.integrate_all()
    return found


def now() -> datetime:
    return SystemClock().now()


def tamper(change: Callable[[], object]) -> None:
    """What somebody with the database's password does."""
    triggers.remove(connection)
    change()
    triggers.install(connection)


def keys(world: LogWorld):
    return [read_vkey(world.log.vkey), read_vkey(world.witness.vkey)]


def test_what_is_published_proves_every_leaf(watched: LogWorld) -> None:
    first = add(5)
    published = checkpoints.publish(now())
    assert published is not None
    assert published.size == 5
    assert checkpoints.publish(now()) is None, "nothing new"
    old = proofs.latest()
    assert old is not None
    second = add(6)
    assert proofs.inclusion(second[0].pk) is None, "not under a checkpoint yet"
    assert checkpoints.advance(now()) is not None
    found = proofs.inclusion_many([leaf.pk for leaf in (*first, *second)])
    assert len(found) == 11
    for leaf in (*first, *second):
        proof = found[leaf.pk]
        seen = verify_checkpoint(proof.checkpoint, keys(watched))
        assert seen.witnesses == 1
        assert seen.witnessed_at is not None
        assert abs(seen.witnessed_at - now()) < timedelta(minutes=1)
        root = seen.checkpoint.root
        assert included(index=proof.index, size=proof.size, leaf=proof.leaf, proof=proof.proof, root=root)
        assert not included(index=proof.index, size=proof.size, leaf=b"x", proof=proof.proof, root=root)
    way = proofs.consistency(5, 11)
    assert way is not None
    before = verify_checkpoint(old.note, keys(watched)).checkpoint.root
    assert consistent(old=5, old_root=before, new=11, new_root=root, proof=way)
    assert proofs.consistency(5, 12) is None
    assert Checkpoint.objects.count() == Publication.objects.count() == 2


def test_without_its_witness_nothing_is_signed_and_later_it_is(world: LogWorld) -> None:
    add(3)
    assert checkpoints.publish(now()) is None
    assert not Checkpoint.objects.exists()
    with witnessed(world):
        assert checkpoints.publish(now()) is not None


def test_a_witness_that_went_away_after_signing_is_asked_again(world: LogWorld) -> None:
    leaf = add(3)[0]
    with witnessed(world):
        known = checkpoints._ask(checkpoints.facts.witnesses().clients, _empty(world))
        assert [size for _, size in known] == [0]
    signed = checkpoints._signed(world.log, 0, now())
    assert signed is not None
    assert proofs.inclusion(leaf.pk) is None, "signed is not published"
    with witnessed(world):
        assert checkpoints.publish(now()) == signed
    assert proofs.inclusion(leaf.pk) is not None


def _empty(world: LogWorld) -> str:
    return checkpoints.note_of(checkpoints.checkpoint_text(world.log.name, 0, checkpoints.EMPTY_ROOT), world.log)


def test_an_installation_without_key_publishes_nothing_and_one_without_witness_alone(
    world: LogWorld, settings: SettingsWrapper
) -> None:
    add(1)
    settings.LOG = {"name": "", "key": "", "witnesses": ""}
    assert checkpoints.publish(now()) is None
    settings.LOG = world.settings | {"witnesses": ""}
    assert checkpoints.publish(now()) is not None
    note = proofs.latest()
    assert note is not None
    assert verify_checkpoint(note.note, keys(world)).witnessed_at is None


REWRITTEN = (
    lambda: Leaf.objects.filter(pk=Position.objects.values("leaf_id").get(id=4)["leaf_id"]).update(hash="ab" * 32),
    lambda: Position.objects.filter(id=4).delete(),
    lambda: Position.objects.filter(id__gte=2).delete(),
    lambda: Node.objects.filter(id=Node.key((2, 0))).update(hash=b"x" * 32),
    lambda: Node.objects.filter(id=Node.key((2, 0))).delete(),
)


@pytest.mark.parametrize("change", REWRITTEN)
def test_a_tree_that_was_rewritten_is_never_signed(watched: LogWorld, change: Callable[[], object]) -> None:
    add(5)
    assert checkpoints.publish(now()) is not None
    tamper(change)
    with pytest.raises(Refused, match="LOG_NOT_CONSISTENT"):
        checkpoints.publish(now())
    with transaction.atomic():
        leaves.append("closed", "x", {}, AT)
    assert checkpoints.advance(now()) is None
    assert Checkpoint.objects.count() == 1


def test_after_the_restore_of_an_old_backup_nothing_is_signed(watched: LogWorld) -> None:
    add(4)
    assert checkpoints.publish(now()) is not None
    add(3)
    assert checkpoints.publish(now()) is not None
    tamper(_back_to_four)
    add(9)
    with pytest.raises(Refused, match="LOG_BEHIND_WITNESS"):
        checkpoints.publish(now())
    assert Checkpoint.objects.count() == 1, "a fork was not even signed"
    assert checkpoints.advance(now()) is None


def _back_to_four() -> None:
    """The database of a backup between the two checkpoints."""
    Publication.objects.filter(checkpoint__size=7).delete()
    Checkpoint.objects.filter(size=7).delete()
    late = Position.objects.filter(id__gte=4)
    Leaf.objects.filter(pk__in=list(late.values_list("leaf_id", flat=True))).delete()
    late.delete()
    Node.objects.filter(id__in=[Node.key((1, 2))]).delete()


def test_a_fork_is_refused_by_the_witness_and_told(world: LogWorld) -> None:
    add(4)
    with witnessed(world):
        assert checkpoints.publish(now()) is not None
    tamper(_rewritten_to_its_end)
    Checkpoint.objects.create(size=4, root=_root(4), note=_note(world, 4), signed_at=now())
    add(1)
    with witnessed(world), pytest.raises(Refused, match="LOG_WITNESS_REFUSED"):
        checkpoints.publish(now())
    assert not Publication.objects.exists()


def _rewritten_to_its_end() -> None:
    """Whoever owns database and key makes everything fit but the witness's memory."""
    Publication.objects.all().delete()
    Checkpoint.objects.all().delete()
    Node.objects.filter(id=Node.key((2, 0))).update(hash=b"y" * 32)


def _root(size: int) -> str:
    return checkpoints.root_of(size, checkpoints.stored.fetch).hex()


def _note(world: LogWorld, size: int) -> str:
    root = bytes.fromhex(_root(size))
    return checkpoints.note_of(checkpoints.checkpoint_text(world.log.name, size, root), world.log)
