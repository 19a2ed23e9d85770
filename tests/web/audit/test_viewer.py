"""The principal's view of the trail."""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from hocba_web.audit import sequencer
from hocba_web.audit import services as audit
from hocba_web.audit.models import Entry
from support.web import SchoolWorld, actor_for, logged_in, make_school

pytestmark = pytest.mark.django_db
URL = "/nhat-ky/"


@pytest.fixture
def principal(client: Client, world: SchoolWorld) -> Client:
    return logged_in(client, world, "principal")


def act(world: SchoolWorld, key: str, class_name: str, at: datetime, **details: object) -> None:
    school_class = world.classes[class_name]
    with transaction.atomic():
        audit.record(
            actor=actor_for(world, key),
            action="audit.backup.made",
            subject=("class", school_class.pk),
            at=at,
            school_id=world.school.pk,
            pupils=[one.pupil_id for one in world.enrolments[class_name]],
            details=details or None,
        )


def seen(world: SchoolWorld, key: str, pupil_id: int, at: datetime) -> None:
    audit.viewed(
        actor=actor_for(world, key),
        action="audit.pupil_trail.viewed",
        subject=("pupil", pupil_id),
        at=at,
        school_id=world.school.pk,
        pupils=[pupil_id],
    )


def body(text: str) -> str:
    """The table's rows as plain text."""
    found = re.search(r"<tbody>(.*)</tbody>", text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def test_entries_are_told_in_words_with_names(principal: Client, world: SchoolWorld, at: datetime) -> None:
    act(world, "homeroom:4A1", "4A1", at)
    seen(world, "clerk", world.enrolments["4A1"][0].pupil_id, at)
    shown = body(principal.get(URL).text)
    assert world.person("homeroom:4A1").name in shown
    assert "Giáo viên chủ nhiệm" in shown
    assert "Sao lưu toàn bộ dữ liệu: 4A1" in shown
    assert "Xem ai đã xem dữ liệu của một học sinh: " + world.enrolments["4A1"][0].pupil.name in shown
    assert "Hoàng Thị Kim Văn thư" in shown
    assert "08:00 25/05/2026" in shown


@pytest.mark.parametrize("key", ["vice_principal", "registrar", "clerk", "school_admin", "homeroom:4A1", "english"])
def test_nobody_but_the_principal_reads_the_trail(key: str, client: Client, world: SchoolWorld, at: datetime) -> None:
    act(world, "homeroom:4A1", "4A1", at)
    response = logged_in(client, world, key).get(URL)
    assert response.status_code == 403
    assert "Sao lưu" not in response.text
    assert Entry.objects.filter(kind="refusal", subject_id="supervision:audit").count() == 1


def test_a_stranger_is_sent_to_the_login(client: Client, world: SchoolWorld) -> None:
    response = client.get(URL)
    assert response.status_code == 302
    assert "dang-nhap" in response["Location"] or "login" in response["Location"]


def test_another_schools_entries_pupils_and_people_stay_out(
    principal: Client, world: SchoolWorld, at: datetime
) -> None:
    other = make_school()
    act(other, "homeroom:4A1", "4A1", at)
    pupil = other.enrolments["4A1"][0].pupil
    assert body(principal.get(URL).text) == ""
    response = principal.get(URL, {"em": pupil.pk})
    assert pupil.name not in response.text
    response = principal.get(URL, {"lop": other.classes["4A1"].pk})
    assert response.status_code == 422
    response = principal.get(URL, {"nguoi": other.person("principal").user_id})
    assert response.status_code == 422


def test_filters_narrow_it_down(principal: Client, world: SchoolWorld, at: datetime) -> None:
    pupil = world.enrolments["4A2"][1].pupil
    act(world, "homeroom:4A1", "4A1", at)
    act(world, "homeroom:4A2", "4A2", at - timedelta(days=3))
    seen(world, "clerk", pupil.pk, at)
    world_names = {key: world.person(key).name for key in ("homeroom:4A1", "homeroom:4A2", "clerk")}

    def who(**filters: object) -> set[str]:
        response = principal.get(URL, filters)
        assert response.status_code == 200
        return {key for key, name in world_names.items() if name in body(response.text)}

    assert who() == {"homeroom:4A1", "homeroom:4A2", "clerk"}
    assert who(tu="2026-05-25") == {"homeroom:4A1", "clerk"}
    assert who(den="2026-05-24") == {"homeroom:4A2"}
    assert who(nguoi=world.person("clerk").user_id) == {"clerk"}
    assert who(loai="view") == {"clerk"}
    assert who(viec="audit.backup.made") == {"homeroom:4A1", "homeroom:4A2"}
    assert who(lop=world.classes["4A2"].pk) == {"homeroom:4A2", "clerk"}
    assert who(em=pupil.pk) == {"homeroom:4A2", "clerk"}
    assert who(ten=pupil.name) >= {"homeroom:4A2", "clerk"}
    assert who(ten="Không Có Em Này") == set()
    assert who(em=pupil.pk, lop=world.classes["4A1"].pk) == set()


@pytest.mark.parametrize(
    "query",
    [
        {"tu": "khong-phai-ngay"},
        {"tu": "2026-05-25", "den": "2026-05-24"},
        {"nguoi": "1 OR 1=1"},
        {"loai": "xyz"},
        {"em": "99999999999999999999999"},
        {"truoc": "-1"},
        {"ten": "x" * 101},
    ],
)
def test_filters_that_make_no_sense_are_told_and_show_nothing(
    query: dict[str, str], principal: Client, world: SchoolWorld, at: datetime
) -> None:
    act(world, "homeroom:4A1", "4A1", at)
    response = principal.get(URL, query)
    assert response.status_code == 422
    assert "Chưa lọc được" in response.text
    assert body(response.text) == ""


def test_what_an_entry_holds_cannot_become_markup(principal: Client, world: SchoolWorld, at: datetime) -> None:
    act(world, "homeroom:4A1", "4A1", at, note="<script>alert(1)</script>")
    text = principal.get(URL).text
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_pages_go_back_in_time_and_keep_the_filter(principal: Client, world: SchoolWorld, at: datetime) -> None:
    for number in range(60):
        act(world, "homeroom:4A1", "4A1", at, number=number)
    first = principal.get(URL, {"viec": "audit.backup.made"})
    assert first.text.count("<tr>") - 1 == 50
    link = re.search(r'rel="next" href="([^"]+)"', first.text)
    assert link is not None
    second = principal.get(URL + link[1].replace("&amp;", "&"))
    assert second.text.count("<tr>") - 1 == 10
    assert 'rel="next"' not in second.text
    assert "Mới nhất" in second.text


def test_looking_at_the_trail_leaves_a_trace_itself(principal: Client, world: SchoolWorld, at: datetime) -> None:
    pupil = world.enrolments["4A1"][0].pupil
    principal.get(URL, {"em": pupil.pk, "loai": "view"})
    entry = Entry.objects.get(action="audit.trail.viewed")
    assert entry.details == {"filters": ["em", "loai"]}
    assert [one.pupil_id for one in entry.pupils.all()] == [pupil.pk]


def test_an_empty_trail_says_what_it_will_hold(principal: Client, world: SchoolWorld, at: datetime) -> None:
    assert "Nhật ký còn trống" in principal.get(URL).text
    assert "Không có mục nào khớp" in principal.get(URL, {"loai": "act"}).text


def test_a_page_of_fifty_entries_costs_few_queries(
    principal: Client, world: SchoolWorld, at: datetime, django_assert_max_num_queries
) -> None:
    for number in range(25):
        act(world, "homeroom:4A1", "4A1", at, number=number)
        seen(world, "clerk", world.enrolments["4A2"][0].pupil_id, at)
    sequencer.sequence_all()
    principal.get(URL)
    with django_assert_max_num_queries(40):
        principal.get(URL)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("window", ["desk", "phone"])
def test_the_page_is_clean_on_both_sizes(window: str, world: SchoolWorld, at: datetime, request) -> None:
    browser = request.getfixturevalue(window)
    act(world, "homeroom:4A1", "4A1", at, cells=3, subject="maths")
    seen(world, "clerk", world.enrolments["4A1"][0].pupil_id, at - timedelta(minutes=5))
    audit.refused(
        actor=actor_for(world, "english"),
        code="NOT_FOUND_HERE",
        subject=("page", "assessment:grid"),
        at=at,
        school_id=world.school.pk,
    )
    browser.sign_in(world, "principal")
    page = browser.go(URL)
    browser.check()
    page.get_by_text("Xem", exact=True).first.click()
    browser.check()
    folder = os.environ.get("HOCBA_PICTURES")
    if folder:
        browser.picture(Path(folder) / f"audit-{window}.png", full=True)
    browser.go(URL + "?tu=2030-01-01")
    browser.check()
