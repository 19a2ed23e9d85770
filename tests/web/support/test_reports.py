"""Fault reports: who reads them, what goes with them, how they move on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hocba_web.accounts.roles import Role
from hocba_web.audit.models import Entry
from hocba_web.base.clock import local
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.schools.models import Appointment, RegulationVersion
from hocba_web.supervision.models import Notice
from hocba_web.support.models import FaultReport
from hocba_web.support.selectors.reports import report_of, reports_of
from hocba_web.support.services import reports
from hocba_web.support.services.reports import Screen
from support.web import SchoolWorld, actor_for, logged_in, make_school
from support.web.school import NOW

TODAY = local(NOW).date()
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path: Path) -> None:
    """Pictures of a test lie in its own folder."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "hocba_web.base.stores.Folder",
            "OPTIONS": {"location": str(tmp_path), "durable": False},
        },
    }


def made(world: SchoolWorld, at: datetime, key: str = "english") -> FaultReport:
    return reports.report_fault(
        actor=actor_for(world, key), kind="fault", text="Không lưu được", screen=Screen("assessment:grid"), at=at
    )


def states(report: FaultReport) -> str:
    report.refresh_from_db()
    return report.state


def test_the_conversation_moves_the_report_on_and_tells_its_reporter(world: SchoolWorld, at: datetime) -> None:
    report, admin = made(world, at), actor_for(world, "school_admin")
    assert states(report) == "new"
    reports.look_into(actor=admin, report_id=report.pk, at=at)
    assert states(report) == "seen"
    reports.answer(actor=admin, report_id=report.pk, text="Thầy/cô tải lại trang giúp.", at=at)
    assert states(report) == "answered"
    assert Notice.objects.filter(user_id=report.reporter_id, kind="support.report.answered").count() == 1
    reports.answer(actor=actor_for(world, "english"), report_id=report.pk, text="Vẫn chưa được.", at=at)
    assert states(report) == "seen"
    reports.finish(actor=admin, report_id=report.pk, at=at)
    assert states(report) == "done"
    assert [one.text for one in report.messages.all()] == ["Thầy/cô tải lại trang giúp.", "Vẫn chưa được."]
    assert list(reports_of(admin, TODAY, state="open")) == []


def test_the_board_is_told_and_answers_whoever_its_members_are(world: SchoolWorld, at: datetime) -> None:
    member = world.staff["clerk"]
    Appointment.objects.create(
        school=world.school,
        staff=member,
        body="board",
        since=world.year.starts_on,
        decision=world.decision,
        approved_at=NOW,
    )
    report, actor = made(world, at), actor_for(world, "clerk", role=Role.CLERK)
    assert Notice.objects.filter(user_id=member.user_id, kind="support.report.made").count() == 1
    assert list(reports_of(actor, TODAY)) == [report]
    reports.look_into(actor=actor, report_id=report.pk, at=at)
    reports.answer(actor=actor, report_id=report.pk, text="Đang xem giúp.", at=at)
    assert states(report) == "answered"
    own = made(world, at, "clerk")
    assert Notice.objects.filter(user_id=member.user_id, kind="support.report.made").count() == 1, "not of one's own"
    assert states(own) == "new"


def test_a_reporter_does_not_look_into_their_own(world: SchoolWorld, at: datetime) -> None:
    report = made(world, at)
    with pytest.raises(Forbidden):
        reports.look_into(actor=actor_for(world, "english"), report_id=report.pk, at=at)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (None, {"school_admin"}),
        (["principal"], {"principal"}),
        (["vice_principal", "school_admin"], {"vice_principal", "school_admin"}),
    ],
)
def test_the_schools_regulation_says_who_is_told(
    world: SchoolWorld, at: datetime, said: list[str] | None, told: set[str]
) -> None:
    if said is not None:
        RegulationVersion.objects.create(
            school=world.school,
            number="33/QĐ-TH",
            dated=TODAY,
            in_force_from=TODAY,
            values={"fault_receivers": said},
            drafted_by=world.staff["principal"].user,
            drafted_at=at,
            published_at=at,
            published_by=world.staff["principal"].user,
        )
    made(world, at)
    found = set(Notice.objects.filter(kind="support.report.made").values_list("user_id", flat=True))
    assert found == {world.staff[key].user_id for key in told}


