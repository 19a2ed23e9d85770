# ruff: noqa: S608  # these tests are the attacker
"""Whatever is changed, removed, inserted or reordered behind the application's back, verification finds it.

Every case has the triggers out of the way and works with raw SQL, as somebody with the database in hand would.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from hocba_web.audit import checkpoints, sequencer, triggers
from hocba_web.audit.checkpoints import Head
from hocba_web.audit.models import Checkpoint, Entry, EntryPupil, Link
from hocba_web.audit.verification import Report, verify
from hocba_web.base import clock
from support.web.traces import AT, Somebody, chained, sql, tamper, trace

pytestmark = pytest.mark.django_db


def check(**options: object) -> Report:
    return verify(**({"now": clock.real_now() + timedelta(hours=1)} | options))  # type: ignore[arg-type]  # by name


def codes(**options: object) -> set[str]:
    return {fault.code for fault in check(**options).faults}


@pytest.fixture
def full() -> None:
    chained(5)
    chained(3, school_id=8)
    chained(2, school_id=None)


@pytest.mark.usefixtures("full")
def test_an_untouched_trail_is_intact() -> None:
    report = check()
    assert report.intact
    assert report.entries == 10
    assert [(head.chain, head.seq) for head in report.heads] == [(0, 2), (7, 5), (8, 3)]


CHANGED = {
    "uuid": "'00000000000000000000000000000001'",
    "at": "'2026-05-24 01:00:00+00:00'",
    "real_at": "'2026-05-24 01:00:00+00:00'",
    "school_id": "8",
    "user_id": "4",
    "role": "'principal'",
    "kind": "'view'",
    "action": "'schools.pupil.viewed'",
    "subject_kind": "'pupil'",
    "subject_id": "'77'",
    "code": "'X'",
    "details_json": """'{"cells": 3}'""",
    "request_id": "'x'",
}


def test_the_cases_below_cover_every_column() -> None:
    assert set(CHANGED) | {"id"} == {field.column for field in Entry._meta.concrete_fields}


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("place", [1, 3, 5])
@pytest.mark.parametrize("column", CHANGED)
def test_any_changed_column_of_any_entry_is_found(column: str, place: int) -> None:
    entry_id = Link.objects.get(chain=7, seq=place).pk
    tamper(f"UPDATE audit_entry SET {column} = {CHANGED[column]} WHERE id = {entry_id}")
    faults = [fault for fault in check().faults if fault.code == "AUDIT_ENTRY_CHANGED"]
    assert [(fault.chain, fault.seq, fault.entry_id) for fault in faults] == [(7, place, entry_id)]


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("column", ["school_id", "user_id"])
def test_an_entry_made_nobodys_is_found(column: str) -> None:
    tamper(f"UPDATE audit_entry SET {column} = NULL WHERE id = {Link.objects.get(chain=7, seq=2).pk}")
    assert "AUDIT_ENTRY_CHANGED" in codes()


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("place", [1, 3, 5])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entrypupil SET pupil_id = 999 WHERE id = {pupil}",
        "DELETE FROM audit_entrypupil WHERE id = {pupil}",
        "INSERT INTO audit_entrypupil (entry_id, pupil_id) VALUES ({entry}, 999)",
        "UPDATE audit_entrypupil SET entry_id = {other} WHERE id = {pupil}",
    ],
)
def test_any_pupil_added_to_or_taken_from_an_entry_is_found(change: str, place: int) -> None:
    entry_id = Link.objects.get(chain=7, seq=place).pk
    pupil = EntryPupil.objects.filter(entry_id=entry_id).values_list("pk", flat=True).first()
    tamper(change.format(pupil=pupil, entry=entry_id, other=Link.objects.get(chain=8, seq=2).pk))
    assert "AUDIT_ENTRY_CHANGED" in codes()


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("place", [1, 3, 5])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_link SET hash = '{zeros}' WHERE entry_id = {entry}",
        "UPDATE audit_link SET previous = '{ones}' WHERE entry_id = {entry}",
        "UPDATE audit_link SET seq = 50 WHERE entry_id = {entry}",
        "UPDATE audit_link SET chain = 9 WHERE entry_id = {entry}",
        "UPDATE audit_link SET entry_id = 900 WHERE entry_id = {entry}",
        "DELETE FROM audit_link WHERE entry_id = {entry}",
        "DELETE FROM audit_entry WHERE id = {entry}",
    ],
)
def test_any_link_changed_or_removed_and_any_entry_removed_is_found(change: str, place: int) -> None:
    tamper(change.format(entry=Link.objects.get(chain=7, seq=place).pk, zeros="0" * 64, ones="1" * 64))
    assert codes()


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(("first", "second"), [(1, 2), (2, 4), (4, 5), (1, 5)])
def test_two_entries_that_change_places_are_found(first: int, second: int) -> None:
    one, other = Link.objects.get(chain=7, seq=first), Link.objects.get(chain=7, seq=second)
    tamper(
        f"UPDATE audit_link SET entry_id = -1 WHERE entry_id = {one.pk}",
        f"UPDATE audit_link SET entry_id = {one.pk} WHERE entry_id = {other.pk}",
        f"UPDATE audit_link SET entry_id = {other.pk} WHERE entry_id = -1",
    )
    assert "AUDIT_ENTRY_CHANGED" in codes()


@pytest.mark.usefixtures("full")
def test_two_links_that_change_numbers_are_found() -> None:
    one, other = Link.objects.get(chain=7, seq=2), Link.objects.get(chain=7, seq=3)
    tamper(
        f"UPDATE audit_link SET seq = -1 WHERE entry_id = {one.pk}",
        f"UPDATE audit_link SET seq = 2 WHERE entry_id = {other.pk}",
        f"UPDATE audit_link SET seq = 3 WHERE entry_id = {one.pk}",
    )
    assert "AUDIT_LINK_BROKEN" in codes()
    assert "AUDIT_ENTRY_CHANGED" in codes()


COPIED = (
    "INSERT INTO audit_entry (uuid, at, real_at, school_id, user_id, role, kind, action, subject_kind, subject_id, "
    "code, details_json, request_id) SELECT '00000000000000000000000000000002', at, {real_at}, school_id, user_id, "
    "role, kind, action, subject_kind, subject_id, code, details_json, request_id FROM audit_entry WHERE id = {entry}"
)


@pytest.mark.usefixtures("full")
def test_an_entry_put_straight_into_the_table_is_found() -> None:
    tamper(COPIED.format(real_at="real_at", entry=Link.objects.get(chain=7, seq=2).pk))
    assert codes() == {"AUDIT_NEVER_CHAINED"}
    assert sequencer.sequence_all() == 0  # nor does the sequencer make it true


@pytest.mark.usefixtures("full")
def test_an_entry_put_in_for_an_earlier_day_is_found_even_when_it_was_chained() -> None:
    """Put in with the triggers on, or queued by hand, it gets a place; but a place after later entries."""
    sql(COPIED.format(real_at="'2026-05-24 01:00:00+00:00'", entry=Link.objects.get(chain=7, seq=2).pk))
    assert sequencer.sequence_all() == 1
    assert codes() == {"AUDIT_OUT_OF_ORDER"}


@pytest.mark.usefixtures("full")
def test_an_entry_that_was_edited_together_with_its_hash_breaks_the_next_link() -> None:
    link = Link.objects.get(chain=7, seq=3)
    tamper(f"UPDATE audit_entry SET user_id = 4 WHERE id = {link.pk}")
    forged = _hash_again(link)
    tamper(f"UPDATE audit_link SET hash = '{forged}' WHERE entry_id = {link.pk}")
    assert [(fault.code, fault.seq) for fault in check().faults] == [("AUDIT_LINK_BROKEN", 4)]


@pytest.mark.usefixtures("full")
def test_a_chain_written_anew_from_the_changed_place_on_is_found_by_a_kept_checkpoint(tmp_path: Path) -> None:
    checkpoints.write(tmp_path / "kept.json", checkpoints.heads(), at=AT)
    links = list(Link.objects.filter(chain=7, seq__gte=3).order_by("seq"))
    tamper(f"UPDATE audit_entry SET user_id = 4 WHERE id = {links[0].pk}")
    previous = links[0].previous
    for link in links:
        link.previous = previous
        previous = _hash_again(link)
        tamper(
            f"UPDATE audit_link SET previous = '{link.previous}', hash = '{previous}' WHERE entry_id = {link.pk}",
        )
    assert not codes()  # the chain alone cannot know
    assert codes(kept=checkpoints.read(tmp_path / "kept.json")) == {"AUDIT_CHECKPOINT_LOST"}


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("count", [1, 3, 5])
def test_an_end_that_was_cut_off_is_found(count: int, tmp_path: Path) -> None:
    """By a checkpoint, in the database or kept elsewhere; on SQLite already by the numbers given."""
    kept = checkpoints.heads()
    checkpoints.keep(at=AT)
    cut = ", ".join(
        str(pk) for pk in Link.objects.filter(chain=7).order_by("-seq").values_list("pk", flat=True)[:count]
    )
    statements = [
        f"DELETE FROM audit_link WHERE entry_id IN ({cut})",
        f"DELETE FROM audit_entrypupil WHERE entry_id IN ({cut})",
        f"DELETE FROM audit_entry WHERE id IN ({cut})",
    ]
    tamper(*statements)
    expected = {"AUDIT_CHECKPOINT_LOST"} | ({"AUDIT_NUMBERS_GONE"} if connection.vendor == "sqlite" else set())
    assert codes() == expected
    assert [(fault.chain, fault.seq) for fault in check(school_id=7).faults] == [(7, 5)]
    tamper("DELETE FROM audit_checkpoint")
    assert codes() == expected - {"AUDIT_CHECKPOINT_LOST"}
    assert codes(kept=kept) == expected


@pytest.mark.usefixtures("full")
def test_a_whole_chain_that_was_removed_is_found() -> None:
    checkpoints.keep(at=AT)
    entries = ", ".join(str(pk) for pk in Link.objects.filter(chain=8).values_list("pk", flat=True))
    tamper(
        "DELETE FROM audit_link WHERE chain = 8",
        f"DELETE FROM audit_entrypupil WHERE entry_id IN ({entries})",
        f"DELETE FROM audit_entry WHERE id IN ({entries})",
    )
    assert "AUDIT_CHECKPOINT_LOST" in codes()
    assert "AUDIT_CHECKPOINT_LOST" in codes(school_id=8)


@pytest.mark.usefixtures("full")
def test_a_changed_checkpoint_is_found() -> None:
    checkpoints.keep(at=AT)
    point = Checkpoint.objects.filter(chain=7).get()
    tamper(f"UPDATE audit_checkpoint SET hash = '{'2' * 64}' WHERE id = {point.pk}")
    assert codes() == {"AUDIT_CHECKPOINT_LOST"}
    tamper(f"UPDATE audit_checkpoint SET hash = '{point.hash}', seq = 4 WHERE id = {point.pk}")
    assert codes() == {"AUDIT_CHECKPOINT_LOST"}


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("name", sorted(triggers.names(connection)))
def test_a_removed_trigger_is_found(name: str) -> None:
    table = f" ON {triggers._table(name)}" if connection.vendor == "postgresql" else ""
    sql(f"DROP TRIGGER {name}{table}")
    assert [(fault.code, fault.detail) for fault in check().faults] == [("AUDIT_TRIGGER_MISSING", name)]


@pytest.mark.usefixtures("full")
def test_a_switched_off_trigger_is_found() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite cannot switch triggers off")
    sql("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only")
    assert codes() == {"AUDIT_TRIGGER_MISSING"}


@pytest.mark.usefixtures("full")
def test_pupils_of_an_entry_that_never_was_are_found() -> None:
    tamper("INSERT INTO audit_entrypupil (entry_id, pupil_id) VALUES (5000, 4)")
    assert codes() == {"AUDIT_ENTRY_MISSING"}


@pytest.mark.usefixtures("full")
def test_one_schools_chain_is_checked_alone() -> None:
    tamper(f"UPDATE audit_entry SET user_id = 4 WHERE id = {Link.objects.get(chain=7, seq=2).pk}")
    assert codes(school_id=7) == {"AUDIT_ENTRY_CHANGED"}
    assert not codes(school_id=8)
    assert not codes(school_id=0)


@pytest.mark.usefixtures("full")
def test_entries_may_wait_a_while_for_their_place() -> None:
    trace(6)
    trace(7, school_id=None, actor=Somebody(5))
    report = check(now=clock.real_now())
    assert report.intact
    assert report.waiting == 2
    assert [(fault.code, fault.chain) for fault in check().faults] == [
        ("AUDIT_NEVER_CHAINED", 7),
        ("AUDIT_NEVER_CHAINED", 0),
    ]


@pytest.mark.usefixtures("full")
def test_a_checkpoint_of_a_chain_that_is_unknown_here_is_told() -> None:
    assert codes(kept=[Head(99, 1, "3" * 64)]) == {"AUDIT_CHECKPOINT_LOST"}


def _hash_again(link: Link) -> str:
    from hocba_web.audit import canonical  # noqa: PLC0415  # only the forger needs it

    entry = Entry.objects.get(pk=link.pk)
    pupils = EntryPupil.objects.filter(entry=entry).values_list("pupil_id", flat=True)
    return canonical.link_hash(chain=link.chain, seq=link.seq, previous=link.previous, entry=entry, pupils=pupils)
