"""/mo-phong/: what an officer sees and does while a school practises."""

from __future__ import annotations

import pytest
from django.test import Client

from hocba_web.gateway.models import Certificate, HeldRecord, RecallRequest, Rehearsal
from support.web.authority import Sender, sealed
from support.web.browser import Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(school: Sender, demo) -> str:
    """The page of a school that has sent something."""
    school.judged(sealed(1), sealed(2))
    school.send(school.recall(sealed(2)))
    return f"/mo-phong/{school.unit.id}/"


def test_an_empty_gateway_says_how_to_begin(demo):
    shown = Client().get("/mo-phong/").content.decode()
    assert "Chưa có trường nào" in shown
    assert "gateway add-unit" in shown


def test_what_came_and_what_waits_is_shown(school: Sender, page: str):
    overview = Client().get("/mo-phong/").content.decode()
    assert school.unit.name in overview
    shown = Client().get(page).content.decode()
    for text in ("Đã phê duyệt", "Nguyễn Thử 2", "Sai họ tên", "Đã xử lý"):
        assert text in shown
    assert Client().get("/mo-phong/0/").status_code == 404


def test_decisions_are_taken_by_forms(school: Sender, page: str):
    client = Client()
    certificate = Certificate.objects.get()
    answer = client.post(f"/mo-phong/chung-thu/{certificate.id}/", {"approve": "0", "reason": "Hết hạn"}, follow=True)
    assert "Đã từ chối chứng thư số." in answer.content.decode()
    client.post(f"/mo-phong/chung-thu/{certificate.id}/", {"approve": "1"})
    recall = RecallRequest.objects.get()
    client.post(f"/mo-phong/thu-hoi/{recall.id}/", {"agree": "1"})
    assert HeldRecord.objects.filter(state=HeldRecord.State.RECALLED).count() == 1
    again = client.post(f"/mo-phong/thu-hoi/{recall.id}/", {"agree": "1"})
    assert again.status_code == 409
    assert "đã được quyết định" in again.content.decode()
    client.post(page + "chot/", {"school_year": "2025-2026", "group": "15/6"})
    assert school.unit.closings.count() == 1
    assert client.post(page + "chot/", {"school_year": "2025", "group": "15/6"}).status_code == 422


def test_how_the_gateway_answers_is_set_by_a_form(school: Sender, page: str):
    client = Client()
    rules = {
        "approve_after": "",
        "recalls": "agree",
        "recall_after": "5",
        "judge_after": "3",
        "answer_after": "0",
        "drop_answers": "1",
        "answer_twice": "on",
        "refusals": "022216000003 GATEWAY_PUPIL_NAME\n\n",
    }
    assert client.post(page + "cach-tra-loi/", rules).status_code == 302
    found = Rehearsal.objects.get()
    assert found.refuse == {"022216000003": "GATEWAY_PUPIL_NAME"}
    assert (found.approve_after, found.recalls, found.answer_twice, found.never_answer) == (None, "agree", True, False)
    assert "022216000003 GATEWAY_PUPIL_NAME" in client.get(page).content.decode()
    for wrong in ({"refusals": "022216000003 NO_SUCH"}, {"judge_after": "-1"}, {"recalls": "x"}):
        assert client.post(page + "cach-tra-loi/", rules | wrong).status_code == 422
    assert Rehearsal.objects.get().judge_after == 3


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_pages_are_clean(page: str, size: str, request, tmp_path):
    window: Window = request.getfixturevalue(size)
    for number, path in enumerate(("/mo-phong/", page)):
        window.go(path)
        window.check()
        window.picture(tmp_path / f"{size}-{number}.png", full=True)
