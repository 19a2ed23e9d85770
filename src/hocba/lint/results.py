"""Subjects, levels and scores of the year against the grade, the scale and the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hocba.lint.context import Case
from hocba.lint.finding import Finding, finding
from hocba.model import Assessment, Moment, NotAssessed, Subject, SubjectResult
from hocba.model.results import SCORE_RANGE
from hocba.regulation import expected_levels, form_name, level_name


def results_of(case: Case) -> tuple[SubjectResult, ...]:
    """Subject results in the order of the form; none of a pupil who is not assessed."""
    assessment = case.record.assessment
    return () if isinstance(assessment, NotAssessed) else tuple(assessment.results())


def on_scale(score: object) -> bool:
    """Whether a score is a whole number from 0 to 10 (art. 7(1)(d)); 8.0 and True are not."""
    return isinstance(score, int) and not isinstance(score, bool) and score in SCORE_RANGE


def optional_taken(case: Case) -> frozenset[Subject]:
    """Optional subjects of this pupil: what the register says, else what the record holds."""
    if case.context.year is not None:
        return case.context.year.optional_subjects
    return frozenset(result.subject for result in results_of(case)) & frozenset(case.rules.optional_subjects)


def subjects(case: Case) -> Iterator[Finding]:
    """Every compulsory subject once, and no other but optional ones the class takes."""
    if not isinstance(case.record.assessment, Assessment):
        return
    counted = Counter(result.subject for result in results_of(case))
    taken = optional_taken(case)
    for subject in case.rules.studied(taken):
        if subject not in counted:
            yield finding("SUBJECT_MISSING", f"subjects/{subject.value}/level", subject=form_name(subject))
    for subject, times in counted.items():
        where, name = f"subjects/{subject.value}", form_name(subject)
        if times > 1:
            yield finding("SUBJECT_TWICE", where, subject=name, times=times)
        if subject in case.rules.subjects or subject in taken:
            continue
        if subject in case.rules.optional_subjects:
            yield finding("SUBJECT_NOT_TAKEN", where, subject=name, class_name=case.record.class_name)
        else:
            yield finding("SUBJECT_NOT_OF_GRADE", where, subject=name, grade=case.rules.grade)


def names(case: Case) -> Iterator[Finding]:
    """Names as the form has them; the foreign language is named."""
    for result in results_of(case):
        where, usual = f"subjects/{result.subject.value}/name", form_name(result.subject)
        if not result.name.startswith(usual):
            yield finding("SUBJECT_NAME_UNUSUAL", where, name=result.name, usual=usual)
        elif result.subject is Subject.FOREIGN_LANG_1 and result.name == usual:
            yield finding("LANGUAGE_NOT_NAMED", where, name=result.name)


def scores(case: Case) -> Iterator[Finding]:
    """Whole points from 0 to 10 where there is a test, nothing where there is none."""
    tested = case.rules.tested(Moment.YEAR_END)
    for result in results_of(case):
        where, name = f"subjects/{result.subject.value}/score", form_name(result.subject)
        if result.score is None:
            if result.subject in tested:
                yield finding("YEAR_END_SCORE_MISSING", where, subject=name)
            continue
        if result.subject not in tested:
            yield finding("SCORE_WITHOUT_TEST", where, subject=name, score=result.score)
        elif not on_scale(result.score):
            yield finding("SCORE_NOT_ON_SCALE", where, subject=name, score=result.score)
        elif result.score == SCORE_RANGE[0]:
            yield finding("SCORE_IS_ZERO", where, subject=name)


def level_against_score(case: Case) -> Iterator[Finding]:
    """A level that seldom goes with its score; the teacher decides."""
    for result in results_of(case):
        if result.score is None or not on_scale(result.score):
            continue
        expected = expected_levels(result.score, case.rules.day)
        if result.level not in expected:
            yield finding(
                "LEVEL_AGAINST_SCORE",
                f"subjects/{result.subject.value}/level",
                subject=form_name(result.subject),
                level=level_name(result.level),
                score=result.score,
                expected=" / ".join(map(level_name, expected)),
            )


def as_registered(case: Case) -> Iterator[Finding]:
    """What is signed is what the register holds at the end of the year."""
    year, assessment = case.context.year, case.record.assessment
    if year is None or not isinstance(assessment, Assessment):
        return
    end = year.at(Moment.YEAR_END)
    for result in assessment.results():
        entry = end.subjects.get(result.subject)
        if entry is None or (entry.level, entry.score) != (result.level, result.score):
            where = f"subjects/{result.subject.value}"
            yield finding("RESULT_NOT_AS_REGISTERED", where, thing=form_name(result.subject))
    for competency, level in assessment.competencies:
        if end.competencies.get(competency) is not level:
            yield finding("RESULT_NOT_AS_REGISTERED", f"competencies/{competency.value}", thing=competency.value)
    for quality, level in assessment.qualities:
        if end.qualities.get(quality) is not level:
            yield finding("RESULT_NOT_AS_REGISTERED", f"qualities/{quality.value}", thing=quality.value)


CHECKS = (subjects, names, scores, level_against_score, as_registered)
