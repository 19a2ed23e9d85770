"""/mo-phong/: what an officer sees and sets while a school practises."""

from __future__ import annotations

import pytest

from hocba_web.gateway.models import Rehearsal
from hocba_web.officers.roles import OfficerRole
from support.web.authority import Sender, sealed
from support.web.authority_site import enter_window, make_officer
from support.web.browser import Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(officer_client):
    """An intake officer's browser."""
    return officer_client(OfficerRole.INTAKE)


@pytest.fixture
def page(school: Sender, demo) -> str:
    """The page of a school that has sent something."""
    school.judged(sealed(1), sealed(2))
    return f"/mo-phong/{school.school.id}/"


def test_an_empty_gateway_says_how_to_begin(client, demo):
    shown = client.get("/mo-phong/").content.decode()
    assert "Chưa có trường nào" in shown
    assert "gateway add-unit" in shown


def test_what_came_is_shown(client, school: Sender, page: str):
    overview = client.get("/mo-phong/").content.decode()
    assert school.school.name in overview
    shown = client.get(page).content.decode()
    assert "Đã xử lý" in shown
    assert "Nguyễn Thử" not in shown  # nothing here needs a pupil
    assert client.get("/mo-phong/0/").status_code == 404


def test_only_who_may_rehearse_comes_in(officer_client, school: Sender, page: str):
    for role in (OfficerRole.DECIDER, OfficerRole.AUDITOR):
        other = officer_client(role)
        for path in ("/mo-phong/", page):
            assert other.get(path).status_code == 403
        assert other.post(page + "cach-tra-loi/").status_code == 403
    elsewhere = officer_client(OfficerRole.INTAKE, ["Z9"])
    assert school.school.name not in elsewhere.get("/mo-phong/").content.decode()
    assert elsewhere.get(page).status_code == 404
    assert elsewhere.post(page + "cach-tra-loi/").status_code == 404


def test_how_the_gateway_answers_is_set_by_a_form(client, page: str):
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
    window: Window = request.getfixturevalue(f"officer_{size}")
    enter_window(window, make_officer(OfficerRole.INTAKE))
    for number, path in enumerate(("/mo-phong/", page)):
        window.go(path)
        window.check()
        window.picture(tmp_path / f"{size}-{number}.png", full=True)
