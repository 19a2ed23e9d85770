"""Submissions: stored, judged one by one, accepted once whatever comes twice, late or half."""

from __future__ import annotations

import gzip
import re
import struct
import threading
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from hocba.documents.xml import DECLARATION
from hocba.exchange import encode_content
from hocba.exchange.messages import UploadPdf, Verdict, Want, request_json
from hocba.exchange.statements import Receipt
from hocba.signature_profile import profile
from hocba.verification import Indication, Policy, load_trust, verify_statement
from hocba_web.audit.models import Entry
from hocba_web.base import clock
from hocba_web.gateway import tasks
from hocba_web.gateway.models import Item, Message
from hocba_web.gateway.services import rehearsal
from hocba_web.gateway.services.judging import chunks, judge, lease
from hocba_web.register import facts, files
from hocba_web.register.models import Number, Record
from support.keys import demo_ca, sign_record
from support.web.authority import (
    AUTHORITY,
    NOW,
    SIGNED_AT,
    YEAR,
    Sender,
    decide_certificate,
    digest_of,
    forced,
    make_sender,
    package,
    record_of,
    seal,
    sealed,
    sealed_pair,
    staff,
)

pytestmark = pytest.mark.django_db


def entries(*actions: str) -> int:
    """How many traces of these actions there are."""
    return Entry.objects.filter(action__in=actions).count()


def errors(answer) -> dict[int, str]:
    """By number of the pupil: why refused; empty text where accepted."""
    return {row.uuid.int & 0xFFFF: row.error for row in answer.rows}


def test_records_are_accepted_with_their_bytes_digest_verdict_and_time(school: Sender):
    answer = school.judged(sealed(1), sealed(2))
    assert [row.status for row in answer.rows] == [Verdict.ACCEPTED] * 2
    assert not answer.refused
    held = Record.objects.get(uuid=record_of(1).lookup_uuid)
    assert files.get(held.file) == sealed(1)
    assert held.record_digest == digest_of(sealed(1).removeprefix(DECLARATION))
    assert (held.accepted_at, held.pdf, Number.objects.get(uuid=held.uuid).group) == (NOW, "", "15/6")
    assert held.evidence["indication"] == "TOTAL_PASSED"
    assert {one["status"] for one in held.evidence["signatures"]} == {"good"}
    assert files.get(held.evidence["status_data"])
    assert entries("register.records.accepted", "gateway.message.judged") == 2
    row = answer.rows[0]
    assert (row.pupil_name, row.personal_id) == ("Nguyễn Thử 1", "022216000001")


def test_receipt_and_code_come_only_when_wanted_and_the_code_once(school: Sender, settings):
    request = school.submit(sealed(1))
    school.send(request)
    (plain,) = school.send(school.ask(request)).rows
    assert (plain.receipt, plain.code) == (None, None)
    (row,) = school.send(school.ask(request, wants=frozenset(Want))).rows
    policy = Policy(validation_time=NOW, trust=load_trust(Path(settings.GATEWAY["trust"])))
    report = verify_statement(row.receipt, policy, kind=Receipt.kind, authority=AUTHORITY)
    assert report.indication is Indication.TOTAL_PASSED, report.findings
    receipt = Receipt.of(report.payload)
    held = Record.objects.get()
    assert (receipt.uuid, receipt.record_digest, receipt.message_id) == (
        row.uuid,
        held.record_digest,
        request.message_id,
    )
    assert receipt.accepted_at == NOW
    assert len(row.code) == 19
    assert row.code.replace("-", "") not in str(list(Number.objects.values()))
    (again,) = school.send(school.ask(request, wants=frozenset(Want))).rows
    assert (again.receipt, again.code) == (row.receipt, None)
    before = Number.objects.get().code_hash
    (renewed,) = school.send(school.ask(request, wants=frozenset(Want), renew=frozenset({row.uuid}))).rows
    assert renewed.code not in (None, row.code)
    assert Number.objects.get().code_hash not in ("", before)
    assert (
        school.send(school.ask(request, wants=frozenset(Want), renew=frozenset({UUID(int=77, version=4)}))).error
        == "GATEWAY_MALFORMED"
    )


