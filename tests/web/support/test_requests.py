"""Requests to supplier or authority: the admin drafts, the principal decides, the letter follows."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.support.models import ChangeRequest
from hocba_web.support.services import change_requests
from hocba_web.support.views.common import day_of_letter
from support.web import SchoolWorld, actor_for, logged_in, make_school


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 1), "ngày 01 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_are_written_as_letters_write_them(day: date, words: str) -> None:
    assert day_of_letter(day) == words


def drafted(world: SchoolWorld, at: datetime) -> ChangeRequest:
    return change_requests.draft_request(
        actor=actor_for(world, "school_admin"),
        addressee="supplier",
        subject="bổ sung môn tự chọn",
        text="Đề nghị bổ sung <môn tự chọn>.",
        at=at,
    )


@pytest.mark.parametrize("key", ["principal", "vice_principal", "registrar", "clerk", "homeroom:4A1", "english"])
def test_only_the_admin_drafts(world: SchoolWorld, at: datetime, key: str) -> None:
    with pytest.raises(Forbidden):
        change_requests.draft_request(actor=actor_for(world, key), addressee="supplier", subject="a", text="b", at=at)


@pytest.mark.parametrize("key", ["school_admin", "vice_principal", "registrar", "clerk", "english"])
def test_only_the_principal_decides(world: SchoolWorld, at: datetime, key: str) -> None:
    request = drafted(world, at)
    with pytest.raises(Forbidden):
        change_requests.decide_request(
            actor=actor_for(world, key), request_id=request.pk, approve=True, number="1/CV", at=at
        )


def test_number_reason_and_order_are_needed(world: SchoolWorld, at: datetime) -> None:
    request, head, admin = drafted(world, at), actor_for(world, "principal"), actor_for(world, "school_admin")

    def code(act, **more: object) -> str:
        with pytest.raises(Refused) as caught:
            act(request_id=request.pk, at=at, **more)
        return caught.value.code

    answer = {"answer": "Đã ghi nhận", "answered_on": date(2026, 5, 20)}
    assert code(change_requests.note_answer, actor=admin, **answer) == "REQUEST_NOT_APPROVED"
    assert code(change_requests.decide_request, actor=head, approve=True) == "REQUEST_NUMBER_NEEDED"
    assert code(change_requests.decide_request, actor=head, approve=False) == "REQUEST_NOTE_NEEDED"
    change_requests.decide_request(actor=head, request_id=request.pk, approve=True, number="12/CV-TH", at=at)
    assert code(change_requests.decide_request, actor=head, approve=False, note="a") == "REQUEST_DECIDED"
    change_requests.note_answer(actor=admin, request_id=request.pk, at=at, **answer)
    request.refresh_from_db()
    change_requests.note_answer(
        actor=admin, request_id=request.pk, at=at, answer="Đã làm xong", answered_on=date(2026, 5, 24)
    )
    request.refresh_from_db()
    assert (request.state, request.answer) == ("answered", "20/05/2026: Đã ghi nhận\n24/05/2026: Đã làm xong")
    assert code(change_requests.note_answer, actor=admin, answer="a" * 4000, answered_on=date(2026, 5, 24)) == (
        "REPORT_TOO_LONG"
    )
    with pytest.raises(Missing):
        change_requests.note_answer(
            actor=actor_for(make_school(), "school_admin"), request_id=request.pk, at=at, **answer
        )


def test_from_draft_to_letter_in_the_pages(world: SchoolWorld, at: datetime) -> None:
    admin, head = (logged_in(Client(), world, key) for key in ("school_admin", "principal"))
    sent = {"addressee": "authority", "subject": "quy định mới", "text": "Đề nghị <hướng dẫn>."}
    page = admin.post(reverse("support:request_draft"), sent)
    request = ChangeRequest.objects.get()
    assert page.url == reverse("support:request", args=[request.pk])
    letter = reverse("support:request_letter", args=[request.pk])
    assert admin.get(letter).status_code == 409
    assert admin.post(page.url, {"decision": "approve", "number": "1/CV"}).status_code == 403
    refused = head.post(page.url, {"decision": "approve", "number": ""})
    assert refused.status_code == 422
    assert "Chưa ghi số công văn" in refused.content.decode()
    head.post(page.url, {"decision": "approve", "number": "12/CV-TH"})
    printed = admin.get(letter).content.decode()
    for words in ("12/CV-TH", "V/v quy định mới", "ngày 25 tháng 5 năm 2026", "&lt;hướng dẫn&gt;", "Lại Thị Hà"):
        assert words in printed
    admin.post(page.url, {"answered_on": "2026-05-25", "answer": "Sẽ có trong bản tới"})
    assert "Sẽ có trong bản tới" in head.get(page.url).content.decode()
    assert logged_in(Client(), world, "english").get(page.url).status_code == 403
    assert logged_in(Client(), make_school(), "principal").get(page.url).status_code == 404