@pytest.mark.parametrize("key", ["homeroom:4A1", "clerk", "registrar"])
def test_others_do_not_read_it(world: SchoolWorld, at: datetime, key: str) -> None:
    report, stranger = made(world, at), actor_for(world, key)
    assert list(reports_of(stranger, TODAY)) == []
    with pytest.raises(Missing):
        report_of(stranger, report.pk, TODAY)
    with pytest.raises(Missing):
        reports.answer(actor=stranger, report_id=report.pk, text="Xin chào", at=at)
    with pytest.raises(Missing):
        reports.finish(actor=stranger, report_id=report.pk, at=at)
    with pytest.raises(Missing):
        reports.look_into(actor=stranger, report_id=report.pk, at=at)


@pytest.mark.parametrize("key", ["principal", "vice_principal", "school_admin"])
def test_those_who_answer_read_all_of_their_school_only(world: SchoolWorld, at: datetime, key: str) -> None:
    report, other = made(world, at), made(make_school(), at)
    assert [one.pk for one in reports_of(actor_for(world, key), TODAY)] == [report.pk]
    with pytest.raises(Missing):
        reports.answer(actor=actor_for(world, key), report_id=other.pk, text="Xin chào", at=at)


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("fault", "  \n", "REPORT_EMPTY"),
        ("fault", "a" * 2001, "REPORT_TOO_LONG"),
        ("gossip", "a", "REPORT_KIND_UNKNOWN"),
    ],
)
def test_odd_input_is_refused(world: SchoolWorld, at: datetime, kind: str, text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        reports.report_fault(actor=actor_for(world, "english"), kind=kind, text=text, screen=Screen(), at=at)
    assert caught.value.code == code
    assert not FaultReport.objects.exists()


@pytest.mark.usefixtures("at")
def test_only_the_name_of_the_page_goes_along(world: SchoolWorld) -> None:
    client = logged_in(Client(), world, "homeroom:4A1")
    pupil = world.enrolments["4A1"][0].pupil
    for said, kept in (
        ("schools:pupil", "schools:pupil"),
        (reverse("schools:pupil", args=[pupil.pk]), ""),
        (f"schools:pupil {pupil.name}", ""),
    ):
        page = client.get(reverse("support:report"), {"tu": said}).content.decode()
        assert f'name="view" value="{kept}"' in page or (not kept and 'name="view" id' in page)
        sent = {"kind": "fault", "text": "Trang trắng", "view": said}
        answer = client.post(reverse("support:report"), sent, headers={"user-agent": "Mozilla/5.0 Chrome/120 Windows"})
        report = FaultReport.objects.latest("pk")
        assert answer.url == reverse("support:conversation", args=[report.pk])
        assert (report.screen, report.browser) == (kept, "Chrome trên Windows")
    trace = Entry.objects.filter(action="support.report.made").latest("pk")
    assert trace.details == {"kind": "fault"}


@pytest.mark.usefixtures("at")
def test_a_picture_is_kept_and_handed_out_as_a_file_to_save(world: SchoolWorld) -> None:
    reporter = logged_in(Client(), world, "english")
    sent = {"kind": "fault", "text": "Xem ảnh", "picture": SimpleUploadedFile("man-hinh.png", PNG)}
    reporter.post(reverse("support:report"), sent)
    report = FaultReport.objects.get()
    address = reverse("support:report_picture", args=[report.pk])
    answer = logged_in(Client(), world, "school_admin").get(address)
    assert answer.content == PNG
    assert answer["Content-Disposition"].startswith("attachment")
    assert logged_in(Client(), world, "clerk").get(address).status_code == 404
    sent["picture"] = SimpleUploadedFile("man-hinh.png", b"<script>alert(1)</script>")
    answer = reporter.post(reverse("support:report"), sent)
    assert answer.status_code == 422
    assert FaultReport.objects.count() == 1


@pytest.mark.usefixtures("at")
def test_what_people_write_is_shown_as_text(world: SchoolWorld) -> None:
    client = logged_in(Client(), world, "english")
    client.post(reverse("support:report"), {"kind": "wish", "text": "<script>x</script> =1+1"})
    report = FaultReport.objects.get()
    page = client.get(reverse("support:conversation", args=[report.pk])).content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page


def test_the_list_does_not_ask_per_report(world: SchoolWorld, at: datetime, django_assert_max_num_queries) -> None:
    for _ in range(12):
        made(world, at)
    client = logged_in(Client(), world, "school_admin")
    client.get(reverse("support:reports"))
    with django_assert_max_num_queries(30):
        client.get(reverse("support:reports"))
