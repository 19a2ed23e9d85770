"""The year of the sample school: the same counts and outcomes as the core finds in its workbooks."""

from __future__ import annotations

from collections import Counter

from hocba.issuing.year_end import YearEnd, year_end_state
from hocba.model import ClosingGroup
from hocba.regulation import rules_for
from hocba_web.assessment.selectors.year_end import Stage, final_years, groups, year_overview
from hocba_web.base.clock import local
from hocba_web.schools.models import Enrolment
from support.sample_school import expected, sample
from support.web.school import NOW


def finals_of(world):
    places = Enrolment.objects.filter(school_class__year=world.year).select_related("pupil")
    codes = {one.id: one.pupil.ministry_id for one in places}
    return {codes[one]: final for one, final in final_years(codes).items()}


def test_counts_before_and_after_are_those_of_the_sample(load, django_assert_max_num_queries):
    world = load()
    with django_assert_max_num_queries(12):
        classes = year_overview(world.year.id, local(NOW).date())
    before, after = Counter(), Counter()
    for one in classes:
        for pupil in one.pupils:
            if not pupil.final.before.not_assessed:
                before[pupil.final.before.decided.value] += 1
                after[pupil.final.overall.value] += 1
    assert before == expected()["overall_total"]
    assert after == expected()["overall_final_total"]
    assert {one.facts.name: len(one.pupils) for one in classes} == {
        name: one["year_end"] for name, one in expected()["classes"].items()
    }
    assert all(pupil.final.stage is Stage.SETTLED for one in classes for pupil in one.pupils)


def test_every_final_year_is_what_the_core_derives_from_the_workbooks(load):
    data, finals = sample(), finals_of(load())
    compared = 0
    for code, pupil in data.pupils.items():
        if code not in data.year_end or code not in finals:
            continue
        rules = rules_for(data.results[code].grade, data.results[code].school_year)
        state = year_end_state(data, pupil, rules)
        if not isinstance(state, YearEnd):
            continue
        record = finals[code].record
        assert (record.outcome, record.group, record.results.decided) == (
            state.outcome,
            state.group,
            state.results.decided,
        )
        assert record.results.moments == state.results.moments or pupil.not_assessed
        compared += 1
    assert compared > 800


def test_the_twelve_who_waited(load):
    finals = finals_of(load())
    waited = {code: final for code, final in finals.items() if final.waits}
    assert {
        code: {"result": final.overall_after.value, "promoted": final.outcome.promoted}
        for code, final in waited.items()
    } == expected()["supplementary"]
    assert {final.group for final in waited.values()} == {ClosingGroup.AUGUST}


def test_groups_of_a_school_before_its_summer(load, django_assert_max_num_queries):
    world = load(supplementary=False)
    with django_assert_max_num_queries(12):
        june, august = groups(world.year.id, NOW)
    assert (august.pupils, august.settled, len(august.lacking)) == (12, 0, 12)
    assert {one.stage for one in august.lacking} == {Stage.WAITING}
    assert june.lacking == ()
    assert june.pupils + august.pupils == expected()["pupils_at_year_end"]
    # 25/05 to the last day, 14/06 and 14/08.
    assert (june.days_left, august.days_left) == (20, 81)
