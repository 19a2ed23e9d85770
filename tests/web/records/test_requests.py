"""Unlocking, cancelling, giving back: who asks, who decides, what falls and what stands."""

from __future__ import annotations

from uuid import uuid4

import pytest

from hocba.lifecycle import State
from hocba.model import Moment, Subject
from hocba.verification import Indication, verify
from hocba_web.accounts.ports import ports as accounts
from hocba_web.assessment.models import CompletionMark, SubjectResult
from hocba_web.assessment.selectors.register import class_facts
from hocba_web.assessment.selectors.windows.access import accesses
from hocba_web.assessment.services.grid import Change, save_act
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from hocba_web.records.models import Cancellation, Record, Return, Revision, Signature, Unlocking
from hocba_web.records.ports import ports
from hocba_web.records.selectors.changes import changes_of, changes_since
from hocba_web.records.selectors.drafts import draft_of, draft_of_revision
from hocba_web.records.selectors.outdated import outdated, require_current
from hocba_web.records.selectors.requests import notes_for
from hocba_web.records.services import cancelling, replacing, returns, unlocking
from hocba_web.schools.models import Appointment
from support.web import actor_for, make_school
from support.web.record_signing import policy, sign_up_to
from support.web.records import ARTS, initialised, ready_school, records_of
from support.web.school import NOW

TODAY = NOW.date()


@pytest.fixture
def ready(db):
    world = ready_school()
    initialised(world, "4A1")
    return world


@pytest.fixture
def record(ready):
    found = records_of(ready, "4A1")[0]
    return sign_up_to(ready, found.id)


def ask(world, record, key=ARTS, parts=("MUSIC",), reason="Nhập nhầm mức"):
    return unlocking.request(actor=actor_for(world, key), record_id=record.id, parts=parts, reason=reason, at=NOW)


def decide(world, row, key="principal", *, granted=True, answer="", **of_actor):
    actor = actor_for(world, key, **of_actor)
    return unlocking.decide(
        actor=actor,
        unlocking_id=row.id,
        granted=granted,
        answer=answer,
        at=NOW,
        real_at=actor_for(world, key).factor_checked_at,
    )


def execute(world, row, key="school_admin"):
    actor = actor_for(world, key)
    return unlocking.execute(actor=actor, unlocking_id=row.id, at=NOW, real_at=actor.factor_checked_at)


def opened(world, record, key=ARTS, parts=("MUSIC",)):
    row = ask(world, record, key, parts)
    decide(world, row)
    execute(world, row)
    return row


def enter(world, record, column, value, *, moment=Moment.YEAR_END):
    """Type one value in the grid, as the teacher of the arts; the answer of the act."""
    stored = SubjectResult.objects.filter(enrolment=record.enrolment, subject=column.partition(".")[0]).first()
    base = stored.revs.get(column.partition(".")[2], 0) if stored else 0
    return save_act(
        actor=actor_for(world, ARTS),
        class_id=record.school_class_id,
        moment=moment,
        act=uuid4(),
        kind="type",
        changes=[Change(record.enrolment_id, column, value, base)],
        at=NOW,
    )


def test_only_what_changed_is_signed_again(ready, record):
    opened(ready, record)
    assert len(enter(ready, record, "MUSIC.level", "T")["saved"]) == 1
    (made,) = initialised(ready, "4A1").made
    record.refresh_from_db()
    # The homeroom's teacher and the English teacher keep their GVBM signatures; music's, GVCN and CBQL are void.
    assert (made.revision, made.carried, record.stands) == (2, 2, State.DRAFT)
    draft = draft_of(record.id)
    assert {one.slot.name for one in draft.filled} == {"GVBM"}
    assert ready.staff[ARTS].personal_id not in {one.person for one in draft.filled}
    old = draft_of_revision(record.id, 1)
    assert {one.slot.name for one in old.filled} == {"GVBM", "GVCN", "CBQL"}
    assert verify(old.data, policy()).indication is Indication.TOTAL_PASSED
    (change,) = changes_since(record.id, 1)
    assert (change.where, change.old, change.new) == ("subjects/MUSIC/level", "Hoàn thành", "Hoàn thành tốt")
    assert changes_of([(record.id, 1)]) == {record.id: (change,)}
    assert changes_of([(record.id, 2)]) == {record.id: ()}
    sign_up_to(ready, record.id, "KY_PHAT_HANH")
    assert verify(draft_of(record.id).data, policy()).indication is Indication.TOTAL_PASSED
    assert Revision.objects.get(record=record, number=2).reason == "Nhập nhầm mức"
    assert Unlocking.objects.get().settled_at == NOW


