"""Nothing is open that was not decided by the principal and carried out by somebody else; the clock shuts it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.assessment.models import EntryWindow, LateRequest
from hocba_web.assessment.selectors.register import class_facts
from hocba_web.assessment.selectors.windows import Closed, window_state
from hocba_web.assessment.selectors.windows.calendar import calendar, late_requests, openings
from hocba_web.assessment.selectors.windows.state import nearest_moment
from hocba_web.assessment.services.windows import (
    WindowScope,
    ask_late,
    decide_windows,
    end_early,
    execute_late,
    execute_windows,
    grant_late,
    refuse_late,
    withdraw_late,
)
from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from hocba_web.schools.models import Decision
from hocba_web.schools.ports import ports as register_ports
from hocba_web.supervision.models import Notice
from support.web import SchoolWorld, actor_for, logged_in, make_school

REAL = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def fresh(actor: Actor) -> dict[str, object]:
    """The acting person, and a machine's time at which their factor is fresh."""
    return {"actor": actor, "real_at": actor.factor_checked_at}


def decide(world: SchoolWorld, at: datetime, **changes: object):
    given = {
        "year_id": world.year.id,
        "periods": ["cn"],
        "scopes": [WindowScope()],
        "opens_at": at,
        "closes_at": at + timedelta(days=7),
        "reason": "Nhập kết quả cuối năm",
        "at": at,
        **fresh(actor_for(world, "principal")),
    }
    return decide_windows(**(given | changes))


def facts_of(world: SchoolWorld, name: str = "4A1"):
    return class_facts(world.classes[name].id, world.school.id)


def test_decided_is_not_open_until_carried_out(world: SchoolWorld, at: datetime) -> None:
    batch = decide(world, at)
    facts = facts_of(world)
    assert window_state(facts, "cn", "MATHS", at).closed is Closed.NOT_EXECUTED
    execute_windows(batch=batch, at=at, **fresh(actor_for(world, "school_admin")))
    assert window_state(facts, "cn", "MATHS", at).is_open
    assert window_state(facts, "gk1", "MATHS", at).closed is Closed.NOT_DECIDED
    with pytest.raises(Refused, match="WINDOW_EXECUTED_BEFORE"):
        execute_windows(batch=batch, at=at, **fresh(actor_for(world, "school_admin")))
    actions = set(Entry.objects.values_list("action", flat=True))
    assert {"assessment.window.decided", "assessment.window.executed"} <= actions


def test_open_from_the_first_second_to_before_the_last(world: SchoolWorld, at: datetime) -> None:
    window = world.open_window()
    EntryWindow.objects.filter(id=window.id).update(opens_at=at, closes_at=at + timedelta(hours=1))
    facts, offsets = facts_of(world), (-1, 0, 1, 3599, 3600, 3601)
    found = [window_state(facts, "cn", "MATHS", at + timedelta(seconds=offset)).is_open for offset in offsets]
    assert found == [False, True, True, True, False, False]


@pytest.mark.parametrize(
    ("scope", "open_for"),
    [
        ({}, {("4A1", "MATHS"), ("4A2", "MATHS"), ("4A1", "homeroom"), ("4A2", "homeroom")}),
        ({"grade": 3}, set()),
        ({"grade": 4, "part": "MATHS"}, {("4A1", "MATHS"), ("4A2", "MATHS")}),
        ({"part": "homeroom"}, {("4A1", "homeroom"), ("4A2", "homeroom")}),
    ],
)
def test_scope(world: SchoolWorld, at: datetime, scope: dict, open_for: set) -> None:
    world.open_window("cn", **scope)
    found = {
        (name, part)
        for name in world.classes
        for part in ("MATHS", "homeroom")
        if window_state(facts_of(world, name), "cn", part, at).is_open
    }
    assert found == open_for


def test_one_class_and_one_year(world: SchoolWorld, at: datetime) -> None:
    world.open_window("cn", school_class=world.classes["4A1"])
    assert window_state(facts_of(world), "cn", "MATHS", at).is_open
    assert not window_state(facts_of(world, "4A2"), "cn", "MATHS", at).is_open
    other = make_school()
    assert not window_state(class_facts(other.classes["4A1"].id, other.school.id), "cn", "MATHS", at).is_open


