"""The report on how the regulation is kept: whose eyes it is for, what it counts, what is recorded."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from hocba.model import Moment
from hocba_web.assessment.models import CompletionMark, LateRequest
from hocba_web.assessment.selectors.timeliness import timeliness
from hocba_web.assessment.services.progress import rebuild_progress
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.base.text import fold
from hocba_web.schools.models import Decision
from hocba_web.schools.selectors.setup import YearRow, current_year
from hocba_web.schools.services.attachments import Upload
from hocba_web.supervision.models import ConductDecision
from hocba_web.supervision.selectors import compliance as read
from hocba_web.supervision.services.conduct import Conduct, Kind, record_conduct
from hocba_web.supervision.services.reminders import remind_late
from support.web import SchoolWorld, actor_for, logged_in, make_school
from support.web.school import add_staff


@pytest.fixture
def year_of_work(world: SchoolWorld, at: datetime) -> SchoolWorld:
    """The window closed a day ago; English of 4A1 was marked before the end, of 4A2 after it and taken back once."""
    world.open_window(around=at - timedelta(days=2))
    english = world.person("english").user
    assert english is not None
    for name, when in (("4A1", at - timedelta(days=2)), ("4A2", at - timedelta(hours=1))):
        CompletionMark.objects.create(
            school_class=world.classes[name], moment="cn", part="FOREIGN_LANG_1", by=english, at=when
        )
    CompletionMark.objects.filter(school_class=world.classes["4A2"]).update(withdrawn_at=at, withdrawn_by=english)
    LateRequest.objects.create(
        school_class=world.classes["4A2"],
        period="cn",
        part="FOREIGN_LANG_1",
        reason="Nhập nhầm",
        asked_by=english,
        asked_at=at,
    )
    rebuild_progress(world.year.pk, at=at)
    return world


def year_row(world: SchoolWorld) -> YearRow:
    year = current_year(world.school.pk)
    assert year is not None
    return year


def row_of(world: SchoolWorld, key: str, at: datetime) -> read.PersonRow:
    rows = read.people(actor_for(world, "principal"), year_row(world), at)
    return next(one for one in rows if one.staff_id == world.person(key).pk)


def test_figures_are_the_facts_of_the_year(year_of_work: SchoolWorld, at: datetime) -> None:
    remind_late(actor=actor_for(year_of_work, "principal"), moment=Moment.YEAR_END, at=at)
    english = row_of(year_of_work, "english", at)
    assert (english.late_now, english.late_marks, english.late_requests, english.corrections, english.reminders) == (
        1,
        1,
        1,
        1,
        1,
    )
    assert row_of(year_of_work, "homeroom:4A1", at).late_now == 5
    assert row_of(year_of_work, "clerk", at).late_now == 0


def test_a_prolonged_window_makes_nobody_late(year_of_work: SchoolWorld, at: datetime) -> None:
    year_of_work.open_window(around=at)
    assert timeliness(year_of_work.year.pk).late_marks == ()


def test_a_window_for_a_late_request_prolongs_nothing(year_of_work: SchoolWorld, at: datetime) -> None:
    window = year_of_work.open_window(around=at, school_class=year_of_work.classes["4A2"], part="FOREIGN_LANG_1")
    LateRequest.objects.update(window=window, state=LateRequest.State.OPENED)
    assert len(timeliness(year_of_work.year.pk).late_marks) == 1


def test_people_stand_by_name_and_every_figure_can_be_read_behind(
    client: Client, year_of_work: SchoolWorld, at: datetime
) -> None:
    rows = read.people(actor_for(year_of_work, "principal"), year_row(year_of_work), at)
    names = [one.name for one in rows]
    assert names == sorted(names, key=fold)
    logged_in(client, year_of_work, "principal")
    page = client.get(f"/chap-hanh/{year_of_work.person('english').pk}/")
    assert escape("4A2 – Ngoại ngữ 1 (Tiếng Anh), Cuối năm học") in page.text
    for enrolment in year_of_work.enrolments["4A2"]:
        assert enrolment.pupil.name not in page.text


@pytest.mark.parametrize("key", ["vice_principal", "school_admin", "registrar", "clerk", "homeroom:4A1", "english"])
def test_only_the_principal_sees_or_records(client: Client, year_of_work: SchoolWorld, at: datetime, key: str) -> None:
    staff_id = year_of_work.person("english").pk
    logged_in(client, year_of_work, key)
    for path in ("/chap-hanh/", f"/chap-hanh/{staff_id}/", "/chap-hanh/van-ban/1/"):
        assert client.get(path).status_code == 403
    assert client.post(f"/chap-hanh/{staff_id}/", {"kind": "reward"}).status_code == 403
    with pytest.raises(Forbidden):
        read.people(actor_for(year_of_work, key), year_row(year_of_work), at)
    with pytest.raises(Forbidden):
        record_conduct(
            actor=actor_for(year_of_work, key),
            staff_id=staff_id,
            conduct=Conduct(Kind.REWARD, "9/QĐ-TH", date(2026, 5, 24), "Tốt"),
            at=at,
        )


def test_a_decision_enters_the_register_without_the_persons_name(
    client: Client, year_of_work: SchoolWorld, at: datetime
) -> None:
    person = year_of_work.person("english")
    logged_in(client, year_of_work, "principal")
    sent = {
        "kind": "sanction",
        "number": "21/QĐ-TH",
        "dated": "2026-05-24",
        "reason": "Nhiều lần nhập muộn không lý do",
    }
    assert client.post(f"/chap-hanh/{person.pk}/", sent).status_code == 302
    decision = Decision.objects.get(number="21/QĐ-TH")
    assert decision.kind == Decision.Kind.CONDUCT
    assert person.name not in decision.summary
    seen = logged_in(Client(), year_of_work, "vice_principal").get("/quyet-dinh/")
    assert "21/QĐ-TH" not in seen.text
    assert client.post(f"/chap-hanh/{person.pk}/", sent).status_code == 422
    assert row_of(year_of_work, "english", at).sanctions == 1


def test_a_proposal_names_its_addressee_and_is_no_decision_of_the_school(
    year_of_work: SchoolWorld, at: datetime
) -> None:
    head, staff_id = actor_for(year_of_work, "principal"), year_of_work.person("english").pk
    proposal = Conduct(Kind.PROPOSE_REWARD, "5/TTr-TH", date(2026, 5, 24), "Dẫn đầu phong trào")
    with pytest.raises(Refused, match="CONDUCT_ADDRESSEE_NEEDED"):
        record_conduct(actor=head, staff_id=staff_id, conduct=proposal, at=at)
    sent = Conduct(
        Kind.PROPOSE_REWARD,
        "5/TTr-TH",
        date(2026, 5, 24),
        "Dẫn đầu phong trào",
        "Ủy ban nhân dân phường",
        Upload("to-trinh.pdf", b"%PDF-1.4"),
    )
    row = record_conduct(actor=head, staff_id=staff_id, conduct=sent, at=at)
    assert row.decision is None
    assert not Decision.objects.filter(number="5/TTr-TH").exists()


@pytest.mark.parametrize(
    ("conduct", "code"),
    [
        (Conduct(Kind.REWARD, "9/QĐ", date(2026, 5, 24), "  "), "CONDUCT_REASON_NEEDED"),
        (Conduct(Kind.REWARD, "9/QĐ", date(2026, 5, 26), "Tốt"), "CONDUCT_IN_FUTURE"),
        (Conduct(Kind.REWARD, "", date(2026, 5, 24), "Tốt"), "DECISION_NUMBER_NEEDED"),
    ],
)
def test_what_is_incomplete_is_refused(world: SchoolWorld, at: datetime, conduct: Conduct, code: str) -> None:
    staff_id = world.person("english").pk
    with pytest.raises(Refused, match=code):
        record_conduct(actor=actor_for(world, "principal"), staff_id=staff_id, conduct=conduct, at=at)
    assert not ConductDecision.objects.exists()


def test_a_principal_decides_nothing_about_themselves(world: SchoolWorld, at: datetime) -> None:
    with pytest.raises(Refused, match="CONDUCT_SELF"):
        record_conduct(
            actor=actor_for(world, "principal"),
            staff_id=world.person("principal").pk,
            conduct=Conduct(Kind.REWARD, "9/QĐ", date(2026, 5, 24), "Tốt"),
            at=at,
        )


def test_people_and_papers_of_another_school_are_not_there(client: Client, world: SchoolWorld, at: datetime) -> None:
    other = make_school()
    staff_id = other.person("english").pk
    theirs = record_conduct(
        actor=actor_for(other, "principal"),
        staff_id=staff_id,
        conduct=Conduct(Kind.REWARD, "9/QĐ", date(2026, 5, 24), "Tốt", "", Upload("qd.pdf", b"%PDF-1.4")),
        at=at,
    )
    logged_in(client, world, "principal")
    assert client.get(f"/chap-hanh/{staff_id}/").status_code == 404
    assert client.get(f"/chap-hanh/van-ban/{theirs.pk}/").status_code == 404
    assert logged_in(Client(), other, "principal").get(f"/chap-hanh/van-ban/{theirs.pk}/").status_code == 200
    with pytest.raises(Missing):
        record_conduct(
            actor=actor_for(world, "principal"),
            staff_id=staff_id,
            conduct=Conduct(Kind.REWARD, "10/QĐ", date(2026, 5, 24), "Tốt"),
            at=at,
        )


def test_many_people_cost_no_more_queries(
    year_of_work: SchoolWorld, at: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        add_staff(year_of_work, f"more:{number}", f"Lê Thị Thêm {number}")
    with django_assert_max_num_queries(50):
        rows = read.people(actor_for(year_of_work, "principal"), year_row(year_of_work), at)
    assert len(rows) > 30