def test_a_repeated_message_is_one_message(school: Sender):
    request = school.submit(sealed(1))
    first = school.send(request)
    assert school.send(request) == first
    assert Message.objects.filter(kind="submit").count() == 1
    assert Number.objects.count() == 1


def test_the_same_id_with_other_content_is_refused(school: Sender):
    request = school.submit(sealed(1))
    school.send(request)
    other = school.submit(sealed(2), message_id=request.message_id)
    response = school.post(request_json(other))
    assert response.status_code == 409
    assert school.send(other).error == "GATEWAY_MESSAGE_REUSED"
    assert school.send(replace(request, school_year=type(request.school_year)(2024))).error == "GATEWAY_MESSAGE_REUSED"
    assert Number.objects.count() == 1


def test_the_same_record_under_a_new_id_returns_the_old_receipt(school: Sender):
    wants = frozenset({Want.RECEIPT})
    (first,) = school.judged(sealed(1), wants=wants).rows
    (again,) = school.judged(sealed(1), wants=wants).rows
    assert again == first
    assert Number.objects.count() == 1


def test_one_bad_record_among_good_ones_is_refused_alone(school: Sender):
    broken = sealed(2).replace("Nguyễn Thử 2".encode(), "Nguyễn Thử 9".encode(), 1)
    good = package(sealed(1), sealed(2), sealed(3))
    # The list is signed by the school after the record was broken: only the record itself is wrong.
    assert good
    answer = school.judged(sealed(1), broken, sealed(3))
    assert errors(answer) == {1: "", 2: "GATEWAY_RECORD_SIGNATURE", 3: ""}
    row = answer.rows[1]
    assert row.error_field_title == "Chữ ký số"
    assert "không hợp lệ" in row.error_description
    assert Number.objects.count() == 2


def test_a_wrong_list_signature_refuses_the_whole(school: Sender):
    data = package(sealed(1))
    changed = data.replace("Nguyễn Thử 1".encode(), "Nguyễn Thử 9".encode(), 1)
    unsigned = data[: data.rindex(b"<ds:Signature ")] + b"</DANH_SACH_HOC_BA>"
    for whole in (changed, unsigned):
        request = school.submit(whole=whole)
        school.send(request)
        answer = school.send(school.ask(request))
        assert (answer.error, answer.rows) == ("GATEWAY_LIST_SIGNATURE", ())
    assert Number.objects.count() == 0


def test_only_approved_certificates_pass(newcomer: Sender):
    request = newcomer.submit(sealed(1))
    newcomer.send(request)
    assert newcomer.send(newcomer.ask(request)).error == "GATEWAY_CERTIFICATE_NOT_APPROVED"
    newcomer.send(newcomer.certificate())
    (certificate,) = newcomer.school.certificates.all()
    again = newcomer.submit(sealed(1))
    newcomer.send(again)
    assert newcomer.send(newcomer.ask(again)).error == "GATEWAY_CERTIFICATE_NOT_APPROVED"
    decide_certificate(certificate)
    assert errors(newcomer.judged(sealed(1))) == {1: ""}


def test_the_lists_certificate_may_be_approved_and_the_seals_not(school: Sender):
    other = demo_ca().seal(school.school.name, kind="p256", key_no=5)
    school.send(school.certificate(other))
    decide_certificate(school.school.certificates.get(status="pending"))
    first = school.school.certificates.exclude(serial_number=f"{other.certificate.serial_number:X}").get()
    decide_certificate(first, approve=False)
    request = school.submit(whole=package(sealed(1), signer=other))
    school.send(request)
    assert errors(school.send(school.ask(request))) == {1: "GATEWAY_SEAL_CERTIFICATE"}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"school_year": type(record_of(1).school_year)(2024)}, "GATEWAY_OTHER_YEAR"),
        ({"school": replace(record_of(1).school, code="22000999")}, "GATEWAY_OTHER_SCHOOL"),
    ],
)
def test_records_of_elsewhere_are_refused(school: Sender, changes, error):
    assert errors(school.judged(seal(record_of(1, **changes)))) == {1: error}


