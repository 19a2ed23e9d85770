"""The seal in two rounds: what it refuses, what it keeps, that it can be gone on with."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.storage import FileSystemStorage

from hocba.errors import HocbaError
from hocba.lifecycle import State
from hocba.signing import pades
from hocba.verification import verify_pair
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.base.stores import StorageAway
from hocba_web.issuance.kinds.seal import PDF, XML, SealKind, pieces_for
from hocba_web.issuance.rendition import sealed_at, to_seal
from hocba_web.issuance.selectors.sealing import classes_of_year, of_class, sealable
from hocba_web.records.models import Record, Step, StoredFile
from hocba_web.records.selectors.drafts import draft_of
from hocba_web.records.selectors.files import content, files_of
from hocba_web.records.services.unlocking import request
from hocba_web.signatures.models import Certificate
from support.keys import staff_of
from support.web import actor_for
from support.web.record_signing import key_of, policy, sign, sign_up_to
from support.web.records import initialised, ready_school, records_of
from support.web.school import NOW
from support.web.sealing import drive, school_seal, seal_all, signing

KIND = SealKind()


def pieces(world, records):
    rows = sealable(world.school.id, [record.id for record in records])
    return pieces_for([rows[record.id] for record in records])


@pytest.fixture
def record(ready):
    """The first of them."""
    return ready.records[0]


@pytest.fixture
def by(ready):
    """The clerk's confirmation."""
    return signing(ready.world, ready.key)


def first_round(ready, record, by):
    """The first round, prepared and signed: piece, message, value."""
    (piece,) = pieces(ready.world, [record])
    made = KIND.prepare(piece, by, ())
    (value,) = ready.key.sign([made.to_be_signed], by.algorithm)
    return piece, made, value


class TestSealing:
    def test_both_files_of_a_class_verify_and_are_kept_under_their_digests(self, ready):
        seal_all(ready)
        for record in Record.objects.filter(id__in=[one.id for one in ready.records]):
            assert record.stands is State.ISSUED
            assert record.issued_at == NOW
            kept = files_of(record.id)
            xml, pdf = content(kept["xml"]), content(kept["pdf"])
            of_xml, of_pdf = verify_pair(xml, pdf, replace(policy(), require_issued=True))
            of_xml.require_passed()
            assert of_pdf.require_passed().signed_xml == xml

    def test_the_pdf_is_the_same_bytes_whenever_it_is_made(self, ready, record, by):
        seal_all(ready, [record])
        draft = draft_of(record.id)
        again = pades.prepare(
            to_seal(draft, ""),
            by.chain,
            NOW,
            by.algorithm,
            school=draft.record.school.name,
            location=draft.record.place_of_issue,
            not_before=sealed_at(draft),
        )
        kept = content(files_of(record.id)["pdf"])
        assert again.document[: again.start] == kept[: again.start]
        assert again.document[again.end :] == kept[again.end :]

    def test_the_step_names_the_clerk_and_the_evidence_stays_with_the_seal(self, ready, record):
        seal_all(ready, [record])
        step = Step.objects.get(record=record, to_state=State.ISSUED.value)
        assert (step.role, step.by_id) == ("clerk", ready.world.staff["clerk"].user_id)
        assert record.revisions.get().signatures.get(slot=XML).evidence == ["ab" * 32]

    def test_the_principal_may_seal_too(self, ready, record):
        seal_all(ready, [record], who="principal")
        assert Step.objects.get(record=record, to_state=State.ISSUED.value).role == "principal"

    def test_the_record_digest_is_that_of_the_exclusive_form(self, ready, record):
        seal_all(ready, [record])
        expected = hashlib.sha256(draft_of(record.id).digest_input).hexdigest()
        assert set(StoredFile.objects.filter(record=record).values_list("record_digest", flat=True)) == {expected}

    def test_a_batch_that_ended_after_the_first_round_goes_on_with_the_second(self, ready, record, by):
        piece, made, value = first_round(ready, record, by)
        KIND.settle(piece, by, made, value)
        (row,) = [one for one in of_class(record.school_class_id) if one.record_id == record.id]
        assert row.half
        assert row.state is State.PRINCIPAL_SIGNED
        (second,) = pieces_for([row])
        assert (second.slot, second.order) == (PDF, 1)
        KIND.require(actor_for(ready.world, "clerk"), [second], at=NOW)
        later = signing(ready.world, ready.key, at=NOW + timedelta(hours=1))
        assert drive(KIND, [second], later, ready.key) == 1
        assert Record.objects.get(id=record.id).stands is State.ISSUED

    def test_a_round_that_is_done_is_not_done_again(self, ready, record, by):
        piece, made, value = first_round(ready, record, by)
        KIND.settle(piece, by, made, value)
        with pytest.raises(Refused, match="SHOWN_OUTDATED"):
            KIND.settle(piece, by, made, value)
        assert record.revisions.get().signatures.filter(slot=XML).count() == 1

    def test_lists_call_the_rounds_by_pupil_and_class_and_lead_back_to_the_class(self, ready, record):
        shown = pieces(ready.world, [record])
        name = record.enrolment.pupil.name
        assert KIND.titles(ready.world.school.id, shown) == [f"{name} – 4A1 (XML)"]
        assert KIND.pupils(shown) == [record.enrolment.pupil_id]
        assert KIND.done_url(shown).endswith(f"/lop/{record.school_class_id}/")


