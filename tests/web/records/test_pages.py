"""Pages about records, as people of the school see them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hocba.lifecycle import State
from hocba_web.records.models import Unlocking
from hocba_web.records.services import unlocking
from support.web import actor_for, logged_in, make_school
from support.web.record_signing import sign_up_to
from support.web.records import ARTS, initialised, ready_school, records_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(at):
    return ready_school()


def page(client, world, key, name, *args, **query):
    return logged_in(client, world, key).get(reverse(f"records:{name}", args=args), query)


def text(answer) -> str:
    return answer.content.decode()


def test_the_registrar_sees_who_is_ready_and_why_others_are_not(client, ready):
    school_class = ready.classes["4A1"]
    shown = text(page(client, ready, "registrar", "class", school_class.id))
    waiting = ready.enrolments["4A1"][0]
    assert "Khởi tạo 2 học bạ đã đủ điều kiện" in shown
    assert "chưa có kết quả đánh giá bổ sung" in shown
    assert reverse("assessment:supplementary_case", args=[waiting.id]) in shown
    assert "4A1" in text(page(client, ready, "registrar", "overview"))


def test_the_registrar_initialises_those_who_are_chosen(client, ready):
    school_class, (_, chosen, other) = ready.classes["4A1"], ready.enrolments["4A1"]
    logged_in(client, ready, "registrar")
    sent = {"planned_issue_on": "2026-05-26", "manager": ready.staff["principal"].id, "pupil": [chosen.id]}
    answer = client.post(reverse("records:initialise", args=[school_class.id]), sent, follow=True)
    assert "Đã khởi tạo 1 học bạ." in text(answer)
    assert [one.enrolment_id for one in records_of(ready, "4A1")] == [chosen.id]
    assert f'value="{other.id}"' in text(answer)
    sent["planned_issue_on"] = "2026-05-01"
    answer = client.post(reverse("records:initialise", args=[school_class.id]), sent)
    assert answer.status_code == 422
    assert "Ngày phát hành dự kiến đã qua" in text(answer)


@pytest.mark.parametrize(
    ("key", "sees", "not_sees"),
    [
        ("principal", ["Dân tộc", "Toán", "Âm nhạc", "Vi Thanh Tùng", "Trả lại"], ["Đề nghị mở"]),
        ("registrar", ["Dân tộc", "Toán", "Âm nhạc", "Đề nghị mở", "Bản nháp PDF"], ["Trả lại"]),
        ("homeroom:4A1", ["Dân tộc", "Toán", "Âm nhạc", "Đề nghị mở"], ["Trả lại"]),
        (ARTS, ["Âm nhạc", "Đề nghị mở"], ["Dân tộc", "Nhận xét của giáo viên chủ nhiệm", "Bản nháp PDF"]),
    ],
)
def test_everybody_sees_their_part_of_a_record(client, ready, key, sees, not_sees):
    initialised(ready, "4A1")
    record = records_of(ready, "4A1")[0]
    shown = text(page(client, ready, key, "record", record.id))
    for words in sees:
        assert words in shown
    for words in not_sees:
        assert words not in shown


def test_who_may_not_see_a_record(client, ready):
    initialised(ready, "4A1")
    record = records_of(ready, "4A1")[0]
    assert page(client, ready, "school_admin", "record", record.id).status_code == 403
    assert page(client, ready, ARTS, "draft_pdf", record.id).status_code == 404
    other = make_school()
    for name in ("record", "draft_pdf", "unlock_ask", "cancel_ask", "give_back"):
        assert page(client, other, "principal", name, record.id).status_code == 404
    assert page(client, other, "registrar", "class", record.school_class_id).status_code == 404


def test_the_draft_is_a_pdf_that_says_so(client, ready):
    initialised(ready, "4A1")
    record = records_of(ready, "4A1")[0]
    answer = page(client, ready, "homeroom:4A1", "draft_pdf", record.id)
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert page(client, ready, "homeroom:4A1", "file", record.id, "xml").status_code == 404


def test_from_request_to_opened_in_pages(client, ready):
    initialised(ready, "4A1")
    record = records_of(ready, "4A1")[0]
    sign_up_to(ready, record.id)
    sent = {"parts": ["MUSIC"], "reason": "Nhập nhầm mức của em"}
    logged_in(client, ready, ARTS)
    assert "Đã gửi đề nghị" in text(client.post(reverse("records:unlock_ask", args=[record.id]), sent, follow=True))
    asked = Unlocking.objects.get()
    logged_in(client, ready, "principal")
    assert "Nhập nhầm mức của em" in text(client.get(reverse("records:requests")))
    answer = client.post(reverse("records:unlock_decide", args=[asked.id]), {"granted": "no", "answer": ""})
    assert answer.status_code == 422
    client.post(reverse("records:unlock_decide", args=[asked.id]), {"granted": "yes", "answer": ""})
    logged_in(client, ready, "school_admin")
    shown = text(client.get(reverse("records:requests")))
    assert reverse("records:unlock_execute", args=[asked.id]) in shown
    assert reverse("records:record", args=[record.id]) not in shown
    client.post(reverse("records:unlock_execute", args=[asked.id]))
    record.refresh_from_db()
    assert record.stands is State.OPEN_ENTRY
    shown = text(page(client, ready, "homeroom:4A1", "record", record.id))
    assert "Đang mở để sửa" in shown
    grid = reverse("assessment:grid", args=[record.school_class_id, "cn", "nghe-thuat-am-nhac"])
    assert grid not in shown
    assert grid in text(page(client, ready, ARTS, "record", record.id))
    answer = client.post(reverse("records:corrected", args=[asked.id, "MUSIC"]), follow=True)
    assert "báo đã sửa xong" in text(answer)
    shown = text(page(client, ready, "registrar", "record", record.id))
    assert reverse("records:class", args=[record.school_class_id]) in shown
    assert "Đến trang khởi tạo lại" in shown


def test_a_record_page_asks_the_database_little(client, ready, django_assert_max_num_queries):
    initialised(ready, "4A1")
    record = records_of(ready, "4A1")[0]
    sign_up_to(ready, record.id)
    logged_in(client, ready, "principal")
    client.get(reverse("records:record", args=[record.id]))
    with django_assert_max_num_queries(65):
        client.get(reverse("records:record", args=[record.id]))


def test_revisions_can_be_compared(client, ready, at):
    initialised(ready, "4A1")
    record = records_of(ready, "4A1")[0]
    registrar = actor_for(ready, "registrar")
    row = unlocking.request(actor=registrar, record_id=record.id, parts=["homeroom"], reason="Sai quê quán", at=at)
    decide_and_open(ready, row, at)
    pupil = record.enrolment.pupil
    pupil.home_place = "Phường Uông Bí, Tỉnh Quảng Ninh"
    pupil.save()
    initialised(ready, "4A1")
    shown = text(page(client, ready, "registrar", "record", record.id, tu=1, den=2))
    assert "Phường Uông Bí, Tỉnh Quảng Ninh" in shown
    assert "Sai quê quán" in shown
    assert "diff-old" in shown
    shown = text(page(client, ready, "registrar", "record", record.id, lan=1))
    assert "Đang xem lần lập 1" in shown


def decide_and_open(world, row, at):
    principal, admin = actor_for(world, "principal"), actor_for(world, "school_admin")
    real = principal.factor_checked_at
    unlocking.decide(actor=principal, unlocking_id=row.id, granted=True, answer="", at=at, real_at=real)
    unlocking.execute(actor=admin, unlocking_id=row.id, at=at, real_at=admin.factor_checked_at)