def test_a_used_number_is_never_used_again(school: Sender):
    school.judged(sealed(1))
    changed = seal(replace(record_of(1), revision=2))
    assert errors(school.judged(changed)) == {1: "GATEWAY_UUID_USED"}
    Number.objects.update(state=Number.State.RECALLED)
    assert errors(school.judged(sealed(1))) == {1: "GATEWAY_UUID_USED"}
    assert errors(school.judged(changed)) == {1: "GATEWAY_UUID_USED"}


def test_a_pupil_has_one_current_record_a_year(school: Sender):
    school.judged(sealed(1))
    second = seal(record_of(1, lookup_uuid=UUID(int=50, version=4)))
    assert errors(school.judged(second)) == {50: "GATEWAY_RECORD_EXISTS"}
    Number.objects.update(state=Number.State.RECALLED)
    assert errors(school.judged(second)) == {50: ""}


@pytest.mark.parametrize(
    "content",
    [
        "!!",
        b64encode(struct.pack("<I", 9) + gzip.compress(b"<HOC_BA/>")).decode(),
        b64encode(struct.pack("<I", 100) + gzip.compress(b" " * 80_000_000)).decode(),
        encode_content(b'<DANH_SACH_HOC_BA id="dataDanhSach"><HOC_BA>&x;</HOC_BA></DANH_SACH_HOC_BA>'),
        encode_content(b"<!DOCTYPE x><DANH_SACH_HOC_BA/>"),
    ],
    ids=["no base64", "no list", "bomb", "entity", "doctype"],
)
def test_content_that_is_no_list_is_stored_and_refused(school: Sender, content):
    request = replace(school.submit(sealed(1)), content=content)
    assert not school.send(request).refused
    answer = school.send(school.ask(request))
    assert (answer.error, answer.rows) == ("GATEWAY_LIST_UNREADABLE", ())


def test_a_record_that_cannot_be_read_is_refused_alone_by_its_number(school: Sender):
    broken = re.sub(rb"<TEN_LOP>.*?</TEN_LOP>", b"", sealed(2), count=1)
    request = school.submit(whole=forced(sealed(1), broken))
    school.send(request)
    answer = school.send(school.ask(request))
    assert errors(answer) == {1: "", 2: "GATEWAY_RECORD_UNREADABLE"}
    assert (answer.rows[1].pupil_name, answer.rows[1].error_field_title) == ("", "Tệp học bạ")
    nameless = re.sub(rb"<MA_TRA_CUU_UUID>.*?</MA_TRA_CUU_UUID>", b"", sealed(2), count=1)
    request = school.submit(whole=forced(sealed(3), nameless))
    school.send(request)
    answer = school.send(school.ask(request))
    assert (answer.error, answer.rows) == ("GATEWAY_LIST_UNREADABLE", ())
    assert Number.objects.count() == 1


@pytest.mark.parametrize(("month", "group"), [(5, "15/6"), (7, "15/8")])
def test_a_record_that_names_no_group_belongs_where_it_arrives(school: Sender, monkeypatch, month, group):
    monkeypatch.setattr(clock, "now", lambda: NOW.replace(month=month))
    data = sign_record(record_of(1), profile("cv2088-v1"), staff(), SIGNED_AT)
    assert errors(school.judged(data)) == {1: ""}
    assert Number.objects.get().group == group


def test_a_pdf_is_held_with_its_own_record_only(school: Sender):
    xml, pdf = sealed_pair(1)
    for number in (1, 2):
        school.send(
            UploadPdf(
                login=school.login,
                school_year=YEAR,
                message_id=school.id(),
                uuid=record_of(number).lookup_uuid,
                pdf=pdf,
            )
        )
    # The same content signed at another moment is another file; and another pupil's is another record.
    assert errors(school.judged(sealed(1), sealed(2))) == {1: "GATEWAY_PDF_WRONG", 2: "GATEWAY_PDF_WRONG"}
    assert errors(school.judged(xml)) == {1: ""}
    assert Record.objects.get().pdf == digest_of(pdf)