def test_nothing_changed_keeps_every_subject_signature(ready, record):
    opened(ready, record, "homeroom:4A1", ["homeroom"])
    (made,) = initialised(ready, "4A1").made
    record.refresh_from_db()
    assert (made.carried, record.stands) == (3, State.SUBJECTS_SIGNED)
    carried = Signature.objects.filter(revision__record=record, revision__number=2)
    assert all(one.carried_from is not None and one.carried_from.revision.number == 1 for one in carried)


def test_an_unlocking_opens_its_parts_of_that_pupil_whatever_the_windows_say(ready, record):
    other = records_of(ready, "4A1")[1]
    window = ready.open_window()
    answer = enter(ready, record, "MUSIC.level", "T")
    assert [one["code"] for one in answer["refused"]] == ["PART_SIGNED"]
    window.delete()
    CompletionMark.objects.create(
        school_class=ready.classes["4A1"], moment="cn", part="MUSIC", by=ready.staff[ARTS].user, at=NOW
    )
    opened(ready, record)
    assert len(enter(ready, record, "MUSIC.level", "T")["saved"]) == 1
    answer = enter(ready, other, "MUSIC.level", "T")
    assert [one["code"] for one in answer["refused"]] == ["PART_SIGNED"]
    for column in ("FINE_ARTS.level", "PE.level"):
        with pytest.raises(Refused, match=r"PART_SIGNED|WINDOW"):
            enter(ready, record, column, "T")
    waiting = ready.enrolments["4A1"][0]
    access = accesses(class_facts(record.school_class_id, ready.school.id), Moment.YEAR_END, ["MUSIC"], NOW)["MUSIC"]
    assert (access.is_open, access.is_open_for(record.enrolment_id)) == (False, True)
    assert access.refusal_of(waiting.id, "").code.startswith("WINDOW")
    initialised(ready, "4A1")
    with pytest.raises(Refused, match=r"PART_SIGNED|WINDOW"):
        enter(ready, record, "MUSIC.level", "H")


def test_earlier_moments_are_not_touched_by_a_record(ready, record):
    ready.open_window("gk1")
    assert len(enter(ready, record, "MUSIC.level", "T", moment=Moment.MID1)["saved"]) == 1


@pytest.mark.parametrize(
    ("key", "parts", "error"),
    [
        (ARTS, ["MUSIC", "PE"], None),
        (ARTS, ["MATHS"], Forbidden),
        (ARTS, ["homeroom"], Forbidden),
        ("homeroom:4A1", ["MUSIC", "homeroom"], None),
        ("homeroom:4A2", ["MUSIC"], Forbidden),
        ("registrar", ["MATHS", "homeroom"], None),
        ("clerk", ["homeroom"], None),
        ("principal", ["MUSIC"], Forbidden),
        ("vice_principal", ["MUSIC"], Forbidden),
        ("school_admin", ["MUSIC"], Forbidden),
        ("registrar", [], Refused),
        ("registrar", ["NATURE_SOCIETY"], Refused),
    ],
)
def test_who_may_ask_for_which_part(db, key, parts, error):
    world = ready_school(classes=("4A1", "4A2"))
    initialised(world, "4A1")
    record = records_of(world, "4A1")[0]
    if error is None:
        assert ask(world, record, key, parts).granted is None
    else:
        with pytest.raises(error):
            ask(world, record, key, parts)
        assert not Unlocking.objects.exists()


