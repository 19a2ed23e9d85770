"""Files of one's own data and of a child; who saw a child's data."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hocba.model import Moment
from hocba_web.assessment.models import HomeroomEntry, SubjectResult
from hocba_web.audit.models import Entry
from hocba_web.audit.selectors import seen_by
from hocba_web.base.refusals import Forbidden, Missing
from hocba_web.support.services import reports
from hocba_web.support.services.handing_out import Archive, child_data, own_data
from hocba_web.support.services.reports import Screen
from support.web import SchoolWorld, actor_for, logged_in, make_school
from support.web.school import NOW


def opened(archive: Archive | bytes) -> tuple[str, dict[str, Any]]:
    """The page and the parts by title."""
    packed = zipfile.ZipFile(BytesIO(archive.content if isinstance(archive, Archive) else archive))
    assert sorted(packed.namelist()) == ["du-lieu.html", "du-lieu.json"]
    told = json.loads(packed.read("du-lieu.json"))
    return packed.read("du-lieu.html").decode(), {part["title"]: part["rows"] for part in told["parts"]}


@pytest.fixture
def results(world: SchoolWorld) -> None:
    """Two pupils of 4A1 with a result each."""
    for enrolment, comment in zip(world.enrolments["4A1"][:2], ("Đọc trôi chảy <tốt>", "Cần luyện viết"), strict=True):
        common = {"enrolment": enrolment, "moment": Moment.YEAR_END.value, "updated_at": NOW}
        SubjectResult.objects.create(subject="MATHS", level="T", score=9, comment=comment, **common)
        HomeroomEntry.objects.create(comment_homeroom="Ngoan", excused=2, **common)


@pytest.mark.usefixtures("results")
def test_own_data_holds_exactly_ones_own(world: SchoolWorld, at: datetime) -> None:
    other = make_school()
    for place, key, text in (
        (world, "english", "Của tôi"),
        (world, "clerk", "Của chị văn thư"),
        (other, "english", "Xa"),
    ):
        reports.report_fault(actor=actor_for(place, key), kind="fault", text=text, screen=Screen(), at=at)
    page, parts = opened(own_data(actor=actor_for(world, "english"), at=at))
    mine = world.staff["english"]
    assert {row["value"] for row in parts["Tài khoản"]} >= {mine.name, mine.user.username}
    assert [row["personal_id"] for row in parts["Hồ sơ cán bộ, giáo viên"]] == [mine.personal_id]
    assert [row["text"] for row in parts["Báo lỗi, góp ý đã gửi"]] == ["Của tôi"]
    assert [row["school_class__name"] for row in parts["Giảng dạy"]] == ["4A1", "4A2"]
    own_traces = Entry.objects.filter(user_id=mine.user_id).exclude(action="support.own_data.exported")
    assert len(parts["Nhật ký việc thầy/cô đã làm và đã xem"]) == own_traces.count() == 1
    strangers = [staff for place in (world, other) for staff in place.staff.values() if staff != mine]
    for staff in strangers:
        assert staff.personal_id not in page
        assert staff.name not in page or staff.name == mine.name
    for enrolment in world.enrolments["4A1"]:
        assert enrolment.pupil.name not in page
    for secret in ("password", "pbkdf2", "argon2", "session_key", "secret"):
        assert secret not in page


def test_secrets_of_the_second_factor_are_not_handed_out(world: SchoolWorld) -> None:
    client = logged_in(Client(), world, "principal")
    answer = client.post(reverse("support:own_data"))
    page, parts = opened(answer.content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert parts["Xác thực hai bước"]
    factor = world.staff["principal"].user.authenticator_set.get(type="totp")
    assert factor.data["secret"] not in page
    assert client.session.session_key not in page
    assert client.get(reverse("support:own_data")).status_code == 405


@pytest.mark.usefixtures("results")
def test_a_childs_file_holds_that_child_only(world: SchoolWorld, at: datetime) -> None:
    first, second = (one.pupil for one in world.enrolments["4A1"][:2])
    page, parts = opened(child_data(actor=actor_for(world, "registrar"), pupil_id=first.pk, at=at))
    assert first.name in page
    assert second.name not in page
    assert second.personal_id not in page
    assert {"field": "Ngày sinh", "value": f"{first.born:%d/%m/%Y}"} in parts["Hồ sơ"]
    (maths,) = parts["Môn học và hoạt động giáo dục"]
    assert (maths["subject"], maths["score"], maths["comment"]) == ("Toán", "9", "Đọc trôi chảy <tốt>")
    assert maths["level"] == "Hoàn thành tốt"
    assert "Đọc trôi chảy &lt;tốt&gt;" in page
    assert "Cần luyện viết" not in page
    assert {row["name"] for row in parts["Cha, mẹ, người giám hộ"]} == {"Nguyễn Thị Mẹ", "Trần Văn Cha"}
    assert Entry.objects.get(action="support.child_data.exported").pupils.get().pupil_id == first.pk


@pytest.mark.parametrize(
    ("key", "may"),
    [
        ("registrar", True),
        ("principal", True),
        ("homeroom:4A1", True),
        ("homeroom:4A2", False),
        ("english", False),
        ("clerk", False),
        ("vice_principal", False),
        ("school_admin", False),
    ],
)
def test_who_may_see_who_saw_a_child(world: SchoolWorld, at: datetime, key: str, *, may: bool) -> None:
    pupil = world.enrolments["4A1"][0].pupil
    client = logged_in(Client(), world, key)
    assert client.get(reverse("support:privacy_child", args=[pupil.pk])).status_code == (200 if may else 403)
    assert client.post(reverse("support:child_data", args=[pupil.pk])).status_code == (200 if may else 403)
    if not may:
        with pytest.raises(Forbidden):
            child_data(actor=actor_for(world, key), pupil_id=pupil.pk, at=at)
    page = client.get(reverse("support:privacy"), {"q": "nguyen"})
    assert (reverse("support:privacy_child", args=[pupil.pk]) in page.content.decode()) == (
        may and pupil.name.startswith("Nguyễn")
    )


def test_a_child_of_another_school_is_not_there(world: SchoolWorld, at: datetime) -> None:
    pupil = make_school().enrolments["4A1"][0].pupil
    client = logged_in(Client(), world, "principal")
    assert client.get(reverse("support:privacy_child", args=[pupil.pk])).status_code == 404
    with pytest.raises(Missing):
        child_data(actor=actor_for(world, "principal"), pupil_id=pupil.pk, at=at)


@pytest.mark.usefixtures("at")
def test_the_list_of_who_saw_a_child_is_complete(world: SchoolWorld) -> None:
    pupil, other = (one.pupil for one in world.enrolments["4A1"][:2])
    for key in ("registrar", "homeroom:4A1"):
        logged_in(Client(), world, key).get(reverse("schools:pupil", args=[pupil.pk]))
    logged_in(Client(), world, "clerk").get(reverse("schools:pupil", args=[other.pk]))
    address = reverse("support:privacy_child", args=[pupil.pk])
    head = logged_in(Client(), world, "principal")
    page = head.get(address).content.decode()
    for key, there in (("registrar", True), ("homeroom:4A1", True), ("clerk", False)):
        assert (world.staff[key].name in page) == there
    seen = {one.user_id for one in seen_by(school_id=world.school.id, pupil_id=pupil.pk)}
    assert seen == {world.staff[key].user_id for key in ("registrar", "homeroom:4A1", "principal")}, (
        "asking is seen too"
    )


@pytest.mark.parametrize("key", ["english", "homeroom:4A1", "clerk", "school_admin"])
def test_everybody_may_read_what_is_kept(world: SchoolWorld, key: str) -> None:
    page = logged_in(Client(), world, key).get(reverse("support:privacy")).content.decode()
    for words in ("Lưu gì", "Nghị định 88/2026/NĐ-CP, Điều 8 khoản 3", "Không xếp hạng", "Yêu cầu xóa"):
        assert words in page
