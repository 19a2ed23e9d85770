"""The checks before signing over the sample school."""

from __future__ import annotations

import dataclasses

import pytest

from hocba.issuing.assemble import assemble
from hocba.issuing.linting import lint_context, lint_problems, place_of
from hocba.lint import lint_record
from hocba.model import Moment, OverallResult, YearRecord
from support.assembling import DAY, PASSED, PUPIL, plan, record
from support.sample_school import sample


def changed_record(code: str, **changes) -> YearRecord:
    return dataclasses.replace(record(code), **changes)


@pytest.mark.parametrize("class_name", ["1A4", "2A5", "3A4", "4A3", "4A5", "5A2", "5A4"])
def test_the_sample_raises_no_error(class_name) -> None:
    records = [one for one in assemble(sample(), plan(), classes=[class_name]) if isinstance(one, YearRecord)]
    assert records
    assert [problem for one in records for problem in lint_problems(sample(), one, today=DAY)] == []


def test_a_linter_without_errors_still_warns() -> None:
    """No error is no silence: the promotion by decision is worth a look."""
    pupil = sample().pupils["2299141213"]
    found = lint_record(record(pupil.code), lint_context(sample(), pupil, today=DAY))
    assert "PROMOTED_BY_DECISION" in {one.code for one in found}


def test_context_is_that_of_the_pupil() -> None:
    context = lint_context(sample(), sample().pupils[PASSED], today=DAY)
    assert context.overall_before is OverallResult.NOT_COMPLETED
    assert context.year is not None
    assert context.year.decided is OverallResult.COMPLETED
    assert set(context.year.moments) == set(Moment)
    assert len(context.supplementary) == 2
    assert len(context.roster.pupils) == 823
    assert len(set(context.assigned.values())) == 6
    assert context.status is sample().pupils[PASSED].status


def test_an_error_names_the_row_it_comes_from() -> None:
    comments = dataclasses.replace(record(PUPIL).comments, homeroom="Em học cùng bạn Hoàng Đức Anh rất tốt.")
    problems = lint_problems(sample(), changed_record(PUPIL, comments=comments), today=DAY)
    assert [(one.code, one.where) for one in problems] == [("COMMENT_OTHER_PUPIL", sample().summaries[PUPIL].where)]


def test_an_overall_result_other_than_computed_stops_the_record() -> None:
    one = record(PASSED)
    better = dataclasses.replace(one.assessment, overall=OverallResult.EXCELLENT)
    problems = lint_problems(sample(), dataclasses.replace(one, assessment=better), today=DAY)
    assert "OVERALL_NOT_AS_COMPUTED" in {problem.code for problem in problems}
    assert {problem.where for problem in problems} <= {
        sample().supplementary[PASSED].where,
        sample().pupils[PASSED].where,
        sample().summaries[PASSED].where,
    }


def test_where_a_field_comes_from() -> None:
    data, pupil = sample(), sample().pupils[PUPIL]
    places = {
        "pupil/personal_id": pupil.where,
        "subjects/MUSIC/level": data.year_end[PUPIL].where,
        "comments/homeroom": data.summaries[PUPIL].where,
        "outcome/promoted": data.summaries[PUPIL].where,
        "history/0/class_name": data.history[PUPIL].where,
        "health/weight_kg": "SucKhoe-hk2.xlsx",
    }
    assert {path: place_of(data, pupil, path) for path in places} == places
    assert place_of(data, data.pupils[PASSED], "subjects/MATHS/score") == data.supplementary[PASSED].where
    nothing = dataclasses.replace(data, year_end={}, summaries={}, history={}, supplementary={})
    assert {place_of(nothing, pupil, path) for path in places} == {pupil.where, "SucKhoe-hk2.xlsx"}


def test_context_where_the_supplementary_assessment_cannot_be_applied() -> None:
    extra = sample().supplementary[PASSED]
    twice = dataclasses.replace(extra, entries=(*extra.entries, *extra.entries))
    data = dataclasses.replace(sample(), supplementary={PASSED: twice})
    assert lint_context(data, data.pupils[PASSED], today=DAY).year == sample().results[PASSED]