class TestRefusals:
    def test_only_the_office_and_the_principal_seal(self, ready):
        shown = pieces(ready.world, ready.records)
        for who in ("registrar", "vice_principal", "school_admin", "english"):
            with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
                KIND.require(actor_for(ready.world, who), shown, at=NOW)
        for who in ("clerk", "principal"):
            KIND.require(actor_for(ready.world, who), shown, at=NOW)

    def test_another_schools_record_is_not_found(self, ready):
        other = ready_school(classes=("4B1",), pupils=1)
        school_seal(other, ready.key)
        with pytest.raises(Missing, match="NOT_FOUND_HERE"):
            KIND.require(actor_for(other, "clerk"), pieces(ready.world, ready.records), at=NOW)

    @pytest.mark.django_db
    def test_not_before_the_planned_day(self):
        world = ready_school(classes=("4A1",), pupils=2)
        initialised(world, "4A1", planned=date(2026, 6, 10))
        record = records_of(world, "4A1")[0]
        sign_up_to(world, record.id)
        key = key_of(record.id, XML)
        school_seal(world, key)
        with pytest.raises(Refused, match="SEAL_TOO_EARLY"):
            KIND.require(actor_for(world, "clerk"), pieces(world, [record]), at=NOW)
        with pytest.raises(HocbaError, match="SEAL_BEFORE_PLANNED_DATE"):
            KIND.prepare(*pieces(world, [record]), signing(world, key), ())
        (row,) = classes_of_year(world.school.id, world.year.id, date(2026, 5, 25))
        assert (row.ready, row.early, row.planned_on) == (0, 1, date(2026, 6, 10))

    @pytest.mark.django_db
    def test_not_before_the_principal_has_signed(self):
        world = ready_school(classes=("4A1",), pupils=2)
        initialised(world, "4A1")
        record = records_of(world, "4A1")[0]
        sign_up_to(world, record.id, "GVCN")
        school_seal(world, key_of(record.id, XML))
        with pytest.raises(Refused, match="SEAL_NOT_APPROVED_YET"):
            KIND.require(actor_for(world, "clerk"), pieces(world, [record]), at=NOW)

    def test_a_certificate_that_is_not_approved_seals_nothing(self, ready, record, by):
        Certificate.objects.update(state=Certificate.State.PENDING)
        with pytest.raises(Refused, match="SEAL_NO_CERTIFICATE"):
            KIND.require(actor_for(ready.world, "clerk"), pieces(ready.world, [record]), at=NOW)
        with pytest.raises(Refused, match="SEAL_CERTIFICATE_NOT_APPROVED"):
            KIND.prepare(*pieces(ready.world, [record]), by, ())

    def test_a_certificate_lost_between_signing_and_checking_seals_nothing(self, ready, record, by):
        piece, made, value = first_round(ready, record, by)
        Certificate.objects.update(state=Certificate.State.LOST)
        with pytest.raises(Refused, match="SEAL_CERTIFICATE_NOT_APPROVED"):
            KIND.settle(piece, by, made, value)
        assert not record.revisions.get().signatures.filter(slot=XML).exists()

    def test_another_schools_certificate_is_refused_even_if_it_were_approved_here(self, ready, record):
        named = draft_of(record.id).record
        foreign = staff_of(replace(named, school=replace(named.school, name="Trường Tiểu học Khác")), kind="p256").seal
        Certificate.objects.all().delete()
        school_seal(ready.world, foreign)
        with pytest.raises(HocbaError, match="WRONG_SEAL"):
            KIND.prepare(*pieces(ready.world, [record]), signing(ready.world, foreign), ())

    def test_a_record_that_somebody_wants_unlocked_waits(self, ready, record):
        shown = pieces(ready.world, [record])
        request(actor=actor_for(ready.world, "clerk"), record_id=record.id, parts=["MATHS"], reason="Nhập nhầm", at=NOW)
        with pytest.raises(Refused, match="SEAL_UNLOCKING_ASKED"):
            KIND.require(actor_for(ready.world, "clerk"), shown, at=NOW)
        (row,) = classes_of_year(ready.world.school.id, ready.world.year.id, date(2026, 5, 25))
        assert (row.ready, row.waiting) == (len(ready.records) - 1, 1)

    def test_a_record_that_was_sealed_meanwhile_is_not_sealed_twice(self, ready, record):
        shown = pieces(ready.world, [record])
        sign(ready.world, record.id, XML)
        with pytest.raises(Refused, match="SHOWN_OUTDATED"):
            KIND.require(actor_for(ready.world, "principal"), shown, at=NOW)

    def test_a_value_of_another_message_is_not_taken(self, ready, record, by):
        piece, made, _ = first_round(ready, record, by)
        (wrong,) = ready.key.sign([b"something else"], by.algorithm)
        with pytest.raises(HocbaError, match="SIGNER_VALUE_WRONG"):
            KIND.settle(piece, by, made, wrong)

    def test_a_full_disk_leaves_the_record_where_it_was(self, ready, record, monkeypatch):
        def full(*_args, **_more):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(FileSystemStorage, "save", full)
        with pytest.raises(StorageAway, match="No space"):
            seal_all(ready, [record])
        assert Record.objects.get(id=record.id).stands is State.PRINCIPAL_SIGNED
        assert not StoredFile.objects.filter(record=record).exists()
        monkeypatch.undo()
        seal_all(ready, [record])
        assert Record.objects.get(id=record.id).stands is State.ISSUED


def test_counts_of_classes_follow_the_records(ready):
    day, count = date(2026, 5, 25), len(ready.records)
    (row,) = classes_of_year(ready.world.school.id, ready.world.year.id, day)
    assert (row.ready, row.issued, row.total) == (count, 0, count)
    seal_all(ready, ready.records[:1])
    (row,) = classes_of_year(ready.world.school.id, ready.world.year.id, day)
    assert (row.ready, row.issued, row.total) == (count - 1, 1, count)
