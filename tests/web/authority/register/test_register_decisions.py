"""What one officer prepares another decides: recalls, closing, permits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from hocba.exchange.statements import ClosingStatement
from hocba.model import ClosingGroup, SchoolYear
from hocba.verification import Policy, load_trust, verify_statement
from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Closing, ClosingPlan, Number, Permit, Prepared, Recall
from hocba_web.register.ports import ports
from hocba_web.register.selectors import groups, records
from hocba_web.register.services import closing, permits, prepared, recalls
from hocba_web.register.services.closing import Scope
from support.web.authority_site import make_officer
from support.web.registering import AT, YEAR, held, hold, judged, make_school, uuid_of

pytestmark = pytest.mark.django_db
JUNE = ClosingGroup.JUNE
DAY = date(2026, 5, 25)


@pytest.fixture(autouse=True)
def site(authority_site):
    """Keys and files of the authority."""
    return authority_site


@pytest.fixture
def intake():
    """Prepares."""
    return make_officer(OfficerRole.INTAKE)


@pytest.fixture
def decider():
    """Decides."""
    return make_officer(OfficerRole.DECIDER)


def _asked(school, number=1, reason="Sai ngày sinh"):
    return recalls.request(uuid_of(number), school_id=school.id, message_id="m-9", reason=reason, at=AT)


def _closing(intake, school=None, *, on=None, decision="1/QĐ", area=""):
    scope = Scope(school.id if school else None, area)
    return closing.prepare(
        intake, school_year=YEAR, group=JUNE, scope=scope, on=on, decision=decision, note="", at=AT
    ).public_id


# Recalls -------------------------------------------------------------------------------------------------------------


def test_a_recall_needs_two_officers_and_makes_the_record_void(intake, decider):
    school = make_school()
    held(school, 1)
    recall = _asked(school)
    row = recalls.prepare(intake, recall.pk, agree=True, note="Đúng như đề nghị", at=AT)
    assert records.standing(uuid_of(1)).state == Number.State.CURRENT
    done = recalls.decide(decider, row.public_id, agree=True, answer="Đồng ý", at=AT)
    assert (done.state, done.answer) == (Recall.State.AGREED, "Đồng ý")
    found = records.standing(uuid_of(1))
    assert (found.state, found.recalled_at) == (Number.State.RECALLED, AT)
    told = list(Entry.objects.filter(school_id=school.id).values_list("action", "user_id"))
    assert ("register.prepared.filed", intake.user_id) in told
    assert ("register.record.recalled", decider.user_id) in told


def test_nobody_decides_what_they_prepared_nor_without_the_act(intake, decider):
    school = make_school()
    held(school, 1)
    row = recalls.prepare(intake, _asked(school).pk, agree=True, note="", at=AT)
    same_person = replace(decider, user_id=intake.user_id)
    for officer, code in ((intake, "OFFICER_MAY_NOT"), (same_person, "OFFICER_PREPARED_IT"), (None, "OFFICER_NEEDED")):
        with pytest.raises(Forbidden, match=code):
            recalls.decide(officer, row.public_id, agree=True, answer="", at=AT)
    with pytest.raises(Forbidden, match="OFFICER_MAY_NOT"):
        recalls.prepare(decider, row.details["recall"], agree=True, note="", at=AT)
    assert records.standing(uuid_of(1)).state == Number.State.CURRENT


def test_an_officer_of_another_area_finds_nothing(decider):
    school = make_school(area_code="A1")
    held(school, 1)
    recall = _asked(school)
    elsewhere = make_officer(OfficerRole.INTAKE, ["A2"])
    with pytest.raises(Missing, match="NOT_FOUND_HERE"):
        recalls.prepare(elsewhere, recall.pk, agree=True, note="", at=AT)
    here = make_officer(OfficerRole.INTAKE, ["A1"])
    row = recalls.prepare(here, recall.pk, agree=True, note="", at=AT)
    with pytest.raises(Missing, match="NOT_FOUND_HERE"):
        recalls.decide(replace(decider, areas=frozenset({"A2"})), row.public_id, agree=True, answer="", at=AT)


def test_a_decision_is_made_once(intake, decider):
    school = make_school()
    held(school, 1)
    row = recalls.prepare(intake, _asked(school).pk, agree=False, note="", at=AT)
    with pytest.raises(Refused, match="PREPARED_ALREADY"):
        recalls.prepare(intake, row.details["recall"], agree=True, note="", at=AT)
    recalls.decide(decider, row.public_id, agree=False, answer="Hồ sơ đúng", at=AT)
    with pytest.raises(Refused, match="PREPARED_DECIDED"):
        recalls.decide(decider, row.public_id, agree=True, answer="", at=AT)
    with pytest.raises(Refused, match="RECALL_DECIDED"):
        recalls.prepare(intake, row.details["recall"], agree=True, note="", at=AT)
    assert records.standing(uuid_of(1)).state == Number.State.CURRENT
    assert _asked(school).state == Recall.State.WAITING  # the school may ask again


def test_what_was_prepared_can_be_withdrawn_by_its_author_and_prepared_again(intake, decider):
    school = make_school()
    held(school, 1)
    recall = _asked(school)
    row = recalls.prepare(intake, recall.pk, agree=True, note="", at=AT)
    with pytest.raises(Forbidden, match="PREPARED_NOT_YOURS"):
        prepared.withdraw(make_officer(OfficerRole.INTAKE), row.public_id, at=AT)
    prepared.withdraw(intake, row.public_id, at=AT)
    with pytest.raises(Refused, match="PREPARED_DECIDED"):
        recalls.decide(decider, row.public_id, agree=True, answer="", at=AT)
    recalls.prepare(intake, recall.pk, agree=False, note="", at=AT)


def test_only_the_own_current_open_records_can_be_asked_for():
    school, other = make_school(), make_school()
    held(school, 1)
    with pytest.raises(Refused, match="GATEWAY_RECALL_UNKNOWN"):
        _asked(other)
    with pytest.raises(Refused, match="GATEWAY_RECALL_UNKNOWN"):
        _asked(school, 2)
    assert _asked(school).pk == _asked(school).pk
    Number.objects.update(finalised_at=AT)
    with pytest.raises(Refused, match="GATEWAY_RECALL_CLOSED"):
        _asked(school)


def test_the_recall_of_a_reported_record_waits_for_the_ministry(intake, decider, monkeypatch):
    asked = []
    monkeypatch.setattr(ports, "recall_reported", lambda *told: asked.append(told))
    school = make_school()
    held(school, 1)
    Number.objects.update(reported_at=AT)
    row = recalls.prepare(intake, _asked(school).pk, agree=True, note="", at=AT)
    recall = recalls.decide(decider, row.public_id, agree=True, answer="Sở đồng ý", at=AT)
    assert recall.state == Recall.State.MINISTRY
    assert asked == [(uuid_of(1), "Sai ngày sinh", AT)]
    assert records.standing(uuid_of(1)).state == Number.State.CURRENT
    with pytest.raises(Refused, match="CLOSING_RECALLS_OPEN"):
        closing.decide(decider, _closing(intake, school), agree=True, answer="", at=AT)
    done = recalls.ministry_answered(uuid_of(1), agreed=True, answer="", at=AT)
    assert (done.state, done.answer) == (Recall.State.AGREED, "Sở đồng ý")
    assert records.standing(uuid_of(1)).state == Number.State.RECALLED
    with pytest.raises(Missing, match="NOT_FOUND_HERE"):
        recalls.ministry_answered(uuid_of(1), agreed=True, answer="", at=AT)


def test_the_ministry_may_refuse(intake, decider):
    school = make_school()
    held(school, 1)
    Number.objects.update(reported_at=AT)
    row = recalls.prepare(intake, _asked(school).pk, agree=True, note="", at=AT)
    recalls.decide(decider, row.public_id, agree=True, answer="", at=AT)
    done = recalls.ministry_answered(uuid_of(1), agreed=False, answer="Đã cấp bản sao", at=AT)
    assert (done.state, done.answer) == (Recall.State.REFUSED, "Đã cấp bản sao")
    assert records.standing(uuid_of(1)).state == Number.State.CURRENT


def test_no_rule_decides_outside_the_demo(site):
    school = make_school()
    held(school, 1)
    recall = _asked(school)
    site.settings.HOCBA = replace(site.settings.HOCBA, demo=False)
    with pytest.raises(Missing, match="NOT_FOUND_HERE"):
        recalls.by_rule(recall.pk, agree=True, at=AT)
    with pytest.raises(Missing, match="NOT_FOUND_HERE"):
        closing.by_rule(school, YEAR, JUNE, at=AT)


# Closing -------------------------------------------------------------------------------------------------------------


def test_closing_by_decision_gives_effect_and_a_signed_statement(intake, decider, site):
    school = make_school("22000001")
    held(school, 1)
    held(school, 2, group=ClosingGroup.AUGUST)
    plan = closing.decide(decider, _closing(intake, school), agree=True, answer="", at=AT)
    assert plan.done_at == AT
    assert records.standing(uuid_of(1)).finalised_at == AT
    assert records.standing(uuid_of(2)).finalised_at is None
    made = Closing.objects.get()
    assert (made.records, made.decision) == (1, "1/QĐ")
    policy = Policy(validation_time=AT, trust=load_trust(site.folder / "trust"))
    report = verify_statement(made.statement, policy, kind=ClosingStatement.kind)
    assert report.indication.name == "TOTAL_PASSED"
    stated = ClosingStatement.of(report.payload)
    assert stated == ClosingStatement(
        school="22000001", school_year=SchoolYear(YEAR), group=JUNE, finalised_at=AT, records=1
    )


def test_open_recalls_are_decided_first_and_are_named(intake, decider):
    school = make_school()
    held(school, 1)
    recall = _asked(school)
    public_id = _closing(intake, school)
    with pytest.raises(Refused) as refused:
        closing.decide(decider, public_id, agree=True, answer="", at=AT)
    assert (refused.value.code, refused.value.where) == ("CLOSING_RECALLS_OPEN", str(uuid_of(1)))
    assert not Closing.objects.exists()
    assert Prepared.objects.get(public_id=public_id).state == Prepared.State.WAITING
    row = recalls.prepare(intake, recall.pk, agree=True, note="", at=AT)
    recalls.decide(decider, row.public_id, agree=True, answer="", at=AT)
    closing.decide(decider, public_id, agree=True, answer="", at=AT)
    assert Closing.objects.get().records == 0


def test_a_dated_closing_is_carried_out_when_its_day_begins_in_vietnam(intake, decider):
    schools = [make_school(), make_school(), make_school(area_code="A2"), make_school(active=False)]
    held(schools[0], 1)
    held(schools[1], 2)
    recall = _asked(schools[1], 2)
    public_id = _closing(intake, on=date(2026, 6, 15), decision="", area="A1")
    plan = closing.decide(decider, public_id, agree=True, answer="", at=AT)
    assert plan.done_at is None
    begins = datetime(2026, 6, 14, 17, 0, tzinfo=UTC)
    assert closing.due(begins - timedelta(seconds=1)) == 0
    assert closing.due(begins) == 1
    assert [one.school_id for one in Closing.objects.all()] == [schools[0].id]  # the other has an open recall
    row = recalls.prepare(intake, recall.pk, agree=False, note="", at=AT)
    recalls.decide(decider, row.public_id, agree=False, answer="", at=begins)
    assert closing.due(begins + timedelta(days=1)) == 1
    assert ClosingPlan.objects.get().done_at == begins + timedelta(days=1)
    assert closing.due(begins + timedelta(days=2)) == 0
    assert {one.school_id for one in Closing.objects.all()} == {schools[0].id, schools[1].id}


def test_a_province_is_closed_in_steps_that_the_ticks_go_on_with(intake, decider, monkeypatch):
    monkeypatch.setattr("hocba_web.register.services.closing.doing._AT_ONCE", 2)
    schools = [make_school() for _ in range(5)]
    held(schools[4], 1)
    recall = _asked(schools[4])
    row = recalls.prepare(intake, recall.pk, agree=False, note="", at=AT)
    on = date(2026, 6, 1)
    plan = closing.decide(decider, _closing(intake, on=on), agree=True, answer="", at=AT)
    begins = datetime(2026, 5, 31, 17, 0, tzinfo=UTC)
    assert [closing.due(begins), closing.due(begins), closing.due(begins)] == [2, 2, 0]
    recalls.decide(decider, row.public_id, agree=False, answer="", at=begins)
    assert closing.due(begins) == 1
    plan.refresh_from_db()
    assert plan.done_at == begins
    assert Closing.objects.count() == 5


def test_what_was_not_carried_out_can_be_called_off(intake, decider):
    make_school()
    plan = closing.decide(decider, _closing(intake, on=date(2026, 6, 15)), agree=True, answer="", at=AT)
    with pytest.raises(Forbidden, match="OFFICER_MAY_NOT"):
        closing.call_off(intake, plan.pk, at=AT)
    closing.call_off(decider, plan.pk, at=AT)
    assert closing.due(datetime(2026, 7, 1, tzinfo=UTC)) == 0
    with pytest.raises(Missing, match="NOT_FOUND_HERE"):
        closing.call_off(decider, plan.pk, at=AT)


def test_a_closing_needs_a_decision_but_on_the_calendars_day(intake, decider):
    school = make_school()
    for on, decision, code in (
        (None, " ", "CLOSING_DECISION_NEEDED"),
        (date(2026, 6, 16), "", "CLOSING_DECISION_NEEDED"),
        (date(2026, 5, 24), "1/QĐ", "CLOSING_DAY_PAST"),
    ):
        with pytest.raises(Refused, match=code):
            _closing(intake, school, on=on, decision=decision)
    closing.decide(decider, _closing(intake, school), agree=True, answer="", at=AT)
    with pytest.raises(Refused, match="CLOSING_DONE"):
        _closing(intake, school)


def test_the_whole_province_is_closed_only_by_who_has_it_all(intake, decider):
    make_school()
    some = make_officer(OfficerRole.INTAKE, ["A1"])
    with pytest.raises(Missing, match="NOT_FOUND_HERE"):
        _closing(some)
    with pytest.raises(Missing, match="NOT_FOUND_HERE"):
        _closing(some, area="A2")
    public_id = _closing(intake)
    with pytest.raises(Missing, match="NOT_FOUND_HERE"):
        closing.decide(replace(decider, areas=frozenset({"A1"})), public_id, agree=True, answer="", at=AT)
    assert closing.decide(decider, public_id, agree=False, answer="Chưa đến hạn", at=AT) is None
    assert not ClosingPlan.objects.exists()


def test_without_a_seal_nothing_is_closed(intake, decider, site):
    school = make_school()
    held(school, 1)
    public_id = _closing(intake, school)
    site.settings.GATEWAY = site.settings.GATEWAY | {"seal": ""}
    with pytest.raises(Refused, match="AUTHORITY_SEAL_MISSING"):
        closing.decide(decider, public_id, agree=True, answer="", at=AT)
    assert records.standing(uuid_of(1)).finalised_at is None


# Permits -------------------------------------------------------------------------------------------------------------


def test_late_intake_is_a_dated_revocable_decision(intake, decider):
    school = make_school()
    closing.decide(decider, _closing(intake, school), agree=True, answer="", at=AT)
    assert hold(judged(school, 1))[uuid_of(1)].code == "RACED_CLOSED"
    row = _late(intake, school)
    assert hold(judged(school, 1))[uuid_of(1)].code == "RACED_CLOSED"  # prepared is not decided
    permit = permits.decide(decider, row.public_id, agree=True, answer="", at=AT)
    assert groups.standing_of(school.id, YEAR, JUNE.value, DAY).late_intake
    held(school, 1)
    with pytest.raises(Forbidden, match="OFFICER_MAY_NOT"):
        permits.revoke(intake, permit.pk, at=AT)
    permits.revoke(decider, permit.pk, at=AT)
    assert hold(judged(school, 2))[uuid_of(2)].code == "RACED_CLOSED"
    assert records.standing(uuid_of(1)).state == Number.State.CURRENT


def _late(intake, school, valid=(DAY, DAY), decision="3/QĐ"):
    return permits.prepare_late_intake(
        intake, school_id=school.id, school_year=YEAR, group=JUNE, decision=decision, valid=valid, note="", at=AT
    )


def test_an_amendment_names_one_closed_record(intake, decider):
    school = make_school()
    old = held(school, 1)
    valid = (DAY, DAY + timedelta(days=3))
    told = {"decision": "4/QĐ", "valid": valid, "note": "Cải chính hộ tịch", "at": AT}
    with pytest.raises(Refused, match="PERMIT_RECORD_NOT_CLOSED"):
        permits.prepare_amendment(intake, uuid=old.uuid, **told)
    with pytest.raises(Missing, match="NOT_FOUND_HERE"):
        permits.prepare_amendment(intake, uuid=uuid4(), **told)
    closing.decide(decider, _closing(intake, school), agree=True, answer="", at=AT)
    row = permits.prepare_amendment(intake, uuid=old.uuid, **told)
    permit = permits.decide(decider, row.public_id, agree=True, answer="", at=AT)
    assert (permit.kind, permit.uuid) == (Permit.Kind.AMENDMENT, old.uuid)
    assert groups.amendable(old.uuid, DAY, school.id)
    assert not groups.amendable(old.uuid, valid[1] + timedelta(days=1), school.id)
    new = judged(school, 2, personal_id=old.personal_id, supersedes=old.uuid)
    number = hold(new)[new.uuid]
    assert number.finalised_at == AT
    assert records.standing(old.uuid).state == Number.State.SUPERSEDED


def test_a_closed_record_of_the_wrong_school_is_replaced_by_the_school_the_pupil_moved_to(intake, decider):
    old_school, new_school, third = make_school(), make_school("22000002"), make_school("22000003")
    old = held(old_school, 1)
    closing.decide(decider, _closing(intake, old_school), agree=True, answer="", at=AT)
    told = {"decision": "6/QĐ", "valid": (DAY, DAY), "note": "Học sinh chuyển đến từ học kì II", "at": AT}
    row = permits.prepare_amendment(intake, uuid=old.uuid, school_id=new_school.id, **told)
    assert permits.decide(decider, row.public_id, agree=True, answer="", at=AT).school == new_school
    assert groups.amenders([old.uuid], DAY) == {old.uuid: frozenset({new_school.id})}
    for school in (old_school, third):  # the decision is the receiving school's alone
        other = judged(school, 3, personal_id=old.personal_id, supersedes=old.uuid)
        assert hold(other)[other.uuid].code == "RACED_NO_PERMIT"
    stranger = judged(new_school, 4, supersedes=old.uuid)  # another pupil's record does not come in by it
    assert hold(stranger)[stranger.uuid].code == "RACED_NO_PERMIT"
    new = judged(new_school, 2, personal_id=old.personal_id, supersedes=old.uuid)
    assert hold(new)[new.uuid].school == new_school
    standing = records.standing(old.uuid)
    assert (standing.state, standing.successor) == (Number.State.SUPERSEDED, new.uuid)
    assert records.current_of([old.personal_id], YEAR) == {old.personal_id: new.uuid}


def test_nobody_lets_a_school_outside_his_areas_replace_a_record(decider):
    old_school, elsewhere = make_school(), make_school("22000002", area_code="999")
    old = held(old_school, 1)
    here = make_officer(OfficerRole.INTAKE, areas=[old_school.area_code])
    closing.decide(decider, _closing(make_officer(OfficerRole.INTAKE), old_school), agree=True, answer="", at=AT)
    told = {"decision": "6/QĐ", "valid": (DAY, DAY), "note": "", "at": AT}
    with pytest.raises(Missing, match="NOT_FOUND_HERE"):
        permits.prepare_amendment(here, uuid=old.uuid, school_id=elsewhere.id, **told)


def test_a_permit_has_a_decision_and_days_that_are_not_over(intake, decider):
    school = make_school()
    for valid, decision, code in (
        ((DAY, DAY - timedelta(days=1)), "3/QĐ", "PERMIT_DAYS_WRONG"),
        ((DAY - timedelta(days=2), DAY - timedelta(days=1)), "3/QĐ", "PERMIT_DAYS_WRONG"),
        ((DAY, DAY), "  ", "PERMIT_DECISION_NEEDED"),
    ):
        with pytest.raises(Refused, match=code):
            _late(intake, school, valid, decision)
    row = _late(intake, school)
    with pytest.raises(Refused, match="PERMIT_DAYS_WRONG"):
        permits.decide(decider, row.public_id, agree=True, answer="", at=AT + timedelta(days=1))
    assert permits.decide(decider, row.public_id, agree=False, answer="", at=AT) is None
    assert not Permit.objects.exists()
