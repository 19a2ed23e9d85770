"""A pupil who did not complete the grade: help, assessment again, decision, report, the principal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hocba.model import OverallResult, Subject
from hocba_web.accounts.roles import Role
from hocba_web.assessment.models import Period, PromotionDecision, SupplementaryCase, SupplementaryEntry
from hocba_web.assessment.selectors.supplementary import cases, pupil_case
from hocba_web.assessment.selectors.year_end import Stage, final_year
from hocba_web.assessment.services.promotion import decide_promotion, withdraw_promotion
from hocba_web.assessment.services.supplementary import decide_after, enter_supplementary, plan_help, report_behind
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from support.sample_school import expected, sample
from support.web import actor_for, make_school
from support.web.school import NOW
from support.web.year_end import assessed_school, behind_pupil, lead, place


@pytest.fixture
def school(db):
    """A small school with one pupil who failed maths at the end of the year; the window of the summer is open."""
    world = assessed_school()
    world.open_window(Period.SUPPLEMENTARY)
    return world, behind_pupil(world)


def entered(world, enrolment, *, level="H", score=6, at=NOW, who="homeroom:4A1", **other):
    values = {"kind": "subject", "target": "MATHS", "comment": "", "assessed_on": date(2026, 5, 24), **other}
    return enter_supplementary(
        actor=actor_for(world, who), enrolment_id=enrolment.id, level=level, score=score, at=at, **values
    )


def planned(world, enrolment):
    return plan_help(actor=actor_for(world, "homeroom:4A1"), enrolment_id=enrolment.id, plan="Ôn phép chia.", at=NOW)


def behind(world, enrolment):
    """Assessed again, still not there, reported."""
    planned(world, enrolment)
    entered(world, enrolment, level="C", score=3)
    decide_after(actor=actor_for(world, "homeroom:4A1"), enrolment_id=enrolment.id, overall="CHT", at=NOW)
    report_behind(actor=actor_for(world, "homeroom:4A1"), enrolment_ids=[enrolment.id], report="Còn yếu.", at=NOW)


def promoted(world, enrolment, *, promoted=True, who="principal", fresh=True, **other):
    return decide_promotion(
        actor=actor_for(world, who, fresh=fresh),
        enrolment_id=enrolment.id,
        promoted=promoted,
        reason="Em có tiến bộ rõ.",
        at=NOW,
        real_at=clock.real_now(),
        **other,
    )


def test_who_failed_waits_by_itself(school):
    world, enrolment = school
    rows = cases(actor_for(world, "principal"), world.year.id, NOW.date(), None)
    assert [row.pupil.enrolment_id for row in rows] == [enrolment.id]
    assert [one.of for one in rows[0].due] == [Subject.MATHS]
    assert final_year(enrolment.id).stage is Stage.WAITING


def test_who_passes_completes_and_both_states_are_kept(school):
    world, enrolment = school
    planned(world, enrolment)
    entered(world, enrolment)
    found = pupil_case(actor_for(world, "homeroom:4A1"), enrolment.id, NOW)
    assert found.after.result is OverallResult.COMPLETED
    decide_after(actor=actor_for(world, "homeroom:4A1"), enrolment_id=enrolment.id, overall="HT", at=NOW)
    final = final_year(enrolment.id)
    assert final.stage is Stage.SETTLED
    assert final.outcome.text == "Hoàn thành chương trình lớp 4. Được lên lớp 5."
    assert final.before.decided is OverallResult.NOT_COMPLETED
    (entry,) = final.entries
    assert (entry.before, entry.after) == ("Chưa hoàn thành, 3 điểm", "Hoàn thành, 6 điểm")
    assert final.record.results.decided is OverallResult.COMPLETED


def test_an_entry_anew_keeps_the_first_and_the_decision_falls(school):
    world, enrolment = school
    planned(world, enrolment)
    entered(world, enrolment, level="C", score=4)
    decide_after(actor=actor_for(world, "homeroom:4A1"), enrolment_id=enrolment.id, overall="CHT", at=NOW)
    entered(world, enrolment, level="H", score=5, at=NOW + timedelta(hours=1))
    assert list(SupplementaryEntry.objects.order_by("id").values_list("score", "replaced_at")) == [
        (4, NOW + timedelta(hours=1)),
        (5, None),
    ]
    assert SupplementaryCase.objects.get().overall == ""
    assert final_year(enrolment.id).stage is Stage.WAITING


def test_nothing_is_entered_without_plan_or_outside_the_window(school):
    world, enrolment = school
    with pytest.raises(Refused, match="SUPPLEMENTARY_NOT_OPENED"):
        entered(world, enrolment)
    planned(world, enrolment)
    closes = NOW + timedelta(days=1)
    with pytest.raises(Refused, match="WINDOW_ENDED"):
        entered(world, enrolment, at=closes)
    entered(world, enrolment, at=closes - timedelta(seconds=1))
    with pytest.raises(Refused, match="WINDOW_ENDED"):
        decide_after(actor=actor_for(world, "homeroom:4A1"), enrolment_id=enrolment.id, overall="HT", at=closes)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"level": "Đ"}, "SUPPLEMENTARY_LEVEL_WRONG"),
        ({"score": 11}, "SUPPLEMENTARY_SCORE"),
        ({"target": "ETHICS", "score": 5}, "SUPPLEMENTARY_SCORE"),
        ({"target": "IT"}, "OUT_OF_SCOPE"),
        ({"assessed_on": date(2026, 5, 26)}, "SUPPLEMENTARY_DAY"),
        ({"assessed_on": date(2026, 1, 18)}, "SUPPLEMENTARY_DAY"),
        ({"kind": "quality", "target": "MATHS"}, "NOT_FOUND_HERE"),
        ({"kind": "sql", "target": "x' or 1=1"}, "NOT_FOUND_HERE"),
    ],
)
def test_what_does_not_fit_is_refused(school, values, code):
    world, enrolment = school
    planned(world, enrolment)
    with pytest.raises(Refused, match=code):
        entered(world, enrolment, **values)
    assert not SupplementaryEntry.objects.exists()


def test_who_completed_is_not_assessed_again(school):
    world, _ = school
    other = world.enrolments["4A1"][1]
    with pytest.raises(Refused, match="SUPPLEMENTARY_NONE_DUE"):
        planned(world, other)


def test_subject_teachers_enter_and_see_their_subject_only(school):
    world, enrolment = school
    planned(world, enrolment)
    with pytest.raises(Forbidden, match="OUT_OF_SCOPE"):
        entered(world, enrolment, who="english")
    assert cases(actor_for(world, "english"), world.year.id, NOW.date(), None) == []
    with pytest.raises(Missing):
        pupil_case(actor_for(world, "english"), enrolment.id, NOW)


@pytest.mark.parametrize("who", ["registrar", "principal", "vice_principal", "clerk", "homeroom:4A2"])
def test_nobody_but_the_homeroom_teacher_plans_and_decides(school, who):
    world, enrolment = school
    planned(world, enrolment)
    entered(world, enrolment)
    for act, values in ((plan_help, {"plan": "x"}), (decide_after, {"overall": "HT"})):
        with pytest.raises(Forbidden):
            act(actor=actor_for(world, who), enrolment_id=enrolment.id, at=NOW, **values)


def test_pupils_of_another_school_do_not_exist(school):
    _, enrolment = school
    elsewhere = make_school()
    for act in (
        lambda: planned_by(elsewhere, enrolment),
        lambda: promoted(elsewhere, enrolment),
        lambda: pupil_case(actor_for(elsewhere, "principal"), enrolment.id, NOW),
    ):
        with pytest.raises(Missing, match="NOT_FOUND_HERE"):
            act()


def planned_by(world, enrolment):
    return plan_help(actor=actor_for(world, "homeroom:4A1"), enrolment_id=enrolment.id, plan="x", at=NOW)


def test_the_principal_decides_after_the_report(school):
    world, enrolment = school
    with pytest.raises(Refused, match="SUPPLEMENTARY_NOT_OPENED"):
        promoted(world, enrolment)
    behind(world, enrolment)
    assert final_year(enrolment.id).stage is Stage.PRINCIPAL
    promoted(world, enrolment, number="31/QĐ-TH", dated=date(2026, 5, 25))
    final = final_year(enrolment.id)
    assert final.outcome.text == "Chưa hoàn thành chương trình lớp 4. Được lên lớp 5."
    assert str(final.promotion.decision) == "31/QĐ-TH (25/05/2026)"
    assert final.group.name == "AUGUST"


def test_kept_down_is_settled_too(school):
    world, enrolment = school
    behind(world, enrolment)
    promoted(world, enrolment, promoted=False)
    final = final_year(enrolment.id)
    assert (final.stage, final.outcome.promoted, final.group.name) == (Stage.SETTLED, False, "AUGUST")
    assert final.outcome.text == "Chưa hoàn thành chương trình lớp 4. Chưa được lên lớp 5."


def test_a_second_decision_and_later_entries_are_refused(school):
    world, enrolment = school
    behind(world, enrolment)
    promoted(world, enrolment)
    with pytest.raises(Refused, match="PROMOTION_STANDS"):
        promoted(world, enrolment, promoted=False)
    with pytest.raises(Refused, match="PROMOTION_STANDS"):
        entered(world, enrolment)
    assert PromotionDecision.objects.count() == 1


def test_a_decision_taken_back_is_kept(school):
    world, enrolment = school
    behind(world, enrolment)
    promoted(world, enrolment)
    withdraw_promotion(
        actor=actor_for(world, "principal"),
        enrolment_id=enrolment.id,
        reason="Ghi nhầm em.",
        at=NOW,
        real_at=clock.real_now(),
    )
    promoted(world, enrolment, promoted=False)
    assert list(PromotionDecision.objects.order_by("id").values_list("promoted", "withdrawn_reason")) == [
        (True, "Ghi nhầm em."),
        (False, ""),
    ]


def test_promotion_needs_the_principal_fresh_and_another_person(school):
    world, enrolment = school
    behind(world, enrolment)
    for who in ("vice_principal", "registrar", "homeroom:4A1", "school_admin"):
        with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
            promoted(world, enrolment, who=who)
    with pytest.raises(FreshFactorNeeded):
        promoted(world, enrolment, fresh=False)
    SupplementaryCase.objects.update(reported_by=world.person("principal").user)
    with pytest.raises(Forbidden, match="SAME_PERSON"):
        promoted(world, enrolment)


def test_the_twelve_of_the_sample_come_out_as_expected(load):
    """Nine pass, one is promoted by decision, two are kept down: by hand, as the school did."""
    world, data = load(supplementary=False), sample()
    world.open_window(Period.SUPPLEMENTARY)
    for code, found in data.supplementary.items():
        enrolment = place(world, code)
        who = lead(world, enrolment.school_class)
        actor = actor_for(world, who, role=Role.HOMEROOM_TEACHER)
        plan_help(actor=actor, enrolment_id=enrolment.id, plan="Phụ đạo trong hè.", at=NOW)
        for one in found.entries:
            if isinstance(one.of, Subject):
                kind, by = "subject", with_subject(actor, enrolment.school_class_id, one.of)
            else:
                kind, by = ("quality" if one.of.__class__.__name__ == "Quality" else "competency"), actor
            enter_supplementary(
                actor=by,
                enrolment_id=enrolment.id,
                kind=kind,
                target=one.of.value,
                level=one.level.value,
                score=one.score,
                comment="",
                assessed_on=NOW.date(),
                at=NOW,
            )
        by_rule = pupil_case(actor, enrolment.id, NOW).after.result
        assert by_rule is found.overall
        decide_after(actor=actor, enrolment_id=enrolment.id, overall=by_rule.value, at=NOW)
        if found.overall is OverallResult.NOT_COMPLETED:
            report_behind(actor=actor, enrolment_ids=[enrolment.id], report="Chưa đạt.", at=NOW)
            promoted(world, enrolment, promoted=found.promoted)
    outcomes = {
        code: {"result": (final := final_year(place(world, code).id)).overall.value, "promoted": final.outcome.promoted}
        for code in data.supplementary
    }
    assert outcomes == expected()["supplementary"]


def with_subject(actor, class_id, subject):
    return replace(actor, teaches=actor.teaches | {(class_id, subject)})