def test_the_clockwork_asks_again_for_what_lost_its_job(school: Sender, monkeypatch):
    look = tasks.look
    monkeypatch.setattr(tasks, "look", lambda _message_id: None)
    request = school.submit(sealed(1))
    school.send(request)
    monkeypatch.setattr(tasks, "look", look)
    assert tasks.pick_up(NOW) == 1
    assert tasks.pick_up(NOW) == 0
    assert errors(school.send(school.ask(request))) == {1: ""}


def test_a_list_whose_records_cannot_be_named_is_refused_whole(school: Sender):
    data = package(sealed(1), sealed(2))
    twice = data.replace(str(record_of(2).lookup_uuid).encode(), str(record_of(1).lookup_uuid).encode())
    request = school.submit(whole=twice)
    school.send(request)
    assert school.send(school.ask(request)).refused


def test_before_judgement_there_are_no_rows(school: Sender, demo):
    rehearsal.set_rules(None, school.school, at=NOW, judge_after=60)
    answer = school.judged(sealed(1))
    assert (answer.rows, answer.error) == ((), "")
    request = Message.objects.get(kind="submit")
    assert not judge(request.id, at=NOW, real_at=clock.real_now())
    assert judge(request.id, at=NOW, real_at=clock.real_now() + timedelta(minutes=2))
    assert Number.objects.count() == 1


def test_an_unknown_status_waits_and_is_asked_again(school: Sender, settings, tmp_path):
    crl = tmp_path / "trust" / "issuing.crl"
    kept = crl.read_bytes()
    crl.unlink()
    request = school.submit(sealed(1))
    school.send(request)
    assert school.send(school.ask(request)).rows == ()
    message = Message.objects.get(kind="submit")
    assert message.state == Message.State.STORED
    crl.write_bytes(kept)
    later = clock.real_now() + lease.AGAIN * 2
    assert lease.due(later) == [message.id]
    assert judge(message.id, at=NOW, real_at=later)
    assert errors(school.send(school.ask(request))) == {1: ""}


class Killed(BaseException):
    """What a process that is killed leaves: nothing after this point happens."""


def test_a_judge_that_is_killed_leaves_whole_decisions(school: Sender, monkeypatch):
    monkeypatch.setattr("hocba_web.gateway.tasks.look", lambda _message_id: None)
    request = school.submit(sealed(1), sealed(2), sealed(3))
    school.send(request)
    message = Message.objects.get(kind="submit")
    accept = chunks.accept_many

    def dies(found, *, at):
        if found[0].uuid == record_of(2).lookup_uuid:
            raise Killed
        return accept(found, at=at)

    monkeypatch.setattr(chunks, "SIZE", 1)
    monkeypatch.setattr(chunks, "accept_many", dies)
    now = clock.real_now()
    with pytest.raises(Killed):
        judge(message.id, at=NOW, real_at=now)
    monkeypatch.setattr(chunks, "accept_many", accept)
    assert errors(school.send(school.ask(request))) == {1: ""}
    assert not judge(message.id, at=NOW, real_at=now)  # somebody still holds it
    later = now + lease.LEASE * 2
    assert lease.due(later) == [message.id]
    assert judge(message.id, at=NOW, real_at=later)
    assert errors(school.send(school.ask(request))) == {1: "", 2: "", 3: ""}
    assert Number.objects.count() == 3
    assert not judge(message.id, at=NOW, real_at=later)


