"""Issued records go along as they are: verified at the new school, never made anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from cryptography import x509

from hocba.documents.xml import exclusive_c14n, parse_strict, widest_limits
from hocba.exchange.statements import Receipt, sign_statement
from hocba.model import YearRecord
from hocba.verification import verify
from hocba_web.base.refusals import Refused
from hocba_web.records.models import Record
from hocba_web.records.selectors.files import contents
from hocba_web.schools.models import PriorYear
from hocba_web.schools.services.attachments import Upload
from hocba_web.submission.models import Departure
from hocba_web.submission.transfers.inheriting import newest_record
from hocba_web.submission.transfers.selectors.inherited import inherited
from hocba_web.submission.transfers.services import dossiers
from support.keys import algorithm_for, demo_ca
from support.web.acting import actor_for
from support.web.record_signing import policy
from support.web.school import NOW, make_school
from support.web.sealing import accepted, approved_class, seal_all
from support.web.signing import Pki, real_now
from web.transfers.conftest import Move
from web.transfers.test_whole_way import files_of, place, zip_of

pytestmark = pytest.mark.django_db
SUMMER = datetime(2026, 6, 8, 2, 0, tzinfo=UTC)
"""Monday after the year's end."""


@pytest.fixture
def summer(db: None, settings: Any, tmp_path: Any) -> Move:
    """A pupil of 4A1 with an accepted record of the year that is over."""
    del db
    settings.TRUST_FOLDER = tmp_path / "trust"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "hocba_web.base.stores.Folder",
            "OPTIONS": {"location": str(tmp_path / "files"), "base_url": None, "durable": False},
        }
    }
    pki = Pki(tmp_path / "trust", demo_ca())
    ready = approved_class(pupils=3)
    accepted(ready)
    enrolment = ready.records[0].enrolment
    new = make_school(classes=("4B1",), pupils=0, name="Trường Tiểu học Sao Mai")
    return Move(ready.world, new, pki, enrolment)


def leave(move: Move) -> bytes:
    transfer_id = move.release(on=SUMMER.date(), at=SUMMER)
    departure = move.prepare(transfer_id, at=SUMMER)
    assert (departure.state, departure.uuid) == ("sealed", None)  # nothing is to be signed: the year has its record
    return move.hand_over(departure, at=SUMMER)


def test_records_go_along_untouched_and_are_shown_read_only(summer: Move) -> None:
    archive = leave(summer)
    record = Record.objects.get(enrolment=summer.enrolment)
    files = files_of(archive)
    for kind in ("xml", "pdf"):
        name = next(one for one in files if one.endswith(f".{kind}") and str(record.uuid) in one)
        assert files[name] == contents([record.pk], kind)[record.pk]
    arrival = summer.apply(at=SUMMER, applied_on=SUMMER.date())
    brought = summer.bring(arrival, Upload("ho-so.zip", archive), at=SUMMER)
    assert brought.refused == 0, [(row.name, row.code, row.place, row.params) for row in arrival.files.all()]
    told = newest_record(arrival)
    assert isinstance(told, YearRecord)
    assert told.pupil.personal_id == summer.pupil.personal_id
    dossiers.receive(
        actor=actor_for(summer.new, "registrar", at=SUMMER), arrival_id=arrival.pk, on=SUMMER.date(), at=SUMMER
    )
    placed = place(summer, arrival, at=SUMMER, on=SUMMER.date())
    years = PriorYear.objects.filter(pupil_id=placed.pupil_id).order_by("first")
    assert [line.first for line in years] == [one.school_year.first for one in told.history]
    assert {line.school_name for line in years} == {summer.old.school.name}
    shown = inherited(actor_for(summer.new, "homeroom:4B1", at=SUMMER), placed.pupil_id or 0)
    assert [one.file.year for one in shown.years] == ["2025-2026"]
    assert not Record.objects.filter(enrolment__pupil_id=placed.pupil_id).exists()  # inherited, not made anew


