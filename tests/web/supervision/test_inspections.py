"""Inspections: who opens them, how far and how long an inspector reads, what it leaves behind."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from hocba_web.accounts.models import User
from hocba_web.accounts.permissions import Action, Target, allowed
from hocba_web.audit.selectors import Wanted, traces
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from hocba_web.schools.selectors.capacities import capacities_of
from hocba_web.schools.services.attachments import Upload
from hocba_web.supervision.models import Inspection
from hocba_web.supervision.services import inspections as service
from hocba_web.supervision.services.inspections import Opened
from support.web import SchoolWorld, actor_for, logged_in, make_school
from web.supervision.conftest import as_inspector, inspection_of

TRACING = "hocba_web.supervision.middleware.InspectionTraceMiddleware"


def posted(**changed: object) -> dict[str, object]:
    """The form of a new inspection."""
    return {
        "body": "Đoàn kiểm tra Phòng VHXH",
        "number": "77/QĐ-UBND",
        "dated": "2026-05-20",
        "reason": "Kiểm tra hồ sơ cuối năm",
        "opens_at": "2026-05-25T08:00",
        "closes_at": "2026-05-27T17:00",
        "guests-TOTAL_FORMS": "2",
        "guests-INITIAL_FORMS": "0",
        "guests-0-name": "Tạ Văn Sơn",
        "guests-0-office": "Trưởng đoàn",
        "guests-1-name": "",
    } | changed


def test_the_principal_opens_one_and_sees_each_password_once(client: Client, world: SchoolWorld, at: datetime) -> None:
    logged_in(client, world, "principal")
    answer = client.post("/thanh-tra/mo/", posted())
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    inspection = Inspection.objects.get(school=world.school)
    user = inspection.inspectors.get().user
    password = answer.context["accounts"][0].password
    assert password in answer.text
    assert user.check_password(password)
    page = client.get(f"/thanh-tra/{inspection.pk}/")
    assert "Tạ Văn Sơn" in page.text
    assert password not in page.text


def test_the_same_form_sent_twice_opens_one_inspection(client: Client, world: SchoolWorld, at: datetime) -> None:
    logged_in(client, world, "principal")
    client.post("/thanh-tra/mo/", posted())
    again = client.post("/thanh-tra/mo/", posted())
    assert again.status_code == 422
    assert Inspection.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"closes_at": "2026-05-25T07:00"}, "phải kết thúc sau"),
        ({"closes_at": "2026-09-25T07:00"}, "nhiều nhất 60 ngày"),
        ({"guests-0-name": ""}, "Thành viên"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_the_form(
    client: Client, world: SchoolWorld, at: datetime, changed: dict[str, object], says: str
) -> None:
    logged_in(client, world, "principal")
    answer = client.post("/thanh-tra/mo/", posted(**changed))
    assert answer.status_code == 422
    assert says in answer.text
    assert not Inspection.objects.exists()
    assert not User.objects.filter(full_name="Tạ Văn Sơn").exists()


@pytest.mark.parametrize("key", ["vice_principal", "school_admin", "registrar", "clerk", "homeroom:4A1", "english"])
def test_nobody_else_opens_or_sees_inspections(client: Client, world: SchoolWorld, opened: Opened, key: str) -> None:
    logged_in(client, world, key)
    for path in ("", "mo/", f"{opened.inspection.pk}/", f"{opened.inspection.pk}/ket-thuc/"):
        assert client.get(f"/thanh-tra/{path}").status_code == 403
    with pytest.raises(Forbidden):
        service.end_inspection(
            actor=actor_for(world, key),
            inspection_id=opened.inspection.pk,
            conclusion="",
            minutes=None,
            at=opened.inspection.opened_at,
        )


def test_opening_needs_a_fresh_second_factor(world: SchoolWorld, at: datetime) -> None:
    with pytest.raises(FreshFactorNeeded):
        service.open_inspection(
            actor=actor_for(world, "principal", fresh=False),
            mandate=service.Mandate("Đoàn", "Lý do", "1/QĐ", date(2026, 5, 20), at, at + timedelta(days=1)),
            guests=[service.Guest("Tạ Văn Sơn")],
            at=at,
            real_at=clock.real_now(),
        )


def test_classes_of_another_school_are_no_scope(world: SchoolWorld, at: datetime) -> None:
    other = make_school()
    with pytest.raises(Refused, match="INSPECTION_CLASS_UNKNOWN"):
        service.open_inspection(
            actor=actor_for(world, "principal"),
            mandate=service.Mandate(
                "Đoàn", "Lý do", "1/QĐ", date(2026, 5, 20), at, at + timedelta(days=1), [other.classes["4A1"].pk]
            ),
            guests=[service.Guest("Tạ Văn Sơn")],
            at=at,
            real_at=clock.real_now(),
        )


def test_the_scope_ends_with_the_second(
    world: SchoolWorld, opened: Opened, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_id, end = opened.accounts[0].user_id, opened.inspection.closes_at

    def at_instant(instant: datetime) -> int:
        monkeypatch.setattr(clock, "now", lambda: instant)
        return len(capacities_of(user_id, clock.local(instant).date()))

    assert at_instant(at - timedelta(seconds=1)) == 0
    assert at_instant(at) == 1
    assert at_instant(end - timedelta(seconds=1)) == 1
    assert at_instant(end) == 0


def test_an_inspector_reads_the_named_classes_and_writes_nothing(
    client: Client, world: SchoolWorld, opened: Opened
) -> None:
    as_inspector(client, opened)
    inside, outside = world.enrolments["4A1"][0], world.enrolments["4A2"][0]
    assert client.get(f"/hoc-sinh/{inside.pupil_id}/").status_code == 200
    assert client.get(f"/hoc-sinh/{outside.pupil_id}/").status_code in {403, 404}
    assert client.get(f"/ket-qua/{outside.school_class_id}/cn/toan/").status_code == 403
    assert client.get(f"/ket-qua/{inside.school_class_id}/cn/toan/").status_code == 200
    for path in ("/tien-do/", "/thanh-tra/", "/kiem-tra/", "/chap-hanh/", "/nhat-ky/"):
        assert client.get(path).status_code == 403
    home = client.get("/")
    assert "Đang xem theo đợt kiểm tra" in home.text


def test_the_inspector_holds_no_writing_action(world: SchoolWorld, opened: Opened) -> None:
    user_id = opened.accounts[0].user_id
    capacity = capacities_of(user_id, date(2026, 5, 25))[0]
    actor = actor_for(world, "principal")
    inspector = type(actor)(
        user_id=user_id,
        name="Tạ Văn Sơn",
        role=capacity.role,
        school_id=capacity.school_id,
        capacity=capacity.key,
        inspection_id=capacity.inspection_id,
        inspects=capacity.inspects,
        inspects_school=capacity.inspects_school,
    )
    target = Target(school_id=world.school.pk, class_id=world.classes["4A1"].pk)
    writing = {"enter", "decide", "edit", "approve", "apply", "open", "execute", "sign", "mark", "send", "admit"}
    held = {one for one in Action if allowed(inspector, one, target)}
    assert Action.RESULTS_VIEW in held
    assert not {one for one in held if writing & set(one.value.rpartition(".")[2].split("_"))}


def test_after_the_end_the_next_request_shows_nothing(
    client: Client, world: SchoolWorld, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_inspector(client, opened)
    pupil = world.enrolments["4A1"][0].pupil_id
    assert client.get(f"/hoc-sinh/{pupil}/").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: opened.inspection.closes_at)
    assert client.get(f"/hoc-sinh/{pupil}/").status_code == 403


def test_every_page_an_inspector_sees_leaves_a_trace(
    client: Client, world: SchoolWorld, opened: Opened, settings: Settings
) -> None:
    if TRACING not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, TRACING]
    as_inspector(client, opened)
    paths = ["/", "/lop/", f"/hoc-sinh/{world.enrolments['4A1'][0].pupil_id}/", "/ket-qua/", "/thong-bao/"]
    for path in paths:
        assert client.get(path).status_code == 200
    seen = traces(
        school_id=world.school.pk,
        wanted=Wanted(user_id=opened.accounts[0].user_id, action="supervision.inspection.page_seen"),
    ).traces
    assert [one.details["path"] for one in reversed(seen)] == paths
    log = logged_in(Client(), world, "principal").get(f"/thanh-tra/{opened.inspection.pk}/")
    assert "/ket-qua/" in log.text


def test_the_clock_closes_accounts_whose_time_is_over(world: SchoolWorld, opened: Opened) -> None:
    user_id, end = opened.accounts[0].user_id, opened.inspection.closes_at
    assert service.close_run_out(end - timedelta(seconds=1)) == 0
    assert User.objects.get(pk=user_id).is_active
    assert service.close_run_out(end) == 1
    assert not User.objects.get(pk=user_id).is_active
    assert service.close_run_out(end + timedelta(minutes=1)) == 0


def test_ending_closes_the_accounts_and_keeps_minutes_once(world: SchoolWorld, opened: Opened, at: datetime) -> None:
    principal = actor_for(world, "principal")
    number = opened.inspection.pk
    with pytest.raises(Refused, match="INSPECTION_RUNNING"):
        service.add_minutes(actor=principal, inspection_id=number, minutes=Upload("bien-ban.pdf", b"%PDF-1.4"), at=at)
    service.end_inspection(actor=principal, inspection_id=number, conclusion="Đạt yêu cầu", minutes=None, at=at)
    assert not User.objects.get(pk=opened.accounts[0].user_id).is_active
    with pytest.raises(Refused, match="INSPECTION_ENDED"):
        service.end_inspection(actor=principal, inspection_id=number, conclusion="", minutes=None, at=at)
    with pytest.raises(Refused, match="INSPECTION_ENDED"):
        service.renew_password(
            actor=principal,
            inspection_id=number,
            inspector_id=opened.inspection.inspectors.get().pk,
            at=at,
            real_at=clock.real_now(),
        )
    kept = service.add_minutes(
        actor=principal, inspection_id=number, minutes=Upload("bien-ban.pdf", b"%PDF-1.4"), at=at
    )
    assert kept.minutes is not None
    with pytest.raises(Refused, match="INSPECTION_HAS_MINUTES"):
        service.add_minutes(actor=principal, inspection_id=number, minutes=Upload("khac.pdf", b"%PDF-1.5"), at=at)


def test_inspections_of_another_school_are_not_there(client: Client, world: SchoolWorld, at: datetime) -> None:
    other = make_school()
    theirs = inspection_of(other, at).inspection
    logged_in(client, world, "principal")
    for path in ("", "ket-thuc/", "bien-ban/"):
        assert client.get(f"/thanh-tra/{theirs.pk}/{path}").status_code == 404
    with pytest.raises(Missing):
        service.end_inspection(
            actor=actor_for(world, "principal"), inspection_id=theirs.pk, conclusion="", minutes=None, at=at
        )