def test_asked_decided_and_carried_out_by_different_people(ready, record):
    row = ask(ready, record, "registrar", ["homeroom"])
    with pytest.raises(Refused, match="UNLOCK_ASKED_BEFORE"):
        ask(ready, record)
    for key in ("registrar", "vice_principal", "school_admin", "clerk", ARTS):
        with pytest.raises(Forbidden):
            decide(ready, row, key)
    with pytest.raises(FreshFactorNeeded):
        decide(ready, row, fresh=False)
    with pytest.raises(Refused, match="UNLOCK_NOT_GRANTED"):
        execute(ready, row)
    decide(ready, row)
    with pytest.raises(Refused, match="UNLOCK_DECIDED"):
        decide(ready, row)
    for key in ("principal", "registrar"):
        with pytest.raises(Forbidden):
            execute(ready, row, key)
    execute(ready, row)
    with pytest.raises(Refused, match="UNLOCK_EXECUTED"):
        execute(ready, row)
    record.refresh_from_db()
    assert record.stands is State.OPEN_ENTRY


def test_a_request_that_was_refused_or_withdrawn_can_be_made_again(ready, record):
    row = ask(ready, record)
    with pytest.raises(Refused, match="REASON_NEEDED"):
        decide(ready, row, granted=False)
    decide(ready, row, granted=False, answer="Nội dung đã đúng")
    row = ask(ready, record)
    with pytest.raises(Missing):
        unlocking.withdraw(actor=actor_for(ready, "registrar"), unlocking_id=row.id, at=NOW)
    unlocking.withdraw(actor=actor_for(ready, ARTS), unlocking_id=row.id, at=NOW)
    assert ask(ready, record).granted is None


def test_other_schools_know_nothing_of_it(ready, record):
    other = make_school()
    row = ask(ready, record)
    with pytest.raises(Missing):
        ask(other, record, "registrar", ["homeroom"])
    with pytest.raises(Missing):
        decide(other, row)
    decide(ready, row)
    with pytest.raises(Missing):
        execute(other, row)


def test_a_record_under_the_pen_is_not_opened(ready, record, monkeypatch):
    row = ask(ready, record)
    decide(ready, row)
    monkeypatch.setattr(ports, "signing_now", lambda record_id: record_id == record.id)
    with pytest.raises(Refused, match="SIGNATURE_UNDER_WAY"):
        execute(ready, row)


def test_an_issued_record_is_neither_opened_nor_cancelled_nor_given_back(ready, record):
    Record.objects.filter(id=record.id).update(state=State.ISSUED.value)
    principal = actor_for(ready, "principal")
    with pytest.raises(Refused, match="RECORD_NOT_BEFORE_ISSUE"):
        ask(ready, record)
    with pytest.raises(Refused, match="RECORD_NOT_BEFORE_ISSUE"):
        cancelling.request(actor=actor_for(ready, "clerk"), record_id=record.id, reason="Thừa", at=NOW)
    with pytest.raises(Refused, match="RECORD_NOT_BEFORE_ISSUE"):
        returns.give_back(
            actor=principal, record_id=record.id, part="MUSIC", note="Sai", at=NOW, real_at=principal.factor_checked_at
        )


def give_back(world, record, part, key="principal"):
    actor = actor_for(world, key)
    return returns.give_back(
        actor=actor, record_id=record.id, part=part, note="Xem lại", at=NOW, real_at=actor.factor_checked_at
    )


def test_the_principal_gives_back_and_that_is_the_decision(ready, record, monkeypatch):
    told = []
    monkeypatch.setattr(accounts, "notify", lambda user_id, kind, text: told.append((user_id, kind, text)))
    row = give_back(ready, record, "MUSIC")
    assert (row.to_staff_id, row.unlocking.granted, row.unlocking.executed_at) == (ready.staff[ARTS].id, True, None)
    assert {one[:2] for one in told} == {
        (ready.staff[ARTS].user_id, "records.return.given"),
        (ready.staff["school_admin"].user_id, "records.unlocking.granted"),
    }
    assert all(record.enrolment.pupil.name not in text for *_, text in told)
    assert give_back(ready, record, "homeroom").unlocking_id == row.unlocking_id
    ((standing, note),) = notes_for(ready.staff[ARTS].id, school_id=ready.school.id)
    assert (standing.record_id, note.note) == (record.id, "Xem lại")
    execute(ready, row.unlocking)
    assert len(enter(ready, record, "MUSIC.level", "T")["saved"]) == 1
    initialised(ready, "4A1")
    assert not Return.objects.filter(settled_at__isnull=True).exists()


