"""Who is in which class: nothing is deleted, the sector database's words follow the term, results go along."""

from __future__ import annotations

from datetime import date

import pytest

from hocba.model import PupilStatus
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.schools.models import Enrolment, Pupil, PupilChange, Transfer
from hocba_web.schools.ports import ports
from hocba_web.schools.services.pupils import (
    DataRefused,
    MayBeDuplicate,
    class_change,
    pupil_admit,
    pupil_leave,
    pupil_return,
    transfer_decide,
    transfer_in_ask,
    transfer_out_ask,
    transfer_withdraw,
)
from support.web import actor_for, make_school
from support.web.school import NOW

CHILD = {
    "name": "Hà Minh Khôi",
    "sex": "Nam",
    "born": date(2016, 7, 1),
    "personal_id": "022216777001",
    "ethnicity": "Kinh",
    "mother_name": "Phạm Thu Lan",
    "father_name": "Hà Văn Lâm",
}


def admit(world, *, key="registrar", class_name="4A1", on=date(2026, 5, 20), evidence=None, sure=False, **values):
    return pupil_admit(
        actor=actor_for(world, key),
        class_id=world.classes[class_name].id,
        values=CHILD | values,
        on=on,
        reason="Đơn xin nhập học",
        evidence=evidence,
        sure=sure,
        at=NOW,
    )


def test_admitted_pupil_gets_the_next_line_and_a_temporary_code(world, register):
    pupil = admit(world)
    enrolment = pupil.enrolments.get()
    assert (enrolment.number, enrolment.status, enrolment.joined_on) == (4, "Đang học", date(2026, 5, 20))
    assert pupil.ministry_id == "TAM-022216777001"
    assert pupil.nationality == "Việt Nam"
    assert pupil.family().mother == "Phạm Thu Lan"
    change = pupil.changes.get()
    assert (change.kind, change.before, change.after["class"]) == ("admitted", {}, "4A1")
    assert change.after["personal_id"] == "022216777001"


def test_admitted_without_any_number_waits_in_the_queue_under_an_own_code(world, register):
    first, second = (
        admit(world, personal_id=""),
        admit(world, personal_id="", name="Hà Minh Khuê", born=date(2016, 8, 2)),
    )
    assert first.personal_id == second.personal_id == ""
    assert first.ministry_id.startswith("TAM-")
    assert first.ministry_id != second.ministry_id


@pytest.mark.parametrize("key", ["homeroom:4A1", "clerk", "principal", "school_admin"])
def test_only_the_registrar_admits(world, register, key):
    with pytest.raises(Forbidden):
        admit(world, key=key)
    assert not Pupil.objects.filter(name="Hà Minh Khôi").exists()


def test_admission_needs_an_open_register(world, register):
    register.open = False
    with pytest.raises(Refused) as refused:
        admit(world)
    assert refused.value.code == "REGISTER_CLOSED"


def test_another_schools_class_is_not_there(world, register):
    other = make_school(name="Trường khác")
    with pytest.raises(Missing):
        pupil_admit(
            actor=actor_for(world, "registrar"),
            class_id=other.classes["4A1"].id,
            values=CHILD,
            on=date(2026, 5, 20),
            reason="x",
            evidence=None,
            at=NOW,
        )


def test_a_child_who_may_be_on_file_is_shown_first(world, register):
    admit(world)
    again = {"personal_id": "022216770702", "name": "Ha Minh Khoi", "mother_name": ""}
    with pytest.raises(MayBeDuplicate) as refused:
        admit(world, **again)
    assert [(one.name, one.class_name, one.reasons) for one in refused.value.others] == [
        ("Hà Minh Khôi", "4A1", ("SAME_NAME_AND_BIRTH",))
    ]
    assert admit(world, sure=True, **again).enrolments.get().number == 5


def test_twins_are_admitted_without_a_question(world, register):
    admit(world)
    twin = admit(world, name="Hà Minh Khải", personal_id="022216777002")
    assert twin.pk


