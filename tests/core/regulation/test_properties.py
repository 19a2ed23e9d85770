"""What holds of every year, whatever the results (Circular 27/2020/TT-BGDĐT, art. 9(2)(a) and 11)."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hocba.errors import IncompleteYear
from hocba.model import Moment, OverallResult, SubjectEntry, SubjectLevel, TraitLevel, YearResults
from hocba.regulation import (
    SupplementaryEntry,
    after_supplementary,
    closing_group,
    missing_entries,
    outcome,
    overall_result,
    rules_for,
    why_outcome,
    why_overall,
)
from support.years import YEAR, complete_years

BEST_FIRST = list(OverallResult)


def changed(year: YearResults, **parts: object) -> YearResults:
    end = replace(year.at(Moment.YEAR_END), **parts)
    return replace(year, moments=MappingProxyType({Moment.YEAR_END: end}))


@given(complete_years(), st.data())
def test_a_higher_score_never_lowers_the_result(year, data):
    rules = rules_for(year.grade, YEAR)
    subjects = dict(year.at(Moment.YEAR_END).subjects)
    subject = data.draw(st.sampled_from(sorted(rules.tested(Moment.YEAR_END), key=lambda one: one.value)))
    entry = subjects[subject]
    assert entry.score is not None
    subjects[subject] = replace(entry, score=data.draw(st.integers(entry.score, 10)))
    better = changed(year, subjects=subjects)
    assert BEST_FIRST.index(overall_result(better, rules)) <= BEST_FIRST.index(overall_result(year, rules))


@given(complete_years(), st.data())
def test_a_better_level_never_lowers_the_result(year, data):
    rules = rules_for(year.grade, YEAR)
    end = year.at(Moment.YEAR_END)
    subjects, competencies, qualities = dict(end.subjects), dict(end.competencies), dict(end.qualities)
    subject = data.draw(st.sampled_from(list(subjects)))
    levels = list(SubjectLevel)
    at = levels.index(subjects[subject].level)
    subjects[subject] = replace(subjects[subject], level=data.draw(st.sampled_from(levels[: at + 1])))
    for traits in (competencies, qualities):
        one = data.draw(st.sampled_from(list(traits)))
        scale = list(TraitLevel)
        traits[one] = data.draw(st.sampled_from(scale[: scale.index(traits[one]) + 1]))
    better = changed(year, subjects=subjects, competencies=competencies, qualities=qualities)
    assert BEST_FIRST.index(overall_result(better, rules)) <= BEST_FIRST.index(overall_result(year, rules))


@given(complete_years())
def test_the_reasons_agree_with_the_result(year):
    rules = rules_for(year.grade, YEAR)
    why = why_overall(year, rules)
    assert why.result is overall_result(year, rules)
    first_met = next((check.result for check in why.checks if check.met), OverallResult.NOT_COMPLETED)
    assert why.result is first_met
    assert bool(why.deciding) == (why.result is not OverallResult.EXCELLENT)
    for condition in why.deciding:
        assert condition.places
        assert condition.source == "Circular 27/2020/TT-BGDĐT, art. 9(2)(a)"
    assert why == why_overall(year, rules)


@given(complete_years())
def test_putting_right_what_decided_gives_the_next_better_result(year):
    rules = rules_for(year.grade, YEAR)
    why = why_overall(year, rules)
    assume(why.deciding)
    end = year.at(Moment.YEAR_END)
    subjects, competencies, qualities = dict(end.subjects), dict(end.competencies), dict(end.qualities)
    for where in {place for condition in why.deciding for place in condition.places}:
        kind, name, *rest = where.split("/")
        table = {"subjects": subjects, "competencies": competencies, "qualities": qualities}[kind]
        thing = next(one for one in table if one.value == name)
        if kind != "subjects":
            table[thing] = TraitLevel.GOOD
        elif rest == ["score"]:
            subjects[thing] = replace(subjects[thing], score=10)
        else:
            subjects[thing] = replace(subjects[thing], level=SubjectLevel.COMPLETED_WELL)
    righted = changed(year, subjects=subjects, competencies=competencies, qualities=qualities)
    assert BEST_FIRST.index(overall_result(righted, rules)) < BEST_FIRST.index(why.result)


@given(complete_years(), st.data())
def test_any_gap_stops_the_computation(year, data):
    rules = rules_for(year.grade, YEAR)
    end = year.at(Moment.YEAR_END)
    subjects = dict(end.subjects)
    subject = data.draw(st.sampled_from(list(subjects)))
    gap = data.draw(st.sampled_from(("level", "row", "score")))
    if gap == "score":
        assume(subject in rules.tested(Moment.YEAR_END))
        subjects[subject] = replace(subjects[subject], score=None)
    elif gap == "level":
        subjects[subject] = SubjectEntry(score=subjects[subject].score)
    else:
        del subjects[subject]
    gappy = changed(year, subjects=subjects)
    assert missing_entries(gappy, rules)
    with pytest.raises(IncompleteYear) as refused:
        overall_result(gappy, rules)
    assert refused.value.params["places"] == missing_entries(gappy, rules)


@given(complete_years())
def test_supplementary_entries_that_repeat_the_year_end_change_nothing(year):
    end = year.at(Moment.YEAR_END)
    same = [SupplementaryEntry(one, entry.level, entry.score) for one, entry in end.subjects.items()]
    same += [SupplementaryEntry(one, level) for one, level in (*end.competencies.items(), *end.qualities.items())]
    again = after_supplementary(year, same)
    rules = rules_for(year.grade, YEAR)
    assert overall_result(again, rules) is overall_result(year, rules)
    assert after_supplementary(again, same) == again


@given(complete_years(), st.booleans())
def test_the_outcome_follows_from_the_result_and_says_why(year, decision):
    rules = rules_for(year.grade, YEAR)
    result = overall_result(year, rules)
    found = outcome(rules, result, promoted_by_decision=decision)
    completed = result is not OverallResult.NOT_COMPLETED
    assert found.grade_completed is completed
    assert found.promoted is (completed or decision)
    assert found.primary_completed is (completed if year.grade == 5 else None)
    assert ("15/8" if result is OverallResult.NOT_COMPLETED else "15/6") == closing_group(result, rules).value
    reasons = why_outcome(rules, result, promoted_by_decision=decision)
    assert [reason.source for reason in reasons]
    assert found == outcome(rules, result, promoted_by_decision=decision)