def test_a_deputy_gives_back_and_the_principal_decides_on_the_unlocking(ready, record):
    with pytest.raises(Forbidden):
        give_back(ready, record, "MUSIC", "vice_principal")
    Appointment.objects.filter(staff=ready.staff["vice_principal"]).update(may_sign_for_principal=True)
    row = give_back(ready, record, "MUSIC", "vice_principal")
    assert row.unlocking.granted is None
    with pytest.raises(Refused, match="UNLOCK_ASKED_BEFORE"):
        give_back(ready, record, "homeroom")
    decide(ready, row.unlocking)
    execute(ready, row.unlocking)
    for key in ("homeroom:4A1", "registrar", "clerk"):
        with pytest.raises(Forbidden):
            give_back(ready, record, "MUSIC", key)


def test_two_people_cancel_a_record_and_another_may_be_made(ready, record):
    row = cancelling.request(actor=actor_for(ready, "homeroom:4A1"), record_id=record.id, reason="Chuyển lớp", at=NOW)
    ask(ready, record)
    with pytest.raises(Refused, match="CANCEL_ASKED_BEFORE"):
        cancelling.request(actor=actor_for(ready, "clerk"), record_id=record.id, reason="Chuyển lớp", at=NOW)
    principal = actor_for(ready, "principal")
    asked = {"cancellation_id": row.id, "granted": True, "answer": "", "at": NOW}
    admin = actor_for(ready, "school_admin")
    with pytest.raises(Forbidden):
        cancelling.decide(actor=admin, real_at=admin.factor_checked_at, **asked)
    cancelling.decide(actor=principal, real_at=principal.factor_checked_at, **asked)
    record.refresh_from_db()
    assert record.stands is State.CANCELLED
    step = record.steps.last()
    assert (step.role, step.by_id) == ("homeroom_teacher", ready.staff["homeroom:4A1"].user_id)
    assert not Unlocking.objects.filter(settled_at__isnull=True).exists()
    ready.open_window()
    assert len(enter(ready, record, "MUSIC.level", "T")["saved"]) == 1
    (made,) = initialised(ready, "4A1").made
    assert Record.objects.get(id=made.record_id).replaces_id == record.id


def test_a_refused_cancellation_changes_nothing(ready, record):
    row = cancelling.request(actor=actor_for(ready, "clerk"), record_id=record.id, reason="Thừa", at=NOW)
    principal = actor_for(ready, "principal")
    asked = {"actor": principal, "cancellation_id": row.id, "granted": False, "at": NOW}
    with pytest.raises(Refused, match="REASON_NEEDED"):
        cancelling.decide(answer="", real_at=principal.factor_checked_at, **asked)
    cancelling.decide(answer="Học bạ đúng", real_at=principal.factor_checked_at, **asked)
    with pytest.raises(Refused, match="CANCEL_DECIDED"):
        cancelling.decide(answer="Học bạ đúng", real_at=principal.factor_checked_at, **asked)
    record.refresh_from_db()
    assert (record.stands, Cancellation.objects.get().granted) == (State.PRINCIPAL_SIGNED, False)


def test_once_every_opened_part_is_corrected_the_registrar_is_told(ready, record, monkeypatch):
    told = []
    monkeypatch.setattr(accounts, "notify", lambda user_id, kind, _text: told.append((user_id, kind)))
    row = opened(ready, record, "registrar", ["MUSIC", "MATHS"])
    told.clear()
    done = {"unlocking_id": row.id, "at": NOW}
    with pytest.raises(Forbidden):
        unlocking.corrected(actor=actor_for(ready, ARTS), part="MATHS", **done)
    with pytest.raises(Missing):
        unlocking.corrected(actor=actor_for(ready, ARTS), part="PE", **done)
    unlocking.corrected(actor=actor_for(ready, ARTS), part="MUSIC", **done)
    assert told == []
    unlocking.corrected(actor=actor_for(ready, "homeroom:4A1"), part="MATHS", **done)
    unlocking.corrected(actor=actor_for(ready, "homeroom:4A1"), part="MATHS", **done)
    assert set(told) == {(ready.staff[key].user_id, "records.unlocking.corrected") for key in ("registrar", "clerk")}
    assert len(told) == 2
    initialised(ready, "4A1")
    with pytest.raises(Refused, match="UNLOCK_NOT_OPEN"):
        unlocking.corrected(actor=actor_for(ready, ARTS), part="MUSIC", **done)


