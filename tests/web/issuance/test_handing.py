"""Handing out: nothing leaves without its line, nothing void leaves at all, the code only on its own sheet and once."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction

from hocba.verification import verify_pair
from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.issuance import parcel
from hocba_web.issuance.models import HandOut
from hocba_web.issuance.ports import CodeState, ports
from hocba_web.issuance.selectors import handing, held
from hocba_web.issuance.services.handing import Recipient, hand_out, hand_out_code
from hocba_web.records.selectors.files import content, files_of
from hocba_web.schools.services.attachments import Upload
from support.page_texts import page_texts
from support.web import actor_for, logged_in
from support.web.record_signing import policy
from support.web.school import NOW
from support.web.sealing import recalled, seal_all

CODE = "7KQ4-M2XP-9TRD"
MOTHER = Recipient("Nguyễn Thị Mẹ", "mother", "Gia đình lưu giữ", signed_for=True)
FORM = {"relation": "mother", "recipient": "Nguyễn Thị Mẹ", "purpose": "Gia đình lưu giữ", "signed_for": "on"}


@pytest.fixture
def codes(monkeypatch):
    """Codes as the register sent them: taken out once."""
    kept = {}
    monkeypatch.setattr(ports, "confirmation_code", lambda record_id: kept.pop(record_id, None))
    monkeypatch.setattr(
        ports,
        "code_states",
        lambda ids: {one: CodeState.READY if one in kept else CodeState.GIVEN for one in ids},
    )
    return kept


def give(issued, record, **more):
    told = {
        "actor": actor_for(issued.world, "clerk"),
        "pupil_id": record.enrolment.pupil_id,
        "kind": "files",
        "record_ids": [record.id],
        "recipient": MOTHER,
        "at": NOW,
    }
    return hand_out(**told | more)


class TestLog:
    def test_a_hand_out_says_who_fetched_what_as_what_and_for_what(self, issued):
        number = give(issued, issued.records[0])
        (line,) = handing.log(issued.world.school.id)
        assert line.id == number
        assert (line.recipient, str(line.relation), line.purpose) == ("Nguyễn Thị Mẹ", "Mẹ", "Gia đình lưu giữ")
        assert line.by == issued.world.staff["clerk"].user.full_name
        trace = Entry.objects.get(action="issuance.files.handed_out")
        assert trace.details == {"relation": "mother", "records": 1}
        assert [one.pupil_id for one in trace.pupils.all()] == [issued.records[0].enrolment.pupil_id]

    def test_a_line_cannot_be_changed_or_taken_out(self, issued):
        number = give(issued, issued.records[0])
        for change in (
            lambda: HandOut.objects.filter(id=number).update(recipient="Người khác"),
            HandOut.objects.get(id=number).records.clear,
            lambda: connection.cursor().execute("DELETE FROM issuance_handout"),
        ):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                change()
        assert HandOut.objects.get(id=number).records.count() == 1

    @pytest.mark.parametrize(
        ("recipient", "code"),
        [
            (Recipient("", "mother", "Lưu giữ", signed_for=True), "HAND_OUT_RECIPIENT_MISSING"),
            (Recipient("Mẹ", "mother", " ", signed_for=True), "HAND_OUT_RECIPIENT_MISSING"),
            (Recipient("Mẹ", "neighbour", "Lưu giữ", signed_for=True), "HAND_OUT_RECIPIENT_MISSING"),
            (Recipient("Mẹ", "mother", "Lưu giữ", signed_for=False), "HAND_OUT_NOT_SIGNED_FOR"),
        ],
    )
    def test_nothing_is_handed_out_to_nobody(self, issued, recipient, code):
        with pytest.raises(Refused, match=code):
            give(issued, issued.records[0], recipient=recipient)
        assert not HandOut.objects.exists()


class TestWhatMayLeave:
    def test_only_what_the_authority_accepted(self, ready):
        seal_all(ready)
        with pytest.raises(Refused, match="HAND_OUT_NOT_ACCEPTED"):
            give(ready, ready.records[0])

    def test_a_recalled_record_is_read_as_void_and_given_to_nobody(self, issued):
        record = issued.records[0]
        number = give(issued, record)
        recalled(record)
        (known,) = held.of_pupil(issued.world.school.id, record.enrolment.pupil_id)
        assert known.void
        with pytest.raises(Refused, match="RECORD_IS_VOID"):
            give(issued, record)
        client = logged_in(_client(), issued.world, "clerk")
        assert "ĐÃ THU HỒI" in client.get(f"/phat-hanh/ban-giao/hoc-sinh/{known.pupil_id}/").content.decode()
        assert client.post(f"/phat-hanh/ban-giao/lan/{number}/tep/").status_code == 409

    def test_only_the_office_hands_out(self, issued):
        for who in ("principal", "registrar", "vice_principal", "school_admin", "homeroom:4A1"):
            with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
                give(issued, issued.records[0], actor=actor_for(issued.world, who))

    def test_records_of_another_child_or_school_are_not_found(self, issued, world):
        with pytest.raises(Missing):
            give(issued, issued.records[0], record_ids=[one.id for one in issued.records])
        with pytest.raises(Missing):
            give(issued, issued.records[0], actor=actor_for(world, "clerk"))

    def test_the_archive_holds_both_files_as_they_were_issued_and_no_name_of_a_child(self, issued):
        record = issued.records[0]
        records = held.of_pupil(issued.world.school.id, record.enrolment.pupil_id)
        packed = parcel.zipped(records, NOW)
        assert packed == parcel.zipped(records, NOW)
        with zipfile.ZipFile(BytesIO(packed)) as archive:
            files = {name.rpartition(".")[2]: archive.read(name) for name in archive.namelist()}
            names = " ".join(archive.namelist())
        of_xml, of_pdf = verify_pair(files["xml"], files["pdf"], policy())
        of_xml.require_passed()
        of_pdf.require_passed()
        assert files["pdf"] == content(files_of(record.id)["pdf"])
        assert record.enrolment.pupil.name.split()[-1] not in names

    @pytest.mark.parametrize("kind", ["print", "book"])
    def test_a_print_ends_with_the_schools_confirmation(self, issued, kind):
        record = issued.records[0]
        number = give(issued, record, kind=kind)
        answer = logged_in(_client(), issued.world, "clerk").post(f"/phat-hanh/ban-giao/lan/{number}/tep/")
        text = "".join(one.text for one in page_texts(answer.content))
        for expected in ("XÁC NHẬN CỦA CƠ SỞ GIÁO DỤC", "HIỆU TRƯỞNG", issued.world.staff["principal"].name):
            assert "".join(expected.split()) in text
        assert str(record.uuid) in text
        trace = Entry.objects.get(action="issuance.files.downloaded")
        assert trace.details == {"records": 1, "kind": kind}

    def test_a_receipt_is_kept_with_the_line(self, issued):
        picture = Upload("so-giao.png", b"\x89PNG\r\n\x1a\n" + b"x" * 20)
        number = give(issued, issued.records[0], receipt=picture)
        assert HandOut.objects.get(id=number).receipt.media_type == "image/png"

    def test_pages_ask_few_queries_however_many_pupils(self, issued, django_assert_max_num_queries):
        client = logged_in(_client(), issued.world, "clerk")
        class_id, pupil_id = issued.records[0].school_class_id, issued.records[0].enrolment.pupil_id
        for path in (
            "/phat-hanh/ban-giao/",
            f"/phat-hanh/ban-giao/lop/{class_id}/",
            f"/phat-hanh/ban-giao/hoc-sinh/{pupil_id}/",
            "/phat-hanh/ban-giao/so/",
            "/phat-hanh/ban-sao/",
        ):
            client.get(path)
            with django_assert_max_num_queries(30):
                assert client.get(path).status_code == 200


class TestSlips:
    def test_a_code_is_printed_once_on_a_sheet_without_any_result(self, issued, codes, settings):
        settings.LOOKUP_ADDRESS = "https://so.example.vn/tra-cuu/?u="
        record = issued.records[0]
        codes[record.id] = CODE
        client = logged_in(_client(), issued.world, "clerk")
        answer = client.post(f"/phat-hanh/ban-giao/hoc-ba/{record.id}/phieu-ma/", FORM)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Cache-Control"] == "private, no-store"
        text = "".join(one.text for one in page_texts(answer.content))
        assert CODE.replace("-", "") in text
        assert "so.example.vn/tra-cuu/" in text
        assert "?u=" not in text
        pupil = record.enrolment.pupil
        for secret in (str(record.uuid), pupil.personal_id, f"{pupil.born:%d/%m/%Y}", "Hoànthànhtốt", "Toán"):
            assert secret not in text
        again = client.post(f"/phat-hanh/ban-giao/hoc-ba/{record.id}/phieu-ma/", FORM)
        assert again.status_code == 422
        assert HandOut.objects.filter(kind="slip").count() == 1

    def test_a_code_that_is_not_there_leaves_no_line(self, issued, codes):
        with pytest.raises(Refused, match="CODE_NOT_HERE"):
            hand_out_code(
                actor=actor_for(issued.world, "clerk"), record_id=issued.records[0].id, recipient=MOTHER, at=NOW
            )
        assert not codes
        assert not HandOut.objects.exists()

    def test_a_code_enters_no_trace_and_no_table(self, issued, codes):
        record = issued.records[0]
        codes[record.id] = CODE
        client = logged_in(_client(), issued.world, "clerk")
        client.post(f"/phat-hanh/ban-giao/hoc-ba/{record.id}/phieu-ma/", FORM)
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of the database's own tables
                assert CODE not in repr(cursor.fetchall()), table

    def test_a_recalled_record_has_no_slip(self, issued, codes):
        record = issued.records[0]
        codes[record.id] = CODE
        recalled(record)
        with pytest.raises(Refused, match="RECORD_IS_VOID"):
            hand_out_code(actor=actor_for(issued.world, "clerk"), record_id=record.id, recipient=MOTHER, at=NOW)
        assert codes == {record.id: CODE}


def _client():
    from django.test import Client  # noqa: PLC0415  # one line

    return Client()