def test_a_message_that_ends_its_judge_again_and_again_is_given_up(school: Sender, monkeypatch):
    monkeypatch.setattr("hocba_web.gateway.tasks.look", lambda _message_id: None)
    request = school.submit(sealed(1))
    school.send(request)
    message = Message.objects.get(kind="submit")

    def dies(*_args, **_options):
        raise Killed

    monkeypatch.setattr(chunks, "accept_many", dies)
    at = clock.real_now()
    for _ in range(lease.MOST_ATTEMPTS):
        with pytest.raises(Killed):
            judge(message.id, at=NOW, real_at=at)
        at += lease.LEASE * 2
    assert judge(message.id, at=NOW, real_at=at)
    assert errors(school.send(school.ask(request))) == {1: "GATEWAY_NOT_JUDGED"}


def test_results_of_others_are_not_there(school: Sender):
    request = school.submit(sealed(1))
    school.send(request)
    other = make_sender("22000001", "Trường Tiểu học Khác")
    assert other.send(replace(other.ask(request))).error == "GATEWAY_MESSAGE_UNKNOWN"
    assert school.send(replace(school.ask(request), about="m-none")).error == "GATEWAY_MESSAGE_UNKNOWN"


def test_without_a_seal_there_is_no_receipt(school: Sender, settings):
    settings.GATEWAY = settings.GATEWAY | {"seal": ""}
    (row,) = school.judged(sealed(1), wants=frozenset({Want.RECEIPT})).rows
    assert (row.status, row.receipt) == (Verdict.ACCEPTED, None)
    assert facts.seal() is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_messages_judged_at_once_make_one_record(school: Sender, monkeypatch):
    monkeypatch.setattr("hocba_web.gateway.tasks.look", lambda _message_id: None)
    for _ in range(2):
        school.send(school.submit(sealed(1), sealed(2)))
    ids = list(Message.objects.filter(kind="submit").values_list("id", flat=True))
    now = clock.real_now()

    def work(message_id: int) -> None:
        try:
            judge(message_id, at=NOW, real_at=now)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(message_id,)) for message_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Item.objects.filter(state=Item.State.ACCEPTED).count() == 4
    assert Number.objects.count() == 2


def test_a_judge_who_comes_second_takes_what_the_first_wrote(school: Sender, monkeypatch):
    monkeypatch.setattr("hocba_web.gateway.tasks.look", lambda _message_id: None)
    school.send(school.submit(sealed(1)))
    school.send(school.submit(sealed(1)))
    slow, fast = Message.objects.filter(kind="submit").values_list("id", flat=True)
    accept = chunks.accept_many
    now = clock.real_now()

    def overtaken(found, *, at):
        if found[0].message_id == slow_id:
            monkeypatch.setattr(chunks, "accept_many", accept)
            judge(fast, at=NOW, real_at=now)
        return accept(found, at=at)

    slow_id = Message.objects.get(id=slow).message_id
    monkeypatch.setattr(chunks, "accept_many", overtaken)
    assert judge(slow, at=NOW, real_at=now)
    assert Item.objects.filter(state=Item.State.ACCEPTED).count() == 2
    assert Record.objects.get().message_id == Message.objects.get(id=fast).message_id


@pytest.mark.parametrize(
    ("tag", "changes"),
    [
        ("TEN_LOP", {"class_name": "5A1 (điểm trường Khe Nháng)"}),
        ("MA_HOC_SINH", {"pupil": replace(record_of(2).pupil, ministry_id="2" * 21)}),
        ("HO_VA_TEN", {"pupil": replace(record_of(2).pupil, name="Nguyễn " * 30)}),
        ("HO_VA_TEN", {"pupil": replace(record_of(2).pupil, name="ß" * 100)}),
    ],
    ids=["class", "pupil's code", "name", "name as searched for"],
)
def test_a_record_that_the_register_cannot_hold_keeps_no_other_waiting(school: Sender, tag, changes):
    answer = school.judged(sealed(1), seal(record_of(2, **changes)), sealed(3))
    assert errors(answer) == {1: "", 2: "GATEWAY_RECORD_UNREADABLE", 3: ""}
    assert f"({tag})" in answer.rows[1].error_description
    assert Number.objects.count() == 2
