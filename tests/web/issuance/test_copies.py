"""Certified copies and extracts: who decides, numbers without gaps, what they show, when they fall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.issuance.kinds.paper import PaperKind, piece_for
from hocba_web.issuance.models import Copy, CopyRegister, HandOut
from hocba_web.issuance.papers import abbreviation_of, copy_pdf
from hocba_web.issuance.selectors.copies import find_copy, register, waiting
from hocba_web.issuance.services.copies import Wanted, ask, decide, void
from hocba_web.issuance.services.handing import Recipient, hand_out_copy
from hocba_web.records.selectors.drafts import draft_of
from hocba_web.records.selectors.files import content
from hocba_web.schools.models import Appointment
from hocba_web.supervision.models import Notice
from support.keys import staff_of
from support.page_texts import page_texts
from support.web import actor_for
from support.web.school import NOW
from support.web.sealing import drive, recalled, signing


def text_of(pdf):
    """What the pages show, without white space."""
    return "".join(one.text for one in page_texts(pdf))


MOTHER = Recipient("Nguyễn Thị Mẹ", "mother", "Nộp hồ sơ học bổng", signed_for=True)


def wanted(record, **more):
    told = {
        "kind": Copy.Kind.CERTIFIED.value,
        "form": Copy.Form.PAPER.value,
        "record_ids": [record.id],
        "requester": "Nguyễn Thị Mẹ",
        "relation": "mother",
        "purpose": "Nộp hồ sơ học bổng",
    }
    return Wanted(**told | more)


def asked(issued, record=None, **more):
    record = record or issued.records[0]
    return ask(
        actor=actor_for(issued.world, "clerk"),
        pupil_id=record.enrolment.pupil_id,
        wanted=wanted(record, **more),
        at=NOW,
    )


def approved(issued, number, *, at=NOW, **more):
    told = {"grant": True, "signer_id": issued.world.staff["principal"].id, "abbreviation": "THPĐ"} | more
    version = find_copy(issued.world.school.id, number).version
    return decide(actor=actor_for(issued.world, "principal"), copy_id=number, version=version, at=at, **told)


def facts(issued, number):
    return find_copy(issued.world.school.id, number)


class TestRegister:
    def test_a_copy_gets_its_number_when_the_head_approves_it(self, issued):
        number = asked(issued)
        assert facts(issued, number).number is None
        assert approved(issued, number) == "01/SY-THPĐ"
        found = facts(issued, number)
        assert (found.number, found.year, found.dated.isoformat()) == (1, 2026, "2026-05-25")
        assert found.signer_title == "HIỆU TRƯỞNG"

    def test_both_kinds_share_one_row_of_numbers_and_every_year_begins_anew(self, issued):
        numbers = [asked(issued), asked(issued, kind="extract", sections=["subjects"]), asked(issued)]
        late = NOW + timedelta(days=300)
        symbols = [
            approved(issued, numbers[0]),
            approved(issued, numbers[1]),
            approved(issued, numbers[2], at=late),
        ]
        assert symbols == ["01/SY-THPĐ", "02/TrS-THPĐ", "01/SY-THPĐ"]
        assert facts(issued, numbers[2]).year == late.year

    def test_the_last_evening_of_the_year_counts_by_vietnamese_time(self, issued):
        number = asked(issued)
        approved(issued, number, at=datetime(2026, 12, 31, 18, 0, tzinfo=UTC))
        assert facts(issued, number).year == 2027

    def test_a_refused_approval_takes_no_number(self, issued):
        number, other = asked(issued), asked(issued)
        for bad in ({"signer_id": issued.world.staff["clerk"].id}, {"abbreviation": "TH 1"}, {"signer_id": None}):
            with pytest.raises(Refused):
                approved(issued, number, **bad)
        assert approved(issued, other) == "01/SY-THPĐ"

    def test_a_void_copy_keeps_its_number(self, issued):
        first, second = asked(issued), asked(issued)
        approved(issued, first)
        void(
            actor=actor_for(issued.world, "clerk"),
            copy_id=first,
            version=facts(issued, first).version,
            reason="In hỏng",
            at=NOW,
        )
        assert approved(issued, second) == "02/SY-THPĐ"
        assert [one.number for one in register(issued.world.school.id, 2026)] == [2, 1]
        with pytest.raises(Refused, match="COPY_IS_VOID"):
            facts(issued, first).require_finished()

    def test_two_heads_pages_cannot_number_one_copy_twice(self, issued):
        number = asked(issued)
        approved(issued, number)
        with pytest.raises(Refused, match="COPY_DECIDED_ALREADY"):
            approved(issued, number)
        assert CopyRegister.objects.get().last == 1

    def test_a_stale_page_is_refused(self, issued):
        number = asked(issued)
        with pytest.raises(Refused, match="COPY_CHANGED_MEANWHILE"):
            decide(
                actor=actor_for(issued.world, "principal"), copy_id=number, version=7, grant=False, answer="x", at=NOW
            )


class TestWhoMay:
    def test_the_office_asks_and_only_the_head_decides(self, issued):
        number = asked(issued)
        with pytest.raises(Forbidden, match="COPY_HEAD_DECIDES"):
            decide(actor=actor_for(issued.world, "clerk"), copy_id=number, version=1, grant=True, at=NOW)
        for who in ("registrar", "vice_principal", "school_admin", "english"):
            with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
                ask(
                    actor=actor_for(issued.world, who),
                    pupil_id=issued.records[0].enrolment.pupil_id,
                    wanted=wanted(issued.records[0]),
                    at=NOW,
                )

    def test_a_copy_of_another_school_does_not_exist_here(self, issued, world):
        number = asked(issued)
        with pytest.raises(Missing):
            decide(actor=actor_for(world, "principal"), copy_id=number, version=1, grant=True, at=NOW)
        with pytest.raises(Missing):
            ask(
                actor=actor_for(world, "clerk"),
                pupil_id=issued.records[0].enrolment.pupil_id,
                wanted=wanted(issued.records[0]),
                at=NOW,
            )

    def test_records_of_two_children_are_never_one_copy(self, issued):
        with pytest.raises(Missing):
            asked(issued, record_ids=[one.id for one in issued.records])

    def test_declining_needs_a_reason(self, issued):
        number = asked(issued)
        with pytest.raises(Refused, match="COPY_REASON_MISSING"):
            approved(issued, number, grant=False, answer=" ")
        approved(issued, number, grant=False, answer="Gia đình đã có bản sao")
        assert facts(issued, number).state is Copy.State.DECLINED
        assert not waiting(issued.world.school.id)


class TestWhatMayBeCopied:
    def test_a_recalled_record_is_not_copied_and_a_registered_copy_shows_it(self, issued):
        record = issued.records[0]
        number, later = asked(issued), asked(issued)
        approved(issued, number)
        recalled(record)
        with pytest.raises(Refused, match="RECORD_IS_VOID"):
            asked(issued)
        with pytest.raises(Refused, match="RECORD_IS_VOID"):
            approved(issued, later)
        with pytest.raises(Refused, match="RECORD_IS_VOID"):
            hand_out_copy(actor=actor_for(issued.world, "clerk"), copy_id=number, recipient=MOTHER, at=NOW)

    def test_there_is_no_electronic_certified_copy(self, issued):
        with pytest.raises(Refused, match="COPY_FORM_NOT_FORESEEN"):
            asked(issued, form="electronic")

    def test_odd_wishes_are_refused(self, issued):
        for bad, code in (
            ({"copies": 0}, "COPY_COUNT"),
            ({"copies": 21}, "COPY_COUNT"),
            ({"kind": "extract", "sections": ["secrets"]}, "COPY_KIND_UNKNOWN"),
            ({"kind": "other"}, "COPY_KIND_UNKNOWN"),
            ({"record_ids": []}, "COPY_NOTHING_CHOSEN"),
            ({"purpose": "  "}, "HAND_OUT_RECIPIENT_MISSING"),
            ({"relation": "aunt"}, "HAND_OUT_RECIPIENT_MISSING"),
        ):
            with pytest.raises(Refused, match=code):
                asked(issued, **bad)


class TestFiles:
    def test_a_certified_copy_bears_its_formalities(self, issued):
        number = asked(issued)
        symbol = approved(issued, number)
        text = text_of(copy_pdf(facts(issued, number)))
        for expected in ("SAO Y", symbol, "HIỆU TRƯỞNG", issued.world.staff["principal"].name):
            assert "".join(expected.split()) in text
        assert copy_pdf(facts(issued, number)) == copy_pdf(facts(issued, number))

    def test_an_extract_holds_what_was_chosen_and_nothing_else(self, issued):
        number = asked(issued, kind="extract", sections=["subjects"], subjects=["MATHS"])
        approved(issued, number)
        text = text_of(copy_pdf(facts(issued, number)))
        assert "TRÍCHSAO" in text
        assert "Toán" in text
        assert "TiếngViệt" not in text
        assert "Phẩmchất" not in text

    def test_an_electronic_extract_is_sealed_once_and_is_then_the_same_file(self, issued):
        number = asked(issued, kind="extract", form="electronic", sections=["overall"])
        approved(issued, number)
        copy = facts(issued, number)
        assert copy.to_be_sealed
        kind, by = PaperKind(), signing(issued.world, issued.key, at=NOW + timedelta(minutes=5))
        kind.require(actor_for(issued.world, "clerk"), [piece_for(copy)], at=NOW)
        drive(kind, [piece_for(copy)], by, issued.key)
        sealed = facts(issued, number)
        assert sealed.finished
        pdf = content(sealed.sha256)
        assert b"/SubFilter/ETSI.CAdES.detached" in pdf
        with pytest.raises(Refused, match="COPY_NOT_REGISTERED"):
            kind.require(actor_for(issued.world, "clerk"), [piece_for(copy)], at=NOW)
        with pytest.raises(Refused, match="SHOWN_OUTDATED"):
            kind.prepare(piece_for(copy), by, ())

    def test_a_copy_voided_while_it_was_being_sealed_is_not_sealed(self, issued):
        number = asked(issued, kind="extract", form="electronic")
        approved(issued, number)
        copy = facts(issued, number)
        kind, by = PaperKind(), signing(issued.world, issued.key, at=NOW + timedelta(minutes=5))
        made = kind.prepare(piece_for(copy), by, ())
        (value,) = issued.key.sign([made.to_be_signed], by.algorithm)
        clerk = actor_for(issued.world, "clerk")
        void(actor=clerk, copy_id=number, version=copy.version, reason="Gia đình không cần nữa", at=NOW)
        with pytest.raises(Refused, match="SHOWN_OUTDATED"):
            kind.settle(piece_for(copy), by, made, value)

    def test_nobody_elses_seal(self, issued):
        number = asked(issued, kind="extract", form="electronic")
        approved(issued, number)
        other = staff_of(draft_of(issued.records[0].id).record, kind="p256").seal
        with pytest.raises(Refused, match="SEAL_CERTIFICATE_NOT_APPROVED"):
            PaperKind().prepare(piece_for(facts(issued, number)), signing(issued.world, other), ())


def test_an_authorised_deputy_signs_in_the_heads_place(issued):
    deputy = issued.world.staff["vice_principal"]
    number = asked(issued)
    with pytest.raises(Refused, match="COPY_SIGNER_UNFIT"):
        approved(issued, number, signer_id=deputy.id)
    Appointment.objects.filter(staff=deputy).update(may_sign_for_principal=True)
    approved(issued, number, signer_id=deputy.id)
    assert facts(issued, number).signer_title == "KT. HIỆU TRƯỞNG/PHÓ HIỆU TRƯỞNG"


def test_the_head_hears_of_a_request_and_the_office_of_the_decision(issued):
    number = asked(issued)
    head, clerk = (issued.world.staff[who].user_id for who in ("principal", "clerk"))
    assert list(Notice.objects.values_list("user_id", "kind")) == [(head, "issuance.copy.asked")]
    approved(issued, number)
    assert (clerk, "issuance.copy.decided") in set(Notice.objects.values_list("user_id", "kind"))
    names = " ".join(Notice.objects.values_list("text", flat=True))
    assert issued.records[0].enrolment.pupil.name not in names


def test_a_fetched_copy_stands_in_the_log(issued):
    number = asked(issued)
    clerk = actor_for(issued.world, "clerk")
    with pytest.raises(Refused, match="COPY_NOT_FINISHED"):
        hand_out_copy(actor=clerk, copy_id=number, recipient=MOTHER, at=NOW)
    approved(issued, number)
    hand_out_copy(actor=clerk, copy_id=number, recipient=MOTHER, at=NOW)
    row = HandOut.objects.get()
    assert (row.kind, row.copy_id, row.recipient) == (HandOut.Kind.COPY, number, "Nguyễn Thị Mẹ")


def test_the_school_is_abbreviated_by_its_initials(world):
    world.school.name = "Trường Tiểu học Phương Đông"
    world.school.save()
    assert abbreviation_of(world.school.id) == "THPĐ"
