"""Values of the field: school years, classes, scores, statuses, the order of results."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.errors import InvalidValue
from hocba.model import (
    COMPETENCIES,
    GENERAL_COMPETENCIES,
    SPECIFIC_COMPETENCIES,
    SUBJECTS,
    Assessment,
    Moment,
    MomentResults,
    PupilStatus,
    SchoolYear,
    SubjectEntry,
    YearResults,
    grade_of_class,
    record_identifier,
)
from support.records import not_assessed_record, sample_record


@pytest.mark.parametrize("text", ["2025-2026", " 2025 - 2026 ", "2025–2026"])
def test_a_school_year_is_read(text):
    assert SchoolYear.parse(text) == SchoolYear(2025)
    assert str(SchoolYear.parse(text)) == "2025-2026"


@pytest.mark.parametrize("text", ["2025", "2025-2027", "2025-2025", "25-26", "", "1989-1990", "２０２５-２０２６"])
def test_what_is_no_school_year_is_refused(text):
    with pytest.raises(InvalidValue) as refused:
        SchoolYear.parse(text)
    assert refused.value.code == "SCHOOL_YEAR_INVALID"


def test_the_first_and_last_school_year():
    assert SchoolYear(1990).last == 1991
    assert SchoolYear(2100).last == 2101
    for year in (1989, 2101):
        with pytest.raises(InvalidValue):
            SchoolYear(year)


@given(st.integers(1990, 2100))
def test_a_school_year_reads_what_it_writes(first):
    assert SchoolYear.parse(str(SchoolYear(first))).first == first


@pytest.mark.parametrize(("name", "grade"), [("4A1", 4), ("1A", 1), ("5.1", 5), ("3/12", 3), ("2Đ", 2), ("4A12", 4)])
def test_the_grade_of_a_class(name, grade):
    assert grade_of_class(name) == grade


@pytest.mark.parametrize("name", ["6A1", "0A", "A4", "4", "4A123", "4.", "4a1", "Lớp 4A1", ""])
def test_what_is_no_class_is_refused(name):
    with pytest.raises(InvalidValue) as refused:
        grade_of_class(name)
    assert refused.value.code == "CLASS_INVALID"


@pytest.mark.parametrize("score", [0, 10, None])
def test_scores_on_the_scale(score):
    assert SubjectEntry(score=score).score == score


@pytest.mark.parametrize("score", [-1, 11, True])
def test_scores_off_the_scale_are_refused(score):
    with pytest.raises(InvalidValue) as refused:
        SubjectEntry(score=score)
    assert refused.value.code == "SCORE_RANGE"


def test_a_moment_without_entries_is_empty():
    year = YearResults(SchoolYear(2025), 4, {})
    assert year.at(Moment.MID1) == MomentResults()
    assert not year.at(Moment.YEAR_END).subjects


def test_who_has_left():
    left = {status for status in PupilStatus if status.has_left}
    assert left == {
        PupilStatus.MOVED_TERM_1,
        PupilStatus.LEFT_TERM_1,
        PupilStatus.MOVED_TERM_2,
        PupilStatus.LEFT_TERM_2,
        PupilStatus.MOVED_SUMMER,
        PupilStatus.LEFT_SUMMER,
    }


def test_results_come_in_the_order_of_the_form_whoever_teaches_them():
    assessment = sample_record().assessment
    assert isinstance(assessment, Assessment)
    order = [SUBJECTS.index(result.subject) for result in assessment.results()]
    assert order == sorted(order)
    assert len(order) == 12
    assert not_assessed_record().assessment.parts == ()


def test_general_and_specific_competencies_are_all():
    assert (*GENERAL_COMPETENCIES, *SPECIFIC_COMPETENCIES) == COMPETENCIES
    assert len(GENERAL_COMPETENCIES) == 3


def test_the_manager_is_a_person_and_the_record_has_its_identifier():
    record = sample_record()
    assert record.manager.person.name == record.manager.name
    assert record.manager.person.personal_id == record.manager.personal_id
    assert record_identifier("022216900123", "02", SchoolYear(2025)) == "022216900123-02-2025-2026"