def leave(world, pupil, on, **more):
    return pupil_leave(
        actor=actor_for(world, "registrar"), pupil_id=pupil.id, on=on, reason="Theo đơn", evidence=None, at=NOW, **more
    )


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2026, 1, 18), PupilStatus.LEFT_TERM_1),
        (date(2026, 1, 19), PupilStatus.LEFT_TERM_2),
        (date(2026, 5, 25), PupilStatus.LEFT_TERM_2),
    ],
)
def test_status_is_worded_by_the_term_of_the_day(world, pupil, register, on, status):
    enrolment = leave(world, pupil, on)
    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.left_on, enrolment.has_left) == (status.value, on, True)
    assert Pupil.objects.filter(id=pupil.id).exists()


def test_a_pupil_leaves_once_and_comes_back_to_the_old_line(world, pupil, register):
    leave(world, pupil, date(2026, 1, 10))
    with pytest.raises(Refused) as refused:
        leave(world, pupil, date(2026, 1, 11))
    assert refused.value.code == "PUPIL_NOT_ON_ROLL"
    back = pupil_return(
        actor=actor_for(world, "registrar"),
        pupil_id=pupil.id,
        class_id=world.classes["4A1"].id,
        on=date(2026, 3, 2),
        reason="Đơn xin học lại",
        evidence=None,
        at=NOW,
    )
    assert (back.number, back.status, back.left_on) == (1, "Nghỉ học xin học lại kỳ 2", None)
    assert [one.kind for one in pupil.changes.all()] == ["returned", "left"]
    assert Enrolment.objects.filter(pupil=pupil).count() == 1


@pytest.mark.parametrize(
    ("on", "code"), [(date(2026, 5, 26), "PUPIL_DAY_IN_FUTURE"), (date(2025, 9, 4), "PUPIL_DAY_TOO_EARLY")]
)
def test_days_that_cannot_be_are_refused(world, pupil, register, on, code):
    with pytest.raises(DataRefused) as refused:
        leave(world, pupil, on)
    assert refused.value.problems[0].code == code


def test_class_change_closes_one_line_opens_another_and_takes_the_results_along(world, pupil, register, monkeypatch):
    moved = []
    monkeypatch.setattr(ports, "enrolment_moved", lambda old, new, _at: moved.append((old, new)))
    old = pupil.enrolments.get()
    new = class_change(
        actor=actor_for(world, "registrar"),
        pupil_id=pupil.id,
        class_id=world.classes["4A2"].id,
        on=date(2026, 2, 2),
        reason="Theo nguyện vọng gia đình",
        evidence=None,
        at=NOW,
    )
    old.refresh_from_db()
    assert (old.left_on, old.has_left) == (date(2026, 2, 2), True)
    assert (new.school_class.name, new.number, new.status) == ("4A2", 4, "Đang học")
    assert moved == [(old.pk, new.pk)]
    change = pupil.changes.get()
    assert (change.before["class"], change.after["class"]) == ("4A1", "4A2")


def test_class_change_stays_within_grade_and_year(register, db):
    world = make_school(classes=("4A1", "5A1"))
    pupil = world.enrolments["4A1"][0].pupil
    for class_name, code in (("5A1", "CLASS_CHANGE_OTHER_GRADE"), ("4A1", "CLASS_CHANGE_SAME")):
        with pytest.raises(Refused) as refused:
            class_change(
                actor=actor_for(world, "registrar"),
                pupil_id=pupil.id,
                class_id=world.classes[class_name].id,
                on=date(2026, 2, 2),
                reason="x",
                evidence=None,
                at=NOW,
            )
        assert refused.value.code == code


def ask_out(world, pupil, paper, **more):
    given = {"other_school": "Trường Tiểu học Cẩm Thủy", "other_province": "Tỉnh Quảng Ninh"} | more
    return transfer_out_ask(
        actor=actor_for(world, "registrar"),
        pupil_id=pupil.id,
        on=date(2026, 5, 22),
        reason="Gia đình chuyển nơi ở",
        evidence=paper,
        at=NOW,
        **given,
    )


def decide(world, transfer, *, agree, answer="", key="principal"):
    return transfer_decide(actor=actor_for(world, key), transfer_id=transfer.id, agree=agree, answer=answer, at=NOW)


