"""What the browser's grid is told: page, saves, refusals, another login, no login."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.assessment.models import SubjectResult
from hocba_web.assessment.selectors.tables.page import grid_page
from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Forbidden
from hocba_web.schools.models import RegulationVersion
from support.web import SchoolWorld, logged_in

JSON = {"Accept": "application/json"}


@pytest.fixture
def url(world: SchoolWorld) -> str:
    return f"/ket-qua/{world.classes['4A1'].id}/cn/toan/"


@pytest.fixture
def signed_in(world: SchoolWorld, client: Client, at: datetime) -> Client:
    return logged_in(client, world, "homeroom:4A1", capacity=f"homeroom:{world.classes['4A1'].id}")


def body(world: SchoolWorld, **changes: object) -> str:
    given = {
        "act": str(uuid4()),
        "kind": "type",
        "user": f"u{world.staff['homeroom:4A1'].user_id}",
        "changes": [{"row": world.enrolments["4A1"][0].id, "col": "MATHS.level", "value": "T", "base": 0}],
    }
    return json.dumps(given | changes)


def send(client: Client, url: str, data: str | bytes):
    return client.post(f"{url}luu/", data, content_type="application/json", headers=JSON)


def test_the_data_of_a_page(world: SchoolWorld, signed_in: Client, url: str, at: datetime) -> None:
    window = world.open_window()
    page = signed_in.get(url)
    data = page.context["grid"]
    assert data["key"] == f"c{world.classes['4A1'].id}-cn-toan"
    assert (data["editable"], data["closed_reason"]) == (True, "")
    assert data["open_until"] == window.closes_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert [(one["id"], one["kind"], one["editable"]) for one in data["columns"]] == [
        ("MATHS.level", "level", True),
        ("MATHS.score", "score", True),
        ("MATHS.comment", "text", True),
    ]
    assert data["columns"][2]["level_col"] == "MATHS.level"
    assert [row["name"] for row in data["rows"]] == [one.pupil.name for one in world.enrolments["4A1"]]
    assert data["counts"] == {"filled": 0, "total": 6, "errors": 0}
    assert signed_in.get(f"{url}du-lieu/").json()["columns"] == data["columns"]
    assert Entry.objects.filter(action="assessment.results.viewed").count() == 2
    assert Entry.objects.filter(action="assessment.results.viewed").first().pupils.count() == 3


def test_closed_pages_say_why_and_what_next(world: SchoolWorld, signed_in: Client, url: str, at: datetime) -> None:
    world.open_window(around=at - timedelta(days=10))
    data = signed_in.get(f"{url}du-lieu/").json()
    assert not data["editable"]
    assert "đã khóa nhập" in data["closed_reason"]
    assert "Xin mở để sửa" in data["closed_reason"]
    assert data["open_until"] is None


def test_a_part_of_many_subjects_may_be_open(world: SchoolWorld, signed_in: Client, at: datetime) -> None:
    world.open_window(part="MATHS")
    page = f"/ket-qua/{world.classes['4A1'].id}/cn/cac-mon/"
    data = signed_in.get(f"{page}du-lieu/").json()
    assert {one["id"] for one in data["columns"] if one["editable"]} == {"MATHS.level", "MATHS.score"}
    first = world.enrolments["4A1"][0].id
    changes = [{"row": first, "col": f"{part}.level", "value": "T", "base": 0} for part in ("MATHS", "ETHICS")]
    told = send(signed_in, page, body(world, changes=changes)).json()
    assert [one["col"] for one in told["saved"]] == ["MATHS.level"]
    assert [(one["col"], one["code"]) for one in told["refused"]] == [("ETHICS.level", "WINDOW_NOT_DECIDED")]


def test_a_column_of_another_table_is_refused(world: SchoolWorld, signed_in: Client, url: str) -> None:
    world.open_window()
    change = {"row": world.enrolments["4A1"][0].id, "col": "ETHICS.level", "value": "T", "base": 0}
    answer = send(signed_in, url, body(world, changes=[change]))
    assert (answer.status_code, answer.json()["code"]) == (409, "GRID_MALFORMED")


@pytest.mark.parametrize(
    "changes",
    [
        {"act": "no-uuid"},
        {"kind": "steal"},
        {"changes": []},
        {"changes": {}},
        {"changes": [{"row": "1", "col": "MATHS.level", "value": "T", "base": 0}]},
        {"changes": [{"row": True, "col": "MATHS.level", "value": "T", "base": 0}]},
        {"changes": [{"row": 1, "col": 7, "value": "T", "base": 0}]},
        {"changes": [{"row": 1, "col": "MATHS.level", "value": "T"}]},
        {"changes": [{"row": 1, "col": "MATHS.level", "value": "T", "base": 0}] * 2},
        {"changes": [{"row": 1, "col": "KHONG", "value": "T", "base": 0}]},
        {"changes": ["x"]},
    ],
)
def test_what_is_not_the_protocol_is_refused_with_words(
    world: SchoolWorld, signed_in: Client, url: str, changes: dict
) -> None:
    world.open_window()
    answer = send(signed_in, url, body(world, **changes))
    assert (answer.status_code, answer.json()["code"]) == (409, "GRID_MALFORMED")
    assert answer.json()["next"]


@pytest.mark.parametrize("data", ["", "{", "[]", b"\xff\xfe"])
def test_what_is_no_json_is_refused(world: SchoolWorld, signed_in: Client, url: str, data: str | bytes) -> None:
    answer = send(signed_in, url, data)
    assert (answer.status_code, answer.json()["code"]) == (409, "GRID_MALFORMED")


def test_another_login_takes_nothing(world: SchoolWorld, client: Client, url: str, at: datetime) -> None:
    world.open_window()
    logged_in(client, world, "english")
    answer = send(client, url, body(world))
    assert (answer.status_code, answer.json()["code"]) == (403, "GRID_OTHER_USER")
    assert not SubjectResult.objects.exists()


def test_without_login(world: SchoolWorld, client: Client, url: str, at: datetime) -> None:
    world.open_window()
    answer = send(client, url, body(world))
    assert answer.status_code in {302, 401}
    assert client.get(f"{url}du-lieu/", headers=JSON).status_code in {302, 401}
    assert not SubjectResult.objects.exists()


def test_a_forged_request_is_refused(world: SchoolWorld, at: datetime, url: str) -> None:
    world.open_window()
    strict = logged_in(Client(enforce_csrf_checks=True), world, "homeroom:4A1")
    answer = send(strict, url, body(world))
    assert (answer.status_code, answer.json()["code"]) == (403, "CSRF_FAILED")


@pytest.mark.parametrize("path", ["xx/toan/", "cn/khong/", "gk1/tong-ket/", "cn/tu-nhien-va-xa-hoi/"])
def test_addresses_that_are_nothing(world: SchoolWorld, signed_in: Client, path: str) -> None:
    assert signed_in.get(f"/ket-qua/{world.classes['4A1'].id}/{path}").status_code == 404


def test_saving_needs_post(signed_in: Client, url: str) -> None:
    assert signed_in.get(f"{url}luu/").status_code == 405


def _inspector(world: SchoolWorld, classes: frozenset[int]) -> Actor:
    return Actor(
        user_id=world.staff["clerk"].user_id,
        name="Đoàn kiểm tra",
        role=Role.INSPECTOR,
        school_id=world.school.id,
        capacity="inspection:1",
        inspection_id=1,
        inspects=classes,
    )


def test_an_inspector_reads_what_the_inspection_names_and_enters_nothing(
    world: SchoolWorld, enter, at: datetime
) -> None:
    world.open_window()
    inspector = _inspector(world, frozenset({world.classes["4A1"].id}))
    page = grid_page(inspector, world.classes["4A1"].id, Moment.YEAR_END, "toan", at)
    assert not page.data["editable"]
    with pytest.raises(Forbidden):
        grid_page(inspector, world.classes["4A2"].id, Moment.YEAR_END, "toan", at)
    with pytest.raises(Forbidden):
        enter({(0, "MATHS.level"): "T"}, actor=inspector)


def test_columns_follow_grade_and_moment(world: SchoolWorld, signed_in: Client, at: datetime) -> None:
    class_id = world.classes["4A1"].id
    for moment, sheet, scored in (("gk1", "toan", True), ("gk1", "khoa-hoc", False), ("ck1", "khoa-hoc", True)):
        kinds = [
            one["kind"] for one in signed_in.get(f"/ket-qua/{class_id}/{moment}/{sheet}/du-lieu/").json()["columns"]
        ]
        assert ("score" in kinds) is scored
    assert signed_in.get(f"/ket-qua/{class_id}/gk1/chuyen-can-suc-khoe/").status_code == 404


def test_the_year_end_table_explains_itself(world: SchoolWorld, signed_in: Client, at: datetime) -> None:
    world.open_window()
    data = signed_in.get(f"/ket-qua/{world.classes['4A1'].id}/cn/tong-ket/du-lieu/").json()
    columns = {one["id"]: one for one in data["columns"]}
    assert not columns["proposed"]["editable"]
    assert not columns["why"]["editable"]
    assert columns["overall"]["choices"][0] == {"v": "HTXS", "label": "Hoàn thành xuất sắc"}
    assert data["rows"][0]["cells"]["why"]["v"].startswith("Chưa đủ dữ liệu để đề xuất: Tiếng Việt; Toán;")


def test_late_days_of_the_schools_own_regulation(world: SchoolWorld, client: Client, at: datetime) -> None:
    RegulationVersion.objects.create(
        school=world.school,
        number="2/QC-TH",
        dated=at.date(),
        in_force_from=at.date(),
        values={"late_opening_max_days": 1},
        drafted_by=world.staff["principal"].user,
        drafted_at=at,
        published_at=at,
        published_by=world.staff["principal"].user,
    )
    logged_in(client, world, "homeroom:4A1", capacity=f"homeroom:{world.classes['4A1'].id}")
    ask = f"/ket-qua/{world.classes['4A1'].id}/cn/toan/xin-mo/"
    client.post(ask, {"part": "MATHS", "enrolment": "", "reason": "Sửa điểm"})
    logged_in(client, world, "principal")
    page = f"/khoa-mo/de-nghi/{world.classes['4A1'].late_requests.get().id}/dong-y/"
    assert client.post(page, {"closes_at": "2026-05-26T17:00"}).status_code == 422
    assert client.post(page, {"closes_at": "2026-05-26T07:00"}).status_code == 302