def test_who_may_decide_and_carry_out(world: SchoolWorld, at: datetime) -> None:
    for key in ("vice_principal", "registrar", "clerk", "school_admin", "homeroom:4A1", "english"):
        with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
            decide(world, at, **fresh(actor_for(world, key)))
    batch = decide(world, at)
    for key in ("vice_principal", "registrar", "principal", "homeroom:4A1"):
        with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
            execute_windows(batch=batch, at=at, **fresh(actor_for(world, key)))
    with pytest.raises(FreshFactorNeeded):
        decide(world, at, actor=actor_for(world, "principal", fresh=False), real_at=REAL)
    with pytest.raises(FreshFactorNeeded):
        execute_windows(batch=batch, at=at, actor=actor_for(world, "school_admin", fresh=False), real_at=REAL)
    assert not EntryWindow.objects.exclude(executed_at=None).exists()


def test_the_principal_does_not_carry_out_as_admin(world: SchoolWorld, at: datetime) -> None:
    batch = decide(world, at)
    admin = actor_for(world, "school_admin")
    EntryWindow.objects.update(decided_by=world.staff["school_admin"].user)
    with pytest.raises(Forbidden, match="SAME_PERSON"):
        execute_windows(batch=batch, at=at, **fresh(admin))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"periods": []}, "WINDOW_SCOPE_EMPTY"),
        ({"scopes": []}, "WINDOW_SCOPE_EMPTY"),
        ({"periods": ["xx"]}, "WINDOW_SCOPE_UNKNOWN"),
        ({"scopes": [WindowScope(grade=1)]}, "WINDOW_SCOPE_UNKNOWN"),
        ({"scopes": [WindowScope(class_id=999_999)]}, "WINDOW_SCOPE_UNKNOWN"),
        ({"scopes": [WindowScope(grade=4, part="NATURE_SOCIETY")]}, "WINDOW_SCOPE_UNKNOWN"),
        ({"periods": ["hs"], "scopes": [WindowScope(part="MATHS")]}, "WINDOW_SCOPE_UNKNOWN"),
        ({"reason": " "}, "REASON_NEEDED"),
        ({"reason": "a" * 501}, "REASON_TOO_LONG"),
        ({"number": "15/QĐ-TH"}, "DECISION_DATE_NEEDED"),
    ],
)
def test_decisions_that_say_nothing(world: SchoolWorld, at: datetime, changes: dict, code: str) -> None:
    with pytest.raises(Refused, match=code):
        decide(world, at, **changes)


@pytest.mark.parametrize(
    ("opens", "closes", "code"),
    [(0, 0, "WINDOW_BACKWARDS"), (2, 1, "WINDOW_BACKWARDS"), (-3, 0, "WINDOW_PAST"), (0, 371, "WINDOW_TOO_LONG")],
)
def test_spans_that_open_nothing(world: SchoolWorld, at: datetime, opens: int, closes: int, code: str) -> None:
    with pytest.raises(Refused, match=code):
        decide(world, at, opens_at=at + timedelta(days=opens), closes_at=at + timedelta(days=closes))


def test_several_at_once_rest_on_one_decision(world: SchoolWorld, at: datetime) -> None:
    batch = decide(
        world,
        at,
        periods=["cn", "hs"],
        scopes=[WindowScope(grade=4), WindowScope(class_id=world.classes["4A2"].id)],
        number="15/QĐ-TH",
        dated=at.date(),
    )
    assert EntryWindow.objects.filter(batch=batch).count() == 4
    assert Decision.objects.get(number="15/QĐ-TH").windows.count() == 4
    execute_windows(batch=batch, at=at, **fresh(actor_for(world, "school_admin")))
    opening = openings(world.year.id, at)[0]
    assert opening.scope == ("Khối 4", "Lớp 4A2")
    assert opening.decision.startswith("15/QĐ-TH")
    assert (opening.decided_by, opening.executed_by) == (
        world.staff["principal"].name,
        world.staff["school_admin"].name,
    )


def test_ended_early_shuts_at_once(world: SchoolWorld, at: datetime) -> None:
    window = world.open_window()
    principal = actor_for(world, "principal")
    with pytest.raises(Refused, match="REASON_NEEDED"):
        end_early(window_ids=[window.id], reason="", at=at, **fresh(principal))
    with pytest.raises(Missing):
        end_early(window_ids=[window.id, 999_999], reason="Đã xong", at=at, **fresh(principal))
    end_early(window_ids=[window.id], reason="Đã nhập xong", at=at, **fresh(principal))
    assert window_state(facts_of(world), "cn", "MATHS", at - timedelta(seconds=1)).is_open
    assert window_state(facts_of(world), "cn", "MATHS", at).closed is Closed.ENDED
    with pytest.raises(Refused, match="WINDOW_WITHDRAWN"):
        end_early(window_ids=[window.id], reason="Đã nhập xong", at=at, **fresh(principal))


