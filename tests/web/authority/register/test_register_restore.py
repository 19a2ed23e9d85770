"""The drill of the authority's side: backed up, gone on, lost, restored; the log signs nothing that forks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from hocba.adapters.clock import SystemClock
from hocba.verification import Indication, Policy, load_trust, verify_statement
from hocba_web.base.refusals import Refused
from hocba_web.register import files, partitions
from hocba_web.register.models import Copy, Number, Record
from hocba_web.register.selectors import records
from hocba_web.register.services import codes, receipts
from hocba_web.transparency.services import checkpoints, sequencer
from support.web.lived import lose_everything, run
from support.web.registering import AT, held, hold, judged, make_school, uuid_of
from support.web.transparent import log_world, witnessed

pytestmark = pytest.mark.django_db(transaction=True)
LATER = AT + timedelta(minutes=5)


@pytest.fixture
def site(transactional_db, authority_site) -> Iterator[object]:
    """An authority with a log whose witness remembers elsewhere."""
    world = log_world(authority_site.folder / "log")
    authority_site.settings.LOG = world.settings
    with witnessed(world):
        yield authority_site


def _publish() -> None:
    assert checkpoints.advance(SystemClock().now()) is not None
    receipts.sign_due(at=LATER)


def _everything() -> dict[str, object]:
    return {
        "numbers": list(Number.objects.order_by("uuid").values_list()),
        "records": list(Record.objects.order_by("uuid").values_list()),
        "copies": list(Copy.objects.values_list()),
        "receipts": records.receipts([uuid_of(1), uuid_of(2)]),
        "files": [records.xml(uuid_of(number)) for number in (1, 2)],
    }


def test_an_old_backup_comes_back_whole_but_signs_nothing_and_the_newest_goes_on(site, tmp_path: Path) -> None:
    school = make_school("22000001")
    held(school, 1)
    held(school, 2)
    told = codes.tell([uuid_of(1)], renew=(), at=AT)[uuid_of(1)]
    _publish()
    before = _everything()
    run("backup", tmp_path / "old")
    held(school, 3)
    _publish()
    assert records.receipt(uuid_of(3)) is not None
    run("backup", tmp_path / "newest")

    lose_everything()
    assert records.standing(uuid_of(1)) is None
    run("restore", tmp_path / "old")
    assert _everything() == before
    assert codes.fits(Number.objects.get(uuid=uuid_of(1)), told)
    policy = Policy(validation_time=LATER, trust=load_trust(site.folder / "trust"))
    receipt = verify_statement(records.receipt(uuid_of(1)), policy, kind="hocba-receipt")
    assert receipt.indication is Indication.TOTAL_PASSED
    _still_evidence()

    hold(judged(school, 4))  # accepted, but neither published nor receipted: the witness saw more
    sequencer.integrate_all()
    with pytest.raises(Refused, match="LOG_BEHIND_WITNESS"):
        checkpoints.publish(SystemClock().now())
    assert checkpoints.advance(SystemClock().now()) is None
    assert receipts.sign_due(at=LATER) == 0
    assert records.receipt(uuid_of(4)) is None

    run("restore", tmp_path / "newest", "--force")
    assert records.receipt(uuid_of(3)) is not None
    held(school, 4)
    _publish()
    assert records.receipt(uuid_of(4)) is not None
    assert receipts.waiting() == 0


def test_a_file_that_the_storage_lost_comes_back_from_the_backup(site, tmp_path: Path) -> None:
    number = held(make_school(), 1)
    run("backup", tmp_path / "copy")
    place = site.folder / "files" / files.place_of(records.held(number.uuid).file)
    place.write_bytes(b"damaged")
    with pytest.raises(Refused, match="REGISTER_FILE_DAMAGED"):
        records.xml(number.uuid)
    run("restore", tmp_path / "copy", "--force")
    assert records.xml(number.uuid) == b"<HOC_BA>1</HOC_BA>"


def _still_evidence() -> None:
    """Partitions and triggers came back too."""
    if connection.vendor == "postgresql":
        assert {"register_record_2025", "register_record_rest"} <= set(partitions.names())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_record")
