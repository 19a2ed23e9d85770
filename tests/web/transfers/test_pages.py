"""The pages: the whole way by their forms, who may open what, how many questions they ask the database."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hocba_web.base import clock
from hocba_web.submission.models import Arrival, Departure
from support.web.acting import logged_in
from support.web.school import SchoolWorld
from web.transfers.conftest import LEFT, MATERIALS, SCAN, Move

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """09/02/2026, 08:00 in Vietnam."""
    monkeypatch.setattr(clock, "now", lambda: LEFT)
    return LEFT


def paper(name: str = "don.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, SCAN.content)


def page(world: SchoolWorld, who: str, name: str, *args: Any) -> str:
    answer = logged_in(Client(), world, who).get(reverse(f"submission:{name}", args=args))
    assert answer.status_code == 200, answer.content.decode()[:800]
    return answer.content.decode()


def post(world: SchoolWorld, who: str, name: str, /, *args: Any, expect: int = 302, **data: Any) -> Any:
    answer = logged_in(Client(), world, who).post(reverse(f"submission:{name}", args=args), data)
    assert answer.status_code == expect, answer.content.decode()[:3000]
    return answer


@pytest.mark.usefixtures("at")
def test_the_way_in_by_the_pages(move: Move) -> None:
    archive = move.dossier()
    new = move.new
    assert "Không có việc chuyển trường nào đang chờ" in page(new, "registrar", "transfer_steps")
    page(new, "registrar", "arrival_new")
    told = {
        "name": move.pupil.name,
        "born": move.pupil.born.isoformat(),
        "grade": "4",
        "other_school": move.old.school.name,
        "other_province": "Tỉnh Quảng Ninh",
        "reason": "Gia đình chuyển nơi ở",
        "applied_on": "2026-02-09",
    }
    post(new, "registrar", "arrival_new", expect=422, **told)
    post(new, "registrar", "arrival_new", application=paper(), **told)
    arrival = Arrival.objects.get()
    steps = page(new, "principal", "transfer_steps")
    assert "Trả lời đơn xin chuyển đến" in steps
    assert "12/02/2026" in steps
    post(new, "principal", "arrival_answer", arrival.pk, expect=422, **{"dong-y": "khong", "answer": ""})
    post(new, "principal", "arrival_answer", arrival.pk, **{"dong-y": "co", "answer": "Còn chỗ"})
    post(new, "registrar", "arrival_bring", arrival.pk, expect=422)
    post(
        new,
        "registrar",
        "arrival_bring",
        arrival.pk,
        dossier=[SimpleUploadedFile("ho-so.zip", archive), SimpleUploadedFile("la.xml", b"<la/>")],
        papers=[paper("them.pdf")],
    )
    shown = page(new, "registrar", "arrival", arrival.pk)
    assert "Đạt" in shown
    assert "Tệp không nhận" in shown
    file = arrival.files.get(kind="handover")
    sent = logged_in(Client(), new, "registrar").get(reverse("submission:arrival_file", args=[arrival.pk, file.pk]))
    assert sent["Content-Disposition"].startswith("attachment")
    post(new, "registrar", "arrival_received", arrival.pk, on="2026-02-09")
    form = page(new, "registrar", "arrival_place", arrival.pk)
    assert move.pupil.personal_id in form
    values = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    values |= {"sex": "Nữ", "class_id": str(new.classes["4B1"].pk), "on": "2026-02-09", "reason": "Chuyển đến"}
    values |= dict.fromkeys(("birthplace", "home_place", "residence"), "Phường Yên Tử, Tỉnh Quảng Ninh")
    values.pop("csrfmiddlewaretoken", None)
    values.pop("sure", None)
    post(new, "registrar", "arrival_place", arrival.pk, **values)
    post(new, "principal", "arrival_answer", arrival.pk, **{"dong-y": "co", "answer": ""})
    arrival.refresh_from_db()
    assert arrival.state == "placed"
    old = page(new, "homeroom:4B1", "inherited", arrival.pupil_id)
    assert "Trường cũ" in old
    assert "Em ngoan, chăm học." in old
    assert "Đã xếp lớp" in page(new, "registrar", "arrival", arrival.pk)
    assert "Đã xếp lớp" in page(new, "registrar", "transfer_steps")


@pytest.mark.usefixtures("at")
def test_a_subject_teacher_sees_the_own_subject_of_the_old_school_alone(move: Move) -> None:
    from web.transfers.test_whole_way import place, received  # noqa: PLC0415  # helpers of the other file

    arrival = received(move)
    pupil_id = place(move, arrival).pupil_id
    shown = page(move.new, "english", "inherited", pupil_id)
    assert "Em ngoan, chăm học." not in shown
    assert "Ngoại ngữ" in shown
    assert "Đạo đức" not in shown
    file = arrival.files.get(kind="handover")
    address = reverse("submission:inherited_file", args=[pupil_id, file.pk])
    assert logged_in(Client(), move.new, "english").get(address).status_code == 403


@pytest.mark.usefixtures("at")
def test_teachers_of_the_class_find_who_brought_results(move: Move) -> None:
    from web.transfers.test_whole_way import place, received  # noqa: PLC0415  # helpers of the other file

    class_id = move.new.classes["4B1"].pk
    assert "Lớp chưa có" in page(move.new, "english", "class_inherited", class_id)
    place(move, received(move))
    for who in ("english", "homeroom:4B1", "registrar"):
        assert move.pupil.name in page(move.new, who, "class_inherited", class_id)
    address = reverse("submission:class_inherited", args=[class_id])
    assert logged_in(Client(), move.new, "school_admin").get(address).status_code == 403
    assert logged_in(Client(), move.old, "principal").get(address).status_code == 404


@pytest.mark.usefixtures("at")
def test_the_way_out_by_the_pages(move: Move) -> None:
    old = move.old
    transfer_id = move.release()
    assert "Lập hồ sơ" in page(old, "registrar", "transfer_steps")
    page(old, "registrar", "departure_prepare", transfer_id)
    given = {"excused": "2", "unexcused": "1", "manager": str(old.staff["principal"].pk)}
    post(old, "registrar", "departure_prepare", transfer_id, expect=422, **given)
    post(old, "registrar", "departure_prepare", transfer_id, materials=MATERIALS, **given)
    departure = Departure.objects.get()
    assert departure.due == date(2026, 2, 12)
    certificate = move.pki.give(old, "principal", at=LEFT)
    shown = page(old, "principal", "departure", departure.pk)
    assert "Ký phiếu bàn giao" in shown
    assert "Ký phiếu bàn giao" not in page(old, "registrar", "departure", departure.pk)
    digest = re.search(r'name="shown" value="(\w+)"', shown)
    assert digest is not None
    post(old, "principal", "departure_sign", departure.pk, expect=409, shown="0" * 64, certificate=str(certificate))
    answer = post(old, "principal", "departure_sign", departure.pk, shown=digest[1], certificate=str(certificate))
    assert "/ky-so/dot/" in answer["Location"]
    for media in ("xml", "pdf"):
        address = reverse("submission:departure_document", args=[departure.pk, media])
        sent = logged_in(Client(), old, "principal").get(address)
        assert sent.content[:5] in {b"<?xml", b"%PDF-"}
    address = reverse("submission:departure_archive", args=[departure.pk])
    assert logged_in(Client(), old, "principal").get(address).status_code == 404


@pytest.mark.usefixtures("at")
def test_the_archive_goes_to_office_and_principal_alone(move: Move) -> None:
    move.dossier()
    departure = Departure.objects.get()
    address = reverse("submission:departure_archive", args=[departure.pk])
    for who, status in (("registrar", 200), ("principal", 200), ("clerk", 403), ("homeroom:4A1", 403)):
        assert logged_in(Client(), move.old, who).get(address).status_code == status
    for who in ("registrar", "principal"):
        assert logged_in(Client(), move.new, who).get(address).status_code == 404
    assert "Đã giao hồ sơ" in page(move.old, "registrar", "transfer_steps")
    page(move.old, "clerk", "departure", departure.pk)


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize("who", ["school_admin", "english", "homeroom:4A1"])
def test_who_has_no_part_in_transfers_sees_none(move: Move, who: str) -> None:
    answer = logged_in(Client(), move.old, who).get(reverse("submission:transfer_steps"))
    assert answer.status_code == 403


@pytest.mark.usefixtures("at")
def test_arrivals_of_another_school_are_not_there(move: Move) -> None:
    arrival = move.apply()
    for name in ("arrival", "arrival_application", "arrival_place"):
        address = reverse(f"submission:{name}", args=[arrival.pk])
        assert logged_in(Client(), move.old, "registrar").get(address).status_code == 404


@pytest.mark.usefixtures("at")
def test_steps_ask_the_database_the_same_however_many(move: Move, django_assert_max_num_queries: Any) -> None:
    move.apply()
    for number in range(6):
        move.apply(name=f"Trần Văn {number}")
    client = logged_in(Client(), move.new, "registrar")
    client.get(reverse("submission:transfer_steps"))
    with django_assert_max_num_queries(25):
        client.get(reverse("submission:transfer_steps"))