def test_transfer_out_happens_only_by_the_principals_decision_even_while_locked(world, pupil, register, paper):
    register.open = False
    transfer = ask_out(world, pupil, paper)
    assert not pupil.enrolments.get().has_left
    decide(world, transfer, agree=True)
    enrolment = pupil.enrolments.get()
    assert (enrolment.status, enrolment.left_on) == ("Chuyển đi kỳ 2", date(2026, 5, 22))
    change = PupilChange.objects.get()
    assert (change.kind, change.after["other_school"]) == ("moved_out", "Trường Tiểu học Cẩm Thủy")
    assert change.evidence_id == transfer.evidence_id


def test_transfer_needs_paper_and_names(world, pupil, register):
    with pytest.raises(DataRefused) as refused:
        ask_out(world, pupil, None, other_school=" ")
    assert {one.name for one in refused.value.problems} == {"other_school", "evidence"}


def test_one_open_request_a_pupil_and_it_can_be_withdrawn(world, pupil, register, paper):
    transfer = ask_out(world, pupil, paper)
    with pytest.raises(Refused) as refused:
        ask_out(world, pupil, paper)
    assert refused.value.code == "TRANSFER_ALREADY_ASKED"
    transfer_withdraw(actor=actor_for(world, "registrar"), transfer_id=transfer.id, at=NOW)
    with pytest.raises(Refused) as refused:
        decide(world, transfer, agree=True)
    assert refused.value.code == "TRANSFER_DECIDED"
    assert ask_out(world, pupil, paper).state == Transfer.State.ASKED


def test_a_no_needs_its_reason(world, pupil, register, paper):
    transfer = ask_out(world, pupil, paper)
    with pytest.raises(DataRefused):
        decide(world, transfer, agree=False)
    assert decide(world, transfer, agree=False, answer="Thiếu đơn").state == Transfer.State.REFUSED
    assert not pupil.enrolments.get().has_left


@pytest.mark.parametrize("key", ["registrar", "vice_principal", "school_admin", "homeroom:4A1"])
def test_only_the_principal_decides(world, pupil, register, paper, key):
    transfer = ask_out(world, pupil, paper)
    with pytest.raises(Forbidden):
        decide(world, transfer, agree=True, key=key)


def test_transfer_in_makes_the_pupil_when_the_principal_agrees(world, register, paper):
    register.open = False
    transfer = transfer_in_ask(
        actor=actor_for(world, "registrar"),
        class_id=world.classes["4A1"].id,
        values=CHILD,
        on=date(2026, 1, 12),
        other_school="Trường Tiểu học Cẩm Thủy",
        other_province="Tỉnh Quảng Ninh",
        reason="Gia đình chuyển về",
        evidence=paper,
        at=NOW,
    )
    assert not Pupil.objects.filter(personal_id="022216777001").exists()
    decided = decide(world, transfer, agree=True)
    assert decided.pupil is not None
    enrolment = decided.pupil.enrolments.get()
    assert (enrolment.status, enrolment.number) == ("Chuyển đến kỳ 1", 4)
    assert decided.pupil.changes.get().kind == "moved_in"


def test_transfers_of_another_school_are_not_there(world, pupil, register, paper):
    transfer = ask_out(world, pupil, paper)
    other = make_school(name="Trường khác")
    with pytest.raises(Missing):
        decide(other, transfer, agree=True)


def test_every_change_of_a_roll_is_told_to_who_counts(world, pupil, register, paper, monkeypatch):
    told = []
    monkeypatch.setattr(ports, "roll_changed", lambda class_ids, _at: told.append({*class_ids}))
    first, second = world.classes["4A1"].id, world.classes["4A2"].id
    admit(world)
    assert told.pop() == {first}
    class_change(
        actor=actor_for(world, "registrar"),
        pupil_id=pupil.id,
        class_id=second,
        on=date(2026, 2, 2),
        reason="x",
        evidence=None,
        at=NOW,
    )
    assert told.pop() == {first, second}
    leave(world, pupil, date(2026, 5, 20))
    assert told.pop() == {second}
