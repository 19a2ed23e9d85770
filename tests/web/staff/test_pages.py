"""Pages of structure, staff, appointments, assignment: who sees them, and that they hold with few queries."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from hocba.model import Subject
from hocba_web.accounts.roles import Role
from hocba_web.schools.models import Staff
from hocba_web.schools.selectors.staff_decisions import KINDS
from hocba_web.schools.services import appointments, regulation, teaching
from hocba_web.schools.services.teaching import Cell
from support.web import SchoolWorld, actor_for, logged_in, make_school

OFFICE = ("principal", "vice_principal", "registrar", "clerk", "school_admin")
TEACHERS = ("homeroom:4A1", "english")
EVERYBODY = (*OFFICE, *TEACHERS)
PAGES = {
    "school": EVERYBODY,
    "school_edit": ("registrar", "school_admin"),
    "campus_add": ("registrar", "school_admin"),
    "year_add": ("registrar", "school_admin"),
    "staff": ("principal", "vice_principal", "registrar", "school_admin"),
    "staff_add": ("registrar", "school_admin"),
    "teams": EVERYBODY,
    "decisions": EVERYBODY,
    "decision_add": ("principal", "vice_principal", "registrar", "school_admin"),
    "appointments": EVERYBODY,
    "appointment_add": ("school_admin",),
    "board": EVERYBODY,
    "board_draft": EVERYBODY,
    "working_group": EVERYBODY,
    "assignment": EVERYBODY,
    "substitutions": EVERYBODY,
    "substitution_add": ("vice_principal", "registrar", "school_admin"),
    "regulation": EVERYBODY,
    "regulation_history": EVERYBODY,
    "regulation_readers": ("principal", "vice_principal"),
    "first_run_next": ("school_admin",),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_for_those_who_may_and_for_nobody_else(world: SchoolWorld, at: datetime, page: str) -> None:
    for key in EVERYBODY:
        response = logged_in(Client(), world, key).get(reverse(f"schools:{page}"))
        assert response.status_code == (200 if key in PAGES[page] else 403), key


@pytest.mark.parametrize("page", [*PAGES, "regulation_draft"])
def test_nobody_is_let_in_without_logging_in(world: SchoolWorld, at: datetime, page: str) -> None:
    assert Client().get(reverse(f"schools:{page}")).status_code in {302, 401}


def test_other_schools_numbers_lead_nowhere(world: SchoolWorld, at: datetime) -> None:
    other = make_school()
    plan = teaching.open_plan(
        actor=actor_for(other, "registrar"), year_id=other.year.id, since=date(2026, 5, 30), at=at
    )
    asked = appointments.prepare(
        actor=actor_for(other, "school_admin"),
        staff_id=other.staff["english"].id,
        role=Role.CLERK,
        since=date(2026, 6, 1),
        until=None,
        at=at,
    )
    cover = teaching.prepare_substitution(
        actor=actor_for(other, "registrar"),
        absent_id=other.staff["homeroom:4A1"].id,
        substitute_id=other.staff["english"].id,
        since=date(2026, 5, 26),
        until=date(2026, 5, 27),
        homeroom=True,
        at=at,
    )
    theirs = {
        "year": other.year.id,
        "year_edit": other.year.id,
        "class_add": other.year.id,
        "class_edit": other.classes["4A1"].id,
        "staff_member": other.staff["english"].id,
        "staff_edit": other.staff["english"].id,
        "staff_leave": other.staff["english"].id,
        "decision": other.decision.id,
        "decision_scan": other.decision.id,
        "plan": plan.id,
        "substitution": cover.id,
    }
    admin, head = logged_in(Client(), world, "school_admin"), logged_in(Client(), world, "principal")
    for page, number in theirs.items():
        assert admin.get(reverse(f"schools:{page}", args=[number])).status_code == 404, page
    for page in ("appointment_end", "appointment_decline", "appointment_succeed"):
        assert head.get(reverse(f"schools:{page}", args=[asked.id])).status_code == 404, page


def test_the_list_of_staff_is_searched_without_diacritics_and_does_not_grow_in_queries(
    world: SchoolWorld, at: datetime, django_assert_max_num_queries: object
) -> None:
    head = logged_in(Client(), world, "principal")
    head.get(reverse("schools:staff"))
    with django_assert_max_num_queries(30):
        text = head.get(reverse("schools:staff"), {"q": "bui van"}).content.decode()
    assert "Bùi Văn Hùng" in text
    assert "Mai Thị Loan" not in text


def test_the_assignment_table_shows_who_teaches_and_what_is_missing(
    world: SchoolWorld, at: datetime, django_assert_max_num_queries: object
) -> None:
    head = logged_in(Client(), world, "principal")
    head.get(reverse("schools:assignment"))
    with django_assert_max_num_queries(35):
        text = head.get(reverse("schools:assignment")).content.decode()
    assert "Thị Loan" in text
    assert f"{2 * (12 - 5)} ô bắt buộc" in text


def test_a_plan_goes_its_whole_way_in_the_pages(world: SchoolWorld, at: datetime) -> None:
    vice, head = logged_in(Client(), world, "vice_principal"), logged_in(Client(), world, "principal")
    opened = vice.post(reverse("schools:plan_open"), {"year": world.year.id, "since": "2026-05-30", "note": "Bổ sung"})
    address = opened["Location"]
    assert vice.get(address).status_code == 200
    plan_id = int(address.rstrip("/").rsplit("/", 1)[-1])
    one_class = reverse("schools:plan_class", args=[plan_id, world.classes["4A1"].id])
    form = vice.get(one_class).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    typed = {name: "" if value is None else value for name, value in shown.items()}
    typed["PE"] = world.staff["english"].id
    assert vice.post(one_class, typed).status_code == 302
    given = {
        "staff": world.staff["english"].id,
        "subject": "MUSIC",
        "classes": [one.id for one in world.classes.values()],
    }
    assert vice.post(reverse("schools:plan_give", args=[plan_id]), given).status_code == 302
    assert vice.post(reverse("schools:plan_fill", args=[plan_id])).status_code == 302
    assert vice.post(reverse("schools:plan_submit", args=[plan_id])).status_code == 302
    assert vice.post(reverse("schools:plan_approve", args=[plan_id]), {"number": "9/QĐ"}).status_code == 403
    decided = head.post(reverse("schools:plan_approve", args=[plan_id]), {"number": "9/QĐ-TH", "dated": "2026-05-25"})
    assert decided.status_code == 302
    text = head.get(reverse("schools:assignment"), {"on": "2026-05-30"}).content.decode()
    assert "ô bắt buộc" not in text


def test_a_form_comes_back_with_the_reason_beside_it(world: SchoolWorld, at: datetime) -> None:
    admin = logged_in(Client(), world, "school_admin")
    taken = world.staff["english"].code
    response = admin.post(reverse("schools:staff_add"), {"name": "Mai Thị Lan", "code": taken, "position": "Giáo viên"})
    assert response.status_code == 422
    assert f"Mã {taken} đã thuộc về người khác." in response.content.decode()


def test_without_a_fresh_factor_the_principal_is_asked_for_it_first(world: SchoolWorld, at: datetime) -> None:
    row = appointments.prepare(
        actor=actor_for(world, "school_admin"),
        staff_id=world.staff["english"].id,
        role=Role.CLERK,
        since=date(2026, 6, 1),
        until=None,
        at=at,
    )
    head = logged_in(Client(), world, "principal")
    session = head.session
    for method in session["account_authentication_methods"]:
        method["at"] -= 3600
    session.save()
    typed = {"chosen": [row.id], "number": "9/QĐ-TH", "dated": "2026-05-25"}
    response = head.post(reverse("schools:appointments_approve"), typed)
    row.refresh_from_db()
    assert row.approved_at is None
    assert response.status_code in {302, 403}


def test_a_capacity_is_chosen_among_ones_own_only(world: SchoolWorld, at: datetime) -> None:
    teacher = logged_in(Client(), world, "homeroom:4A1")
    subject = f"subject:{world.school.id}"
    assert teacher.post(reverse("schools:act_as"), {"capacity": subject}).status_code == 302
    assert teacher.session["capacity"] == subject
    foreign = f"homeroom:{world.classes['4A2'].id}"
    assert teacher.post(reverse("schools:act_as"), {"capacity": foreign}).status_code == 404
    assert teacher.session["capacity"] == subject
    away = teacher.post(reverse("schools:act_as"), {"capacity": subject, "next": "https://elsewhere.example/"})
    assert away["Location"] == "/"


def test_conduct_decisions_are_the_principals_alone(world: SchoolWorld, at: datetime) -> None:
    appointments.give(
        actor=actor_for(world, "principal"),
        kind=appointments.DecisionKind.CONDUCT,
        number="55/QĐ-TH",
        dated=date(2026, 5, 20),
        summary="Khen thưởng",
        at=at,
    )
    for key, seen in (("principal", True), ("vice_principal", False), ("school_admin", False)):
        text = logged_in(Client(), world, key).get(reverse("schools:decisions")).content.decode()
        assert ("55/QĐ-TH" in text) is seen, key


def test_pages_with_everything_on_them_open(world: SchoolWorld, at: datetime) -> None:
    admin, head = actor_for(world, "school_admin"), actor_for(world, "principal")
    english = world.staff["english"]
    appointments.prepare(
        actor=admin,
        staff_id=english.id,
        role=None,
        since=date(2026, 5, 25),
        until=None,
        at=at,
        body="board",
        post="member",
        duty="Trả lời báo lỗi",
    )
    successor = appointments.prepare(
        actor=admin,
        staff_id=world.staff["vice_principal"].id,
        role=Role.PRINCIPAL,
        since=date(2026, 8, 1),
        until=None,
        at=at,
    )
    cover = teaching.prepare_substitution(
        actor=actor_for(world, "registrar"),
        absent_id=world.staff["homeroom:4A1"].id,
        substitute_id=english.id,
        since=date(2026, 5, 26),
        until=date(2026, 5, 27),
        homeroom=True,
        at=at,
    )
    team = teaching.add_team(actor=admin, name="Tổ 4-5", at=at)
    teaching.set_members(
        actor=admin, team_id=team.id, members=[english.id], lead=english.id, since=date(2026, 5, 25), at=at
    )
    plan = teaching.open_plan(actor=admin, year_id=world.year.id, since=date(2026, 5, 30), at=at)
    teaching.set_cells(
        actor=admin, plan_id=plan.id, cells=[Cell(world.classes["4A1"].id, Subject.PE, english.id)], at=at
    )
    teaching.submit_plan(actor=admin, plan_id=plan.id, at=at)
    regulation.begin_draft(actor=head, at=at)
    for key, pages in {
        "principal": (
            ("appointments", ()),
            ("appointment_succeed", (successor.id,)),
            ("appointment_decline", (successor.id,)),
            ("board", ()),
            ("board_draft", ()),
            ("substitution", (cover.id,)),
            ("plan", (plan.id,)),
            ("teams", ()),
            ("staff_member", (english.id,)),
            ("decision", (world.decision.id,)),
            ("regulation", ()),
            ("regulation_draft", ()),
            ("regulation_preview", ()),
        ),
        "school_admin": (
            ("team", (team.id,)),
            ("staff_edit", (english.id,)),
            ("staff_leave", (english.id,)),
            ("class_edit", (world.classes["4A1"].id,)),
            ("year", (world.year.id,)),
            ("plan", (plan.id,)),
        ),
    }.items():
        client = logged_in(Client(), world, key)
        for page, numbers in pages:
            assert client.get(reverse(f"schools:{page}", args=numbers)).status_code == 200, page


def test_every_kind_of_decision_has_a_name_on_pages() -> None:
    assert {kind for kind, _name in KINDS} == set(appointments.DecisionKind.values)


def test_who_works_without_a_personal_id_that_stands_is_found(world: SchoolWorld, at: datetime) -> None:
    """The principal checks that teachers' data are kept up to date (Decision 32/QĐ-THPĐ, art. 6(8))."""
    browser = logged_in(Client(), world, "principal")
    address = f"{reverse('schools:staff')}?show=no_id"
    everybody = Staff.objects.filter(school=world.school)
    without, wrong, *_rest = everybody
    everybody.update(personal_id="022185000001", born=None)
    page = browser.get(address)
    assert page.context["rows"] == ()
    assert "Mọi người đang làm việc" in page.content.decode()
    everybody.filter(pk=without.pk).update(personal_id="")
    everybody.filter(pk=wrong.pk).update(born=date(1990, 1, 1))  # the number says 1985
    assert {row.id for row in browser.get(address).context["rows"]} == {without.pk, wrong.pk}
    assert "thiếu hoặc sai số định danh" in browser.get(reverse("schools:staff")).content.decode()
