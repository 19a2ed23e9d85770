"""The wall of records: its figures are a recount of the records, its cost is fixed, it says whom they wait for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hocba_web.accounts.ports import ports
from hocba_web.records.selectors.timeliness import late_signings
from hocba_web.schools.selectors.setup import current_year
from hocba_web.supervision.selectors.signing.stages import ClassStages, RecordsWall, records_wall
from support.web import SchoolWorld, logged_in, make_school
from support.web.record_signing import sign, sign_up_to
from support.web.records import initialised, ready_school, records_of
from support.web.school import NOW
from support.web.signing import Pki, pki, real_now  # noqa: F401  # a fixture

MOST_QUERIES = 25


def the_wall(world: SchoolWorld, at: datetime = NOW, grade: int | None = None) -> RecordsWall:
    year = current_year(world.school.id)
    assert year is not None
    return records_wall(year, at, real_now(), grade)


def reached(one: ClassStages) -> list[int]:
    return [cell.reached for cell in one.cells]


@pytest.fixture
def school(db: None) -> SchoolWorld:
    """Two classes; the very first pupil of the first failed and waits for August."""
    del db
    return ready_school(classes=("4A1", "4A2"), pupils=3)


def test_the_figures_are_a_recount(school: SchoolWorld) -> None:
    assert [reached(one) for one in the_wall(school).classes] == [[0] * 7, [0] * 7]
    assert [one.waits_for for one in the_wall(school).classes] == [("Khởi tạo",)] * 2
    initialised(school, "4A1", planned=date(2026, 5, 30))
    initialised(school, "4A2", planned=date(2026, 5, 30))
    first, second = records_of(school, "4A1")
    sign_up_to(school, first.id, "CBQL")
    sign_up_to(school, second.id, "GVBM")
    first_class, second_class = the_wall(school).classes
    assert first_class.pupils == second_class.pupils == 3
    assert reached(first_class) == [2, 2, 1, 1, 0, 0, 0]
    assert reached(second_class) == [3, 0, 0, 0, 0, 0, 0]
    assert [cell.kind for cell in second_class.cells][:2] == ["done", "waiting"]
    assert {words: count for words, _kind, count in the_wall(school).counts} == {
        "Chưa khởi tạo": 1,
        "Đang ký": 4,
        "Chờ đóng dấu": 1,
        "Chờ nộp": 0,
        "Chờ kết quả": 0,
        "Đã tiếp nhận": 0,
    }


def test_it_says_whom_records_wait_for_and_who_is_late(school: SchoolWorld, pki: Pki) -> None:  # noqa: F811
    initialised(school, "4A1", planned=date(2026, 5, 27))
    first, second = records_of(school, "4A1")
    for record in (first, second):
        sign_up_to(school, record.id, "GVBM")
    teacher = school.person("homeroom:4A1").name
    (owed,) = the_wall(school).unsigned
    assert (owed.name, owed.class_name, owed.part, owed.records) == (teacher, "4A1", "Chủ nhiệm", 2)
    assert (owed.late, owed.reason) == (False, "Chưa có chứng thư số")
    pki.give(school, "homeroom:4A1")
    later = the_wall(school, NOW + timedelta(days=3))
    assert (later.unsigned[0].late, later.unsigned[0].reason) == (True, "")
    assert [cell.kind for cell in later.classes[0].cells] == ["doing", "doing", "late", "late", "late", "late", "late"]
    sign(school, first.id, "GVCN")
    sign(school, first.id, "CBQL")
    assert the_wall(school).classes[0].waits_for == (teacher, "Văn thư đóng dấu")


def test_the_page_is_for_those_who_lead_and_shows_one_school(client: Client, school: SchoolWorld, at: datetime) -> None:
    make_school(classes=("5A9",))
    url = reverse("supervision:records_wall")
    for key in ("school_admin", "registrar", "clerk", "homeroom:4A1", "arts"):
        logged_in(client, school, key)
        assert client.get(url).status_code == 403
    logged_in(client, school, "vice_principal")
    page = client.get(url)
    assert "4A2" in page.text
    assert "5A9" not in page.text
    assert "Không ai đang nợ chữ ký" in page.text
    assert "<html" not in client.get(url, headers={"HX-Request": "true"}).text
    assert "4A2" not in client.get(f"{url}?khoi=3").text
    assert client.get(f"{url}?khoi=x").status_code == 200


def test_it_costs_the_same_for_many_classes(
    client: Client, at: datetime, db: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    names = ("4A1", "4A2", "4A3", "4A4")
    world = ready_school(classes=names, pupils=2)
    for name in names:
        initialised(world, name)
    logged_in(client, world, "principal")
    url = reverse("supervision:records_wall")
    client.get(url)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(url)
    assert page.text.count("matrix__cell ") == 7 * len(names)


def test_signing_after_the_planned_day_stands_by_name_in_the_principals_report(
    client: Client, school: SchoolWorld, at: datetime
) -> None:
    initialised(school, "4A1", planned=date(2026, 5, 27))
    first, second = records_of(school, "4A1")
    sign_up_to(school, first.id, "GVCN", at=NOW + timedelta(days=1))
    sign_up_to(school, second.id, "GVBM", at=NOW + timedelta(days=1))
    year = current_year(school.school.id)
    assert year is not None
    assert late_signings(year.id) == ()
    sign(school, second.id, "GVCN", at=NOW + timedelta(days=3))
    (late,) = late_signings(year.id)
    assert (late.class_name, late.slot, late.records) == ("4A1", "GVCN", 1)
    logged_in(client, school, "principal")
    head = school.person("principal")
    page = client.get(reverse("supervision:compliance_person", args=[head.pk]))
    assert "4A1 – Giáo viên chủ nhiệm: 1 học bạ" in page.text


def test_who_leaves_is_asked_about_signatures_batches_and_certificate(
    school: SchoolWorld,
    at: datetime,
    pki: Pki,  # noqa: F811
) -> None:
    initialised(school, "4A2")
    pki.give(school, "arts")
    told = [one.what for one in ports.open_work_of(school.person("arts").user_id or 0)]
    assert "Ký học bạ lớp 4A2: 3 chữ ký" in told
    assert sum(one.startswith("Chứng thư số …") for one in told) == 1
    assert not [one for one in told if "4A1" in one and "Ký" in one]
    assert not ports.open_work_of(school.person("clerk").user_id or 0)