def test_a_changed_record_is_refused_and_its_pdf_alone_is_enough(summer: Move) -> None:
    files = files_of(leave(summer))
    xml = next(one for one in files if one.startswith("HocBa") and one.endswith(".xml"))
    pdf = xml.removesuffix("xml") + "pdf"
    arrival = summer.apply(at=SUMMER, applied_on=SUMMER.date())
    forged = files[xml].replace(b"<DIEM_KIEM_TRA_DINH_KY>8<", b"<DIEM_KIEM_TRA_DINH_KY>9<", 1)
    assert forged != files[xml]
    summer.bring(arrival, zip_of({"a.xml": forged, "b.pdf": files[pdf]}), at=SUMMER)
    assert dict(arrival.files.values_list("media", "kept")) == {"xml": False, "pdf": True}
    assert newest_record(arrival) is not None


def test_another_pupils_record_in_the_same_archive_is_refused(summer: Move) -> None:
    files = files_of(leave(summer))
    other = Record.objects.exclude(enrolment=summer.enrolment).exclude(issued_at=None).first()
    assert other is not None
    files["khac.xml"] = contents([other.pk], "xml")[other.pk]
    arrival = summer.apply(at=SUMMER, applied_on=SUMMER.date())
    summer.bring(arrival, zip_of(files), at=SUMMER)
    (refused,) = arrival.files.filter(kept=False)
    assert (refused.name, refused.code) == ("khac.xml", "DOSSIER_OTHER_PUPIL")


def test_a_record_that_the_authority_has_not_accepted_does_not_leave(db: None, settings: Any, tmp_path: Any) -> None:
    del db
    settings.TRUST_FOLDER = tmp_path / "trust"
    pki = Pki(tmp_path / "trust", demo_ca())
    ready = approved_class(pupils=2)
    seal_all(ready)
    move = Move(ready.world, make_school(classes=("4B1",), pupils=0), pki, ready.records[0].enrolment)
    departure = move.prepare(move.release(on=SUMMER.date(), at=SUMMER), at=SUMMER)
    with pytest.raises(Refused, match="DOSSIER_RECORD_PENDING"):
        move.hand_over(departure, at=SUMMER)
    departure.refresh_from_db()
    assert departure.state == Departure.State.SEALED


def stated(move: Move, record: Record, by: str) -> bytes:
    """A receipt for a record's acceptance, signed with the certificate of some organisation."""
    key = move.pki.ca.seal(by, "5700999999")
    xml = contents([record.pk], "xml")[record.pk]
    receipt = Receipt(
        uuid=record.uuid,
        record_digest=sha256(exclusive_c14n(parse_strict(xml, widest_limits()))).hexdigest(),
        pdf_digest=None,
        school=move.old.school.code,
        message_id="thu-1",
        verdict="accepted",
        policy="hocba",
        accepted_at=NOW + timedelta(hours=1),
    )
    return sign_statement(receipt, key, algorithm_for(key), NOW + timedelta(hours=1)).encode()


@pytest.mark.parametrize("by_authority", [True, False])
def test_a_certificate_revoked_since_needs_the_receipt_of_the_records_own_authority(
    summer: Move, *, by_authority: bool
) -> None:
    record = Record.objects.get(enrolment=summer.enrolment)
    files = files_of(leave(summer))
    xml = contents([record.pk], "xml")[record.pk]
    head = next(one.certificate for one in verify(xml, policy(real_now())).signatures if one.slot == "CBQL")
    summer.pki.revoked.append((x509.load_der_x509_certificate(head or b""), SUMMER))
    summer.pki.publish()
    arrival = summer.apply(at=SUMMER, applied_on=SUMMER.date())
    assert summer.bring(arrival, zip_of(files), at=SUMMER).refused == 2  # XML and PDF: no proof of when they were made
    school = summer.old.school
    files[f"bien-nhan/{record.uuid}.jws"] = stated(
        summer, record, school.authority_name if by_authority else school.name
    )
    summer.bring(arrival, zip_of(files), at=SUMMER)
    kept = arrival.files.filter(kind="record", kept=True)
    assert sorted(kept.values_list("media", flat=True)) == (["pdf", "xml"] if by_authority else [])