def test_a_closed_record_stays_while_its_amended_replacement_is_made(ready, record):
    asked = {"actor": actor_for(ready, "clerk"), "record_id": record.id, "reason": "Sai", "decision": None, "at": NOW}
    with pytest.raises(Refused, match="RECORD_NOT_CLOSED"):
        replacing.begin_amendment(parts=["MUSIC"], **asked)
    Record.objects.filter(id=record.id).update(state=State.FINALISED.value)
    with pytest.raises(Refused, match=r"PART_SIGNED|WINDOW"):
        enter(ready, record, "MUSIC.level", "T")
    replacing.begin_amendment(parts=["MUSIC"], **asked)
    with pytest.raises(Refused, match="RECORD_BEING_AMENDED"):
        replacing.begin_amendment(parts=["MUSIC"], **asked)
    assert len(enter(ready, record, "MUSIC.level", "T")["saved"]) == 1
    (made,) = initialised(ready, "4A1").made
    new = Record.objects.get(id=made.record_id)
    record.refresh_from_db()
    assert (new.replaces_id, record.stands) == (record.id, State.FINALISED)
    assert initialised(ready, "4A1").made == ()
    with pytest.raises(Refused, match=r"PART_SIGNED|WINDOW"):
        enter(ready, record, "MUSIC.level", "H")


def test_after_a_recall_only_the_named_parts_are_open_until_the_new_record(ready, record):
    with pytest.raises(Refused, match="RECORD_NOT_VOID"):
        replacing.replace(
            actor=actor_for(ready, "clerk"), record_id=record.id, parts=["MUSIC"], reason="Sai", decision=None, at=NOW
        )
    Record.objects.filter(id=record.id).update(state=State.RECALLED.value)
    replacing.replace(
        actor=actor_for(ready, "clerk"), record_id=record.id, parts=["MUSIC"], reason="Sai", decision=None, at=NOW
    )
    assert len(enter(ready, record, "MUSIC.level", "T")["saved"]) == 1
    with pytest.raises(Refused, match=r"PART_SIGNED|WINDOW"):
        enter(ready, record, "PE.level", "T")
    (made,) = initialised(ready, "4A1").made
    new = Record.objects.get(id=made.record_id)
    assert (new.replaces_id, new.uuid == record.uuid) == (record.id, False)
    with pytest.raises(Refused, match=r"PART_SIGNED|WINDOW"):
        enter(ready, record, "MUSIC.level", "H")


def test_a_change_behind_the_record_is_seen_and_stops_signing(ready, record, django_assert_max_num_queries):
    ids = [one.id for one in records_of(ready, "4A1")]
    with django_assert_max_num_queries(30):
        assert outdated(ids, on=TODAY) == {}
    require_current(ids, on=TODAY)
    pupil = record.enrolment.pupil
    pupil.residence = "Phường Uông Bí, Tỉnh Quảng Ninh"
    pupil.save()
    found = outdated(ids, on=TODAY)
    assert [(one.where, one.new) for one in found[record.id]] == [("pupil/residence", pupil.residence)]
    with pytest.raises(Refused, match="RECORD_OUTDATED") as caught:
        require_current(ids, on=TODAY)
    assert caught.value.params["count"] == 1
    opened(ready, record, "registrar", ["homeroom"])
    initialised(ready, "4A1")
    assert outdated(ids, on=TODAY) == {}


def test_another_teacher_in_post_makes_the_record_outdated(ready, record):
    ready.classes["4A1"].teachings.filter(subject=Subject.PE.value).update(staff=ready.staff["english"])
    assert {one.section for one in outdated([record.id], on=TODAY)[record.id]} == {"subjects"}
    ready.classes["4A1"].teachings.filter(subject=Subject.PE.value).delete()
    assert outdated([record.id], on=TODAY) == {record.id: ()}
