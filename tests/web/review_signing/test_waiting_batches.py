"""A confirmation that waits for its owner: what changed meanwhile is asked again before the key is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from hocba.adapters.agent import Returned
from hocba.signature_profile import ALGORITHMS
from hocba_web.base.refusals import Refused
from hocba_web.issuance.kinds.seal import pieces_for
from hocba_web.issuance.selectors.sealing import of_class
from hocba_web.records.models import Record, Signature, StoredFile
from hocba_web.records.services import returns, unlocking
from hocba_web.schools.models import Appointment, Teaching
from hocba_web.signatures.kinds import Piece
from hocba_web.signatures.models import Batch, Certificate, Item
from hocba_web.signatures.services import batches, queue, server_keys
from support.keys import demo_ca
from support.web import SchoolWorld, actor_for
from support.web.record_signing import sign_up_to
from support.web.records import initialised, ready_school, records_of
from support.web.school import NOW
from support.web.signing import PASSWORD, Pki, real_now, sign_all
from web.signatures.test_slots import pieces_of

LATER = timedelta(days=3)


@pytest.fixture
def pki(settings: pytest.MonkeyPatch, tmp_path: object) -> Pki:
    """The authority under which the records of the fixture are signed."""
    settings.TRUST_FOLDER = tmp_path / "trust"  # type: ignore[attr-defined, operator]  # fixtures of pytest
    return Pki(tmp_path / "trust", demo_ca())  # type: ignore[operator]  # as above


@pytest.fixture
def school(db: None, at: datetime) -> SchoolWorld:
    assert at == NOW
    world = ready_school(classes=("4A1",), pupils=3)
    initialised(world, "4A1")
    return world


def confirmed(world: SchoolWorld, who: str, kind: str, pieces: list[Piece], certificate_id: int) -> int:
    """A batch that nobody unlocked yet, its hashes made."""
    number = batches.start(
        actor=actor_for(world, who),
        kind=kind,
        pieces=pieces,
        certificate_id=certificate_id,
        seen=batches.seen_digest(pieces),
        at=NOW,
        real_at=real_now(),
    )
    queue.advance(number, at=NOW, real_at=real_now())
    return number


def left_alone(number: int) -> None:
    """As if it had been confirmed three days ago."""
    Batch.objects.filter(id=number).update(real_at=real_now() - LATER)


def give_back(world: SchoolWorld, record: Record) -> None:
    returns.give_back(
        actor=actor_for(world, "principal"),
        record_id=record.id,
        part="homeroom",
        note="Nhận xét chép nhầm của bạn khác",
        at=NOW,
        real_at=real_now(),
    )


def test_somebody_who_left_the_class_signs_no_more(school: SchoolWorld, pki: Pki) -> None:
    number = confirmed(
        school, "english", "slot", pieces_of(school, school.staff["english"], ("GVBM",)), pki.give(school, "english")
    )
    before = actor_for(school, "english")
    Teaching.objects.filter(staff=school.staff["english"]).update(staff=school.staff["arts"])
    left_alone(number)
    stopped = server_keys.sign(
        actor=before,
        batch_id=number,
        secret=PASSWORD,
        at=NOW,
        real_at=real_now(),
    )
    assert (stopped.state, stopped.stopped_code) == ("stopped", "NO_CAPACITY")
    assert not Signature.objects.exists()


def test_a_head_whose_office_ended_signs_no_more(school: SchoolWorld, pki: Pki) -> None:
    for record in records_of(school, "4A1"):
        sign_up_to(school, record.id, "GVCN")
    head = actor_for(school, "principal")
    number = confirmed(
        school,
        "principal",
        "slot",
        pieces_of(school, school.staff["principal"], ("CBQL",)),
        pki.give(school, "principal"),
    )
    Appointment.objects.filter(staff=school.staff["principal"]).update(until=date(2026, 5, 24))
    left_alone(number)
    assert queue.hashes(actor=head, batch_id=number, at=NOW, real_at=real_now()) == ()
    assert sign_all(head, number).stopped_code == "NO_CAPACITY"
    assert not Signature.objects.filter(slot="CBQL").exists()


def test_who_still_may_goes_on_after_days(school: SchoolWorld, pki: Pki) -> None:
    wanted = pieces_of(school, school.staff["english"], ("GVBM",))
    number = confirmed(school, "english", "slot", wanted, pki.give(school, "english"))
    left_alone(number)
    assert sign_all(actor_for(school, "english"), number).committed == len(wanted)


def test_values_that_come_a_day_late_are_not_taken(school: SchoolWorld, pki: Pki) -> None:
    made = pki.person_key(school, "english")
    number = confirmed(
        school,
        "english",
        "slot",
        pieces_of(school, school.staff["english"], ("GVBM",)),
        pki.give(school, "english", made=made),
    )
    owner = actor_for(school, "english")
    fetched = queue.hashes(actor=owner, batch_id=number, at=NOW, real_at=real_now())
    values = made.sign([one.message for one in fetched], ALGORITHMS[fetched[0].algorithm])
    brought = [Returned(one.item_id, value, made.chain[0]) for one, value in zip(fetched, values, strict=True)]
    tomorrow = NOW + timedelta(days=1)
    queue.give_values(actor=owner, batch_id=number, values=brought, at=tomorrow, real_at=real_now())
    assert not Signature.objects.exists(), "the time in a signature is near to when it was made"
    queue.give_values(actor=owner, batch_id=number, values=brought, at=NOW + timedelta(minutes=5), real_at=real_now())
    assert Signature.objects.count() == len(brought)


def test_a_record_given_back_is_not_signed_by_a_page_that_was_open(school: SchoolWorld, pki: Pki) -> None:
    records = records_of(school, "4A1")
    for record in records:
        sign_up_to(school, record.id, "GVCN")
    wanted = pieces_of(school, school.staff["principal"], ("CBQL",))
    certificate = pki.give(school, "principal")
    give_back(school, records[0])
    with pytest.raises(Refused, match="RECORD_TO_BE_UNLOCKED"):
        confirmed(school, "principal", "slot", wanted, certificate)


def test_a_record_given_back_after_the_confirmation_is_not_signed(school: SchoolWorld, pki: Pki) -> None:
    records = records_of(school, "4A1")
    for record in records:
        sign_up_to(school, record.id, "GVCN")
    number = confirmed(
        school,
        "principal",
        "slot",
        pieces_of(school, school.staff["principal"], ("CBQL",)),
        pki.give(school, "principal"),
    )
    give_back(school, records[0])
    state = sign_all(actor_for(school, "principal"), number)
    assert state.committed == len(records) - 1
    (failed,) = Item.objects.filter(state="failed")
    assert (failed.target, failed.failure_code) == (records[0].id, "RECORD_TO_BE_UNLOCKED")
    records[0].refresh_from_db()
    assert records[0].state == "homeroom_signed"


@pytest.mark.parametrize("half", [False, True])
def test_a_record_given_back_after_sealing_began_is_not_issued(school: SchoolWorld, pki: Pki, *, half: bool) -> None:
    records = records_of(school, "4A1")
    for record in records:
        sign_up_to(school, record.id)
    pki.give_seal(school)
    certificate = Certificate.objects.get(holder="organisation")
    rows = [row for row in of_class(school.classes["4A1"].id) if row.approved]
    number = confirmed(school, "clerk", "seal", list(pieces_for(rows)), certificate.id)
    clerk = actor_for(school, "clerk")
    if half:  # the XML is sealed, the PDF not yet
        server_keys.sign(actor=clerk, batch_id=number, secret=PASSWORD, at=NOW, real_at=real_now())
        assert Signature.objects.filter(slot="KY_PHAT_HANH").count() == len(records)
    give_back(school, records[0])
    sign_all(clerk, number)
    states = [Record.objects.get(id=one.id).state for one in records]
    assert states == ["principal_signed", *["issued"] * (len(records) - 1)]
    assert not StoredFile.objects.filter(record=records[0]).exists()
    request = unlocking.open_unlocking(records[0])
    assert request is not None
    unlocking.execute(actor=actor_for(school, "school_admin"), unlocking_id=request.id, at=NOW, real_at=real_now())
