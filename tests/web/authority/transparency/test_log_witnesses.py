"""Several witnesses: more than half of them cosign, so that nobody shows one tree here and another there."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from hocba.adapters.clock import SystemClock
from hocba.adapters.registry import LogState, SeenLogs
from hocba.adapters.witness.client import read_witnesses
from hocba.errors import UsageError
from hocba.transparency import KeyKind, NoteKey, checkpoint_text, cosign, new_key, note_of, with_lines
from hocba.verification.log import read_vkey, verify_checkpoint
from hocba_web.base.refusals import Refused
from hocba_web.transparency.models import Checkpoint
from hocba_web.transparency.selectors import health, proofs
from hocba_web.transparency.services import checkpoints, leaves, sequencer
from support.web.transparent import LogWorld, listening, log_world

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
AWAY = "http://127.0.0.1:9"


@pytest.fixture
def world(tmp_path: Path, settings: SettingsWrapper) -> LogWorld:
    found = log_world(tmp_path / "log")
    settings.LOG = found.settings
    return found


@pytest.fixture(scope="module")
def witnesses() -> Sequence[NoteKey]:
    return [new_key(f"chung-kien-{number}.example.vn", KeyKind.WITNESS, secrets.token_bytes) for number in range(3)]


def name(world: LogWorld, *lines: str) -> None:
    (world.folder / "witnesses.txt").write_text("".join(f"{line}\n" for line in lines))


def add(count: int) -> None:
    with transaction.atomic():
        leaves.append_many("closed", [(f"s{number}", {}) for number in range(count)], AT)
    sequencer.integrate_all()


def now() -> datetime:
    return SystemClock().now()


@pytest.mark.django_db
def test_more_than_half_must_answer_and_cosign(world: LogWorld, witnesses: Sequence[NoteKey]) -> None:
    add(3)
    first, second, third = witnesses
    with listening(world, first, world.folder / "1") as one:
        name(world, f"{one} {first.vkey}", f"{AWAY} {second.vkey}", f"{AWAY} {third.vkey}")
        assert checkpoints.publish(now()) is None
        assert not Checkpoint.objects.exists(), "not even signed"
        assert health.health().witnesses == 3
        with listening(world, second, world.folder / "2") as two:
            name(world, f"{one} {first.vkey}", f"{two} {second.vkey}", f"{AWAY} {third.vkey}")
            assert checkpoints.publish(now()) is not None
            name(world, "quorum 3", f"{one} {first.vkey}", f"{two} {second.vkey}", f"{AWAY} {third.vkey}")
            add(1)
            assert checkpoints.publish(now()) is None
    head = proofs.latest()
    assert head is not None
    keys = [read_vkey(one.vkey) for one in (world.log, *witnesses)]
    assert (head.witnesses, verify_checkpoint(head.note, keys).witnesses) == (2, 2)


@pytest.mark.django_db
def test_a_fork_finds_no_majority(world: LogWorld, witnesses: Sequence[NoteKey], tmp_path: Path) -> None:
    """Somebody with key and database shows the third witness, which saw nothing yet, another tree of the same size."""
    add(3)
    first, second, third = witnesses
    with listening(world, first, tmp_path / "1") as one, listening(world, second, tmp_path / "2") as two:
        name(world, f"{one} {first.vkey}", f"{two} {second.vkey}", f"{AWAY} {third.vkey}")
        assert checkpoints.publish(now()) is not None
    with listening(world, third, tmp_path / "3") as three:
        with listening(world, first, tmp_path / "1") as one:
            name(world, f"{one} {first.vkey}", f"{AWAY} {second.vkey}", f"{three} {third.vkey}")
            with pytest.MonkeyPatch.context() as patched:  # a database in which nothing was published
                patched.setattr(checkpoints, "_is_published", lambda *_: False)
                patched.setattr(checkpoints, "_signed", lambda *_: _other(world))
                with pytest.raises(Refused, match="LOG_WITNESS_REFUSED"):
                    checkpoints.publish(now())
        name(world, f"{AWAY} {first.vkey}", f"{AWAY} {second.vkey}", f"{three} {third.vkey}")
        assert checkpoints.publish(now()) is None


def _other(world: LogWorld) -> Checkpoint:
    root = b"f" * 32
    note = note_of(checkpoint_text(world.log.name, 3, root), world.log)
    return Checkpoint(size=3, root=root.hex(), note=note, signed_at=AT)


@pytest.mark.parametrize(
    ("lines", "quorum"), [((), 0), ((0,), 1), ((0, 1), 2), ((0, 1, 2), 2), (("quorum 3", 0, 1, 2), 3)]
)
def test_a_majority_is_asked_for_and_more_where_it_says_so(witnesses: Sequence[NoteKey], lines, quorum) -> None:
    text = "# thử\n" + "\n".join(f"{AWAY} {witnesses[one].vkey}" if type(one) is int else one for one in lines)
    assert read_witnesses(text).quorum == quorum


@pytest.mark.parametrize("line", ["quorum 1", "quorum 4", "quorum x", "quorum ²", "twice"])
def test_no_fewer_than_half_nor_more_than_there_are(witnesses: Sequence[NoteKey], line: str) -> None:
    text = "\n".join(f"{AWAY} {one.vkey}" for one in witnesses)
    with pytest.raises(UsageError, match="WITNESSES_UNREADABLE"):
        read_witnesses(f"{text}\n{f'{AWAY} {witnesses[0].vkey}' if line == 'twice' else line}")


def test_no_single_witness_of_several_makes_a_checkpoint_older(world: LogWorld, witnesses: Sequence[NoteKey]) -> None:
    text = checkpoint_text(world.log.name, 3, b"r" * 32)
    times = (AT - timedelta(days=900), AT, AT + timedelta(minutes=1))
    keys = [read_vkey(one.vkey) for one in (world.log, *witnesses)]
    for count, moment in ((1, times[0]), (2, times[1]), (3, times[1])):
        lines = [cosign(text, key, at) for key, at in list(zip(witnesses, times, strict=True))[:count]]
        seen = verify_checkpoint(with_lines(note_of(text, world.log), lines), keys)
        assert (seen.witnesses, seen.witnessed_at) == (count, moment)


class Shown:
    """An authority's log as one client sees it."""

    def __init__(self, note: str) -> None:
        self.note = note

    def checkpoint(self) -> str:
        return self.note

    def consistency(self, _old: int, _new: int) -> tuple[bytes, ...]:
        return ()


def test_a_client_notices_another_root_of_the_size_it_saw(world: LogWorld, tmp_path: Path) -> None:
    keys = [read_vkey(world.log.vkey)]
    seen = SeenLogs(tmp_path / "seen")
    notes = [note_of(checkpoint_text(world.log.name, 3, root), world.log) for root in (b"a" * 32, b"b" * 32)]
    assert seen.check(Shown(notes[0]), keys).state is LogState.KEPT  # type: ignore[arg-type]  # its two questions
    assert seen.check(Shown(notes[1]), keys).state is LogState.FORKED  # type: ignore[arg-type]  # the same
    assert seen.check(Shown(notes[0]), keys).state is LogState.KEPT, "what was seen first stays"  # type: ignore[arg-type]  # the same