def test_a_decision_taken_back_is_never_carried_out(world: SchoolWorld, at: datetime) -> None:
    batch = decide(world, at)
    ids = list(EntryWindow.objects.values_list("id", flat=True))
    end_early(window_ids=ids, reason="Ghi nhầm ngày", at=at, **fresh(actor_for(world, "principal")))
    with pytest.raises(Refused, match="WINDOW_WITHDRAWN"):
        execute_windows(batch=batch, at=at, **fresh(actor_for(world, "school_admin")))


def test_what_was_never_carried_out_ends_with_its_time(world: SchoolWorld, at: datetime) -> None:
    batch = decide(world, at)
    with pytest.raises(Refused, match="WINDOW_OVER"):
        execute_windows(batch=batch, at=at + timedelta(days=7), **fresh(actor_for(world, "school_admin")))


def test_another_schools_windows_are_not_there(world: SchoolWorld, at: datetime) -> None:
    batch, other = decide(world, at), make_school()
    with pytest.raises(Missing):
        execute_windows(batch=batch, at=at, **fresh(actor_for(other, "school_admin")))
    with pytest.raises(Missing):
        end_early(
            window_ids=list(EntryWindow.objects.values_list("id", flat=True)),
            reason="Không phải trường mình",
            at=at,
            **fresh(actor_for(other, "principal")),
        )
    with pytest.raises(Missing):
        decide(world, at, **fresh(actor_for(other, "principal")))


def test_the_register_asks_the_same_windows(world: SchoolWorld, at: datetime) -> None:
    school_class = world.classes["4A1"]
    assert not register_ports.register_open(school_class, at).is_open
    window = world.open_window("hs")
    state = register_ports.register_open(school_class, at)
    assert (state.is_open, state.closes_at) == (True, window.closes_at)
    before = register_ports.register_open(school_class, window.opens_at - timedelta(seconds=1))
    assert (before.is_open, before.opens_at) == (False, window.opens_at)


def test_the_calendar_tells_everybody(world: SchoolWorld, at: datetime, client: Client) -> None:
    world.open_window("cn", part="MATHS")
    world.open_window("gk2", around=at - timedelta(days=60))
    row = next(one for one in calendar(world.year.id, at) if one.facts.name == "4A1")
    assert [name for name, _state in row.cells[3].some] == ["Toán"]
    assert row.cells[2].state.closed is Closed.ENDED
    assert nearest_moment(world.year.id, at) is Moment.YEAR_END
    for key in ("english", "school_admin", "principal", "clerk"):
        logged_in(client, world, key)
        assert "Toán" in client.get("/khoa-mo/").content.decode()


def test_without_windows_the_first_moment_is_meant(world: SchoolWorld, at: datetime) -> None:
    assert nearest_moment(world.year.id, at) is Moment.MID1
    world.open_window("gk2", around=at + timedelta(days=60))
    assert nearest_moment(world.year.id, at) is Moment.MID2


# Late corrections -----------------------------------------------------------------------------------------------------


def ask(world: SchoolWorld, at: datetime, key: str = "homeroom:4A1", **changes: object) -> LateRequest:
    given = {
        "actor": actor_for(world, key),
        "class_id": world.classes["4A1"].id,
        "period": "cn",
        "part": "MATHS",
        "reason": "Nhập nhầm điểm của một em",
        "at": at,
    }
    return ask_late(**(given | changes))


def test_late_correction_from_request_to_closing(world: SchoolWorld, enter, at: datetime) -> None:
    with pytest.raises(Refused, match="WINDOW_NOT_DECIDED"):
        enter({(0, "MATHS.level"): "T"})
    request = ask(world, at)
    closes = at + timedelta(hours=2)
    grant_late(request_id=request.id, closes_at=closes, at=at, **fresh(actor_for(world, "principal")))
    with pytest.raises(Refused, match="WINDOW_NOT_EXECUTED"):
        enter({(0, "MATHS.level"): "T"})
    execute_late(request_id=request.id, at=at, **fresh(actor_for(world, "school_admin")))
    request.refresh_from_db()
    assert request.state == LateRequest.State.OPENED
    enter({(0, "MATHS.level"): "T"}, when=closes - timedelta(seconds=1))
    with pytest.raises(Refused, match="WINDOW_ENDED"):
        enter({(1, "MATHS.level"): "T"}, when=closes)
    with pytest.raises(Refused, match="WINDOW_NOT_DECIDED"):  # only the part that was asked for
        enter({(0, "ETHICS.level"): "T"})
    actions = set(Entry.objects.values_list("action", flat=True))
    assert {"assessment.late.asked", "assessment.late.granted", "assessment.late.opened"} <= actions


