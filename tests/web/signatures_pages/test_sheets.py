"""What you see is what you sign: stale pages, forged forms, records that are given back, secrets, who may what."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client

from hocba_web.records.services.returns import give_back
from hocba_web.signatures.models import Batch, Item
from hocba_web.signatures.selectors.desk import desk, turns
from hocba_web.signatures.selectors.sheet import sheet
from support.web import make_school
from support.web.acting import actor_for, logged_in
from support.web.records import records_of
from support.web.school import SchoolWorld
from support.web.signing import PASSWORD, real_now
from web.signatures_pages.signing_up import corrected, form_of, sign_turn

pytestmark = pytest.mark.django_db


def _address(school: SchoolWorld, class_name: str = "4A2") -> str:
    return f"/ky-so/lop/{school.classes[class_name].id}/"


def test_a_page_that_grew_old_is_refused_and_marks_what_changed(school: SchoolWorld, at: datetime) -> None:
    client = logged_in(Client(), school, "english")
    form = form_of(client, _address(school))
    corrected(school, records_of(school, "4A2")[0], at=at)
    answer = client.post(_address(school), form)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "SHOWN_OUTDATED" in html
    assert html.count("Vừa thay đổi, xem lại") == 1
    assert "Em nghe hiểu tốt, cần luyện nói nhiều hơn." in html
    assert not Item.objects.exists()
    # Seen again, it can be signed.
    assert client.post(_address(school), form_of(client, _address(school))).status_code == 302


def test_only_what_changed_is_signed_again_and_it_is_highlighted(school: SchoolWorld, at: datetime) -> None:
    for who in ("english", "arts", "homeroom:4A2"):
        sign_turn(school, who, "4A2", at=at)
    corrected(school, records_of(school, "4A2")[0], at=at)
    english, arts = actor_for(school, "english"), actor_for(school, "arts")
    assert turns(arts)[0].class_name == "4A1"  # their part of 4A2 did not change and stands
    (again,) = [one for one in turns(english) if one.class_name == "4A2"]
    (row,) = sheet(english, [again])[0].rows
    assert (row.since, [(one.place, one.new) for one in row.changes]) == (
        1,
        [("Ngoại ngữ 1: nhận xét", "Em nghe hiểu tốt, cần luyện nói nhiều hơn.")],
    )
    sign_turn(school, "english", "4A2", at=at)
    homeroom = actor_for(school, "homeroom:4A2")
    (whole,) = sheet(homeroom, [one for one in turns(homeroom) if one.class_name == "4A2"])[0].rows
    assert [one.place for one in whole.changes] == ["Ngoại ngữ 1: nhận xét"]
    assert [piece.slot for piece in whole.pieces] == ["GVCN"]


def test_a_record_that_is_given_back_is_nobodys_turn(school: SchoolWorld, at: datetime) -> None:
    for who in ("english", "arts", "homeroom:4A2"):
        sign_turn(school, who, "4A2", at=at)
    principal = actor_for(school, "principal")
    record = records_of(school, "4A2")[0]
    assert desk(principal).pieces == 4
    give_back(actor=principal, record_id=record.id, part="homeroom", note="Sai", at=at, real_at=real_now())
    assert desk(principal).pieces == 3
    client = logged_in(Client(), school, "principal")
    assert str(record.id) not in form_of(client, _address(school))["record"]
    assert "Đang chờ mở khóa để sửa" in client.get(f"/duyet-hoc-ba/{school.classes['4A2'].id}/").content.decode()


@pytest.mark.parametrize("field", ["seen", "shown"])
def test_a_form_that_was_tampered_with_signs_nothing(school: SchoolWorld, field: str) -> None:
    client = logged_in(Client(), school, "english")
    form = form_of(client, _address(school))
    form[field] = "0" * 64 if field == "seen" else form["shown"][:1]
    answer = client.post(_address(school), form)
    assert answer.status_code == 409
    assert "SHOWN_OUTDATED" in answer.content.decode()
    assert client.post(_address(school), form | {"shown": ["nonsense"]}).status_code == 409
    assert not Batch.objects.exists()


def test_somebody_elses_part_cannot_be_signed_by_a_forged_form(school: SchoolWorld) -> None:
    arts = form_of(logged_in(Client(), school, "arts"), _address(school))
    client = logged_in(Client(), school, "english")
    mine = form_of(client, _address(school))
    answer = client.post(_address(school), arts | {"certificate": mine["certificate"]})
    assert answer.status_code == 409
    assert "SLOT_NOT_YOURS" in answer.content.decode()
    assert not Batch.objects.exists()


def test_nothing_chosen_and_no_certificate_are_said(school: SchoolWorld) -> None:
    client = logged_in(Client(), school, "english")
    form = form_of(client, _address(school))
    why = {f"why-{one}": "other" for one in form["record"]}
    for changed, code in (
        ({"record": []} | why, "SIGNING_NOTHING_CHOSEN"),
        ({"certificate": ""}, "SIGNING_NO_CERTIFICATE"),
    ):
        answer = client.post(_address(school), form | changed)
        assert answer.status_code == 409
        assert code in answer.content.decode()


def test_another_schools_class_and_batch_are_not_there(school: SchoolWorld) -> None:
    other = make_school()
    client = logged_in(Client(), school, "english")
    assert client.get(f"/ky-so/lop/{other.classes['4A1'].id}/").status_code == 404
    client.post(_address(school), form_of(client, _address(school)))
    batch = Batch.objects.get()
    stranger = logged_in(Client(), other, "principal")
    for path in ("", "trang-thai/"):
        assert stranger.get(f"/ky-so/dot/{batch.id}/{path}").status_code == 404
    for path in ("mo-khoa/", "ma-bam/", "gia-tri/", "dien-thoai/", "dung/", "tiep/"):
        answer = stranger.post(f"/ky-so/dot/{batch.id}/{path}", "{}", content_type="application/json")
        assert answer.status_code in {404, 409}, path
    colleague = logged_in(Client(), school, "arts")
    assert colleague.get(f"/ky-so/dot/{batch.id}/").status_code == 404


def test_the_principal_sees_and_stops_but_cannot_unlock_anothers_batch(school: SchoolWorld) -> None:
    client = logged_in(Client(), school, "english")
    client.post(_address(school), form_of(client, _address(school)))
    batch = Batch.objects.get()
    head = logged_in(Client(), school, "principal")
    html = head.get(f"/ky-so/dot/{batch.id}/").content.decode()
    assert "Đợt ký của người khác" in html
    assert "data-secret-form" not in html
    sent = json.dumps({"secret": PASSWORD})
    assert head.post(f"/ky-so/dot/{batch.id}/mo-khoa/", sent, content_type="application/json").status_code == 404
    assert head.post(f"/ky-so/dot/{batch.id}/dung/").status_code == 302
    assert Batch.objects.get().state == Batch.State.STOPPED


def test_a_secret_reaches_no_table_and_no_log(
    school: SchoolWorld, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    client = logged_in(Client(), school, "english")
    client.post(_address(school), form_of(client, _address(school)))
    batch, wrong = Batch.objects.get(), "bi-mat-9f3a-khong-dung"
    for path, sent in (("mo-khoa/", {"secret": wrong}), ("mo-khoa/", wrong), ("mo-khoa/", {"secret": [wrong]})):
        answer = client.post(f"/ky-so/dot/{batch.id}/{path}", json.dumps(sent), content_type="application/json")
        assert wrong not in answer.content.decode()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of our own tables
            assert not any(wrong in str(row) for row in cursor.fetchall()), table
    said = capfd.readouterr()
    assert wrong not in caplog.text + said.out + said.err


def test_only_pages_that_sign_may_reach_programs_on_the_computer(school: SchoolWorld) -> None:
    client = logged_in(Client(), school, "english")
    assert "ws://127.0.0.1:8988" in client.get(_address(school))["Content-Security-Policy"]
    for address in ("/ky-so/", "/chung-thu-so/", "/"):
        assert "127.0.0.1" not in client.get(address)["Content-Security-Policy"]


def test_a_class_is_shown_with_few_queries(school: SchoolWorld, django_assert_max_num_queries: object) -> None:
    client = logged_in(Client(), school, "english")
    client.get(_address(school))
    with django_assert_max_num_queries(26):  # type: ignore[operator]  # of pytest-django; two of them are savepoints
        client.get(_address(school))


def test_a_page_opened_before_a_record_was_given_back_does_not_sign_it(school: SchoolWorld, at: datetime) -> None:
    for who in ("english", "arts", "homeroom:4A2"):
        sign_turn(school, who, "4A2", at=at)
    client, record = logged_in(Client(), school, "principal"), records_of(school, "4A2")[0]
    form = form_of(client, _address(school))
    principal = actor_for(school, "principal")
    give_back(actor=principal, record_id=record.id, part="homeroom", note="Sai", at=at, real_at=real_now())
    answer = client.post(_address(school), form)
    assert answer.status_code == 409
    assert "RECORD_TO_BE_UNLOCKED" in answer.content.decode()
    assert Item.objects.filter(slot="CBQL").count() == 0