def test_nobody_decides_or_opens_for_themselves(world: SchoolWorld, at: datetime) -> None:
    request = ask(world, at)
    LateRequest.objects.update(asked_by=world.staff["principal"].user)
    with pytest.raises(Forbidden, match="SAME_PERSON"):
        grant_late(
            request_id=request.id, closes_at=at + timedelta(days=1), at=at, **fresh(actor_for(world, "principal"))
        )
    with pytest.raises(Forbidden, match="SAME_PERSON"):
        refuse_late(request_id=request.id, answer="Không", at=at, **fresh(actor_for(world, "principal")))
    LateRequest.objects.update(asked_by=world.staff["school_admin"].user)
    grant_late(request_id=request.id, closes_at=at + timedelta(days=1), at=at, **fresh(actor_for(world, "principal")))
    with pytest.raises(Forbidden, match="SAME_PERSON"):
        execute_late(request_id=request.id, at=at, **fresh(actor_for(world, "school_admin")))


def test_who_may_ask(world: SchoolWorld, at: datetime) -> None:
    for key in ("english", "homeroom:4A2", "principal", "registrar", "school_admin"):
        with pytest.raises(Forbidden):
            ask(world, at, key)
    ask(world, at, "english", part="FOREIGN_LANG_1")
    ask(world, at, part="homeroom")
    with pytest.raises(Missing):
        ask(world, at, part="NATURE_SOCIETY")
    with pytest.raises(Missing):
        ask(world, at, period="hs")


def test_asked_once_and_only_when_closed(world: SchoolWorld, at: datetime) -> None:
    ask(world, at)
    with pytest.raises(Refused, match="LATE_ASKED_BEFORE"):
        ask(world, at)
    world.open_window()
    with pytest.raises(Refused, match="LATE_NOT_NEEDED"):
        ask(world, at, part="ETHICS")


def test_no_longer_than_the_schools_regulation_allows(world: SchoolWorld, at: datetime) -> None:
    request, principal = ask(world, at), fresh(actor_for(world, "principal"))
    with pytest.raises(Refused, match="LATE_TOO_LONG"):
        grant_late(request_id=request.id, closes_at=at + timedelta(days=3, seconds=1), at=at, **principal)
    with pytest.raises(Refused, match="WINDOW_BACKWARDS"):
        grant_late(request_id=request.id, closes_at=at, at=at, **principal)
    grant_late(request_id=request.id, closes_at=at + timedelta(days=3), at=at, **principal)
    with pytest.raises(Refused, match="LATE_DECIDED"):
        grant_late(request_id=request.id, closes_at=at + timedelta(days=1), at=at, **principal)


def test_refused_and_withdrawn(world: SchoolWorld, at: datetime) -> None:
    request = ask(world, at)
    with pytest.raises(Missing):
        withdraw_late(actor=actor_for(world, "homeroom:4A2"), request_id=request.id, at=at)
    withdraw_late(actor=actor_for(world, "homeroom:4A1"), request_id=request.id, at=at)
    again = ask(world, at)
    with pytest.raises(Refused, match="REASON_NEEDED"):
        refuse_late(request_id=again.id, answer=" ", at=at, **fresh(actor_for(world, "principal")))
    refuse_late(request_id=again.id, answer="Đã có biên bản", at=at, **fresh(actor_for(world, "principal")))
    with pytest.raises(Refused, match="LATE_NOT_GRANTED"):
        execute_late(request_id=again.id, at=at, **fresh(actor_for(world, "school_admin")))
    assert {one.state for one in late_requests(actor_for(world, "principal"))} == {"withdrawn", "refused"}
    assert late_requests(actor_for(world, "english")) == []
    assert len(late_requests(actor_for(world, "homeroom:4A1"))) == 2
    with pytest.raises(Forbidden):
        late_requests(actor_for(world, "registrar"))


def test_a_window_of_a_late_request_is_not_opened_past_it(world: SchoolWorld, at: datetime) -> None:
    request = ask(world, at)
    grant_late(request_id=request.id, closes_at=at + timedelta(days=1), at=at, **fresh(actor_for(world, "principal")))
    window = EntryWindow.objects.get()
    with pytest.raises(Refused, match="WINDOW_OF_LATE_REQUEST"):
        execute_windows(batch=window.batch, at=at, **fresh(actor_for(world, "school_admin")))
    with pytest.raises(Missing):
        execute_windows(batch=uuid4(), at=at, **fresh(actor_for(world, "school_admin")))


def test_pages_from_request_to_opening(world: SchoolWorld, at: datetime, client: Client) -> None:
    class_id = world.classes["4A1"].id
    grid = f"/ket-qua/{class_id}/cn/toan/"
    logged_in(client, world, "homeroom:4A1", capacity=f"homeroom:{class_id}")
    assert f"{grid}xin-mo/" in client.get(grid).content.decode()
    answer = client.post(f"{grid}xin-mo/", {"part": "MATHS", "enrolment": "", "reason": ""})
    assert answer.status_code == 422
    sent = {"part": "MATHS", "enrolment": str(world.enrolments["4A1"][0].id), "reason": "Sửa điểm nhập nhầm"}
    assert client.post(f"{grid}xin-mo/", sent).status_code == 302
    assert "Chờ hiệu trưởng quyết định" in client.get(grid).content.decode()
    request = LateRequest.objects.get()
    logged_in(client, world, "principal")
    page = f"/khoa-mo/de-nghi/{request.id}/dong-y/"
    assert client.get(page).status_code == 200
    far = client.post(page, {"closes_at": "2026-06-25T17:00"})
    assert far.status_code == 422
    assert "3 ngày" in far.content.decode()
    assert client.post(page, {"closes_at": "2026-05-26T17:00"}).status_code == 302
    logged_in(client, world, "school_admin")
    assert client.post(f"/khoa-mo/de-nghi/{request.id}/mo/").status_code == 302
    logged_in(client, world, "homeroom:4A1", capacity=f"homeroom:{class_id}")
    assert client.get(grid).context["grid"]["editable"]


def test_pages_of_the_principal(world: SchoolWorld, at: datetime, client: Client) -> None:
    logged_in(client, world, "principal")
    assert client.get("/khoa-mo/quyet-dinh/").status_code == 200
    wrong = {"periods": ["cn"], "opens_at": "2026-05-26T08:00", "closes_at": "2026-05-25T17:00", "reason": "Mở"}
    assert client.post("/khoa-mo/quyet-dinh/", wrong).status_code == 422
    right = wrong | {"closes_at": "2026-05-30T17:00", "grades": ["4"], "classes": [str(world.classes["4A1"].id)]}
    assert client.post("/khoa-mo/quyet-dinh/", right).status_code == 302
    window = EntryWindow.objects.order_by("id").first()
    assert window.opens_at == datetime(2026, 5, 26, 1, 0, tzinfo=UTC)  # 08:00 in Vietnam
    end = f"/khoa-mo/{window.batch}/khoa-som/"
    assert client.get(end).status_code == 200
    assert client.post(end, {"reason": ""}).status_code == 422
    logged_in(client, world, "school_admin")
    assert client.get(end).status_code == 403
    assert client.post(f"/khoa-mo/{window.batch}/mo/").status_code == 302
    assert client.get("/khoa-mo/").status_code == 200
    logged_in(client, world, "principal")
    assert client.post(end, {"reason": "Đã nhập xong"}).status_code == 302
    assert not EntryWindow.objects.filter(ended_at=None).exists()
    assert Role.PRINCIPAL.value in set(Entry.objects.values_list("role", flat=True))


def test_people_are_told(world: SchoolWorld, at: datetime) -> None:
    users = {key: world.staff[key].user_id for key in ("principal", "school_admin", "homeroom:4A1")}
    request = ask(world, at)
    grant_late(request_id=request.id, closes_at=at + timedelta(days=1), at=at, **fresh(actor_for(world, "principal")))
    execute_late(request_id=request.id, at=at, **fresh(actor_for(world, "school_admin")))
    assert set(Notice.objects.values_list("user_id", "kind")) == {
        (users["principal"], "assessment.late.asked"),
        (users["homeroom:4A1"], "assessment.late.granted"),
        (users["school_admin"], "assessment.late.granted"),
        (users["homeroom:4A1"], "assessment.late.opened"),
    }
