"""Who answers for which part of a record: subject teachers of the second term, and the homeroom teacher at its end.

Source: Decision 32/QĐ-THPĐ, art. 6(9); the names come from the staff list by staff code, never from free text.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from hocba.issuing.refusal import Problem
from hocba.model import SUBJECTS, Moment, Person, Subject, SubjectResult, TeacherPart, YearResults
from hocba.regulation import RuleSet, form_name, subject_info
from hocba.workbooks.school import SchoolClass, SchoolData

_SOURCE = "Decision 32/QĐ-THPĐ, art. 6(9)"
_ASSIGNMENTS, _CLASSES = "PhanCong.xlsx", "LopHoc.xlsx"
_SIGNING_TERM = 2


def homeroom_teacher(data: SchoolData, school_class: SchoolClass) -> Person | Problem:
    """The homeroom teacher at the end of the year."""
    return _person(data, school_class.homeroom, "HOMEROOM_UNKNOWN", school_class.where, school_class.name)


def teacher_parts(
    data: SchoolData, school_class: SchoolClass, rules: RuleSet, results: YearResults
) -> tuple[TeacherPart, ...] | tuple[Problem, ...]:
    """The year-end results of a pupil, one part a teacher, in the order of each teacher's first subject on the form.

    Args:
        data: the school.
        school_class: the pupil's class.
        rules: of its grade.
        results: with every level that the rules ask for.
    """
    studied = rules.studied(results.optional_subjects)
    teachers, problems = term_two_teachers(data, school_class, studied)
    if problems:
        return problems
    first = {person: min(SUBJECTS.index(s) for s in studied if teachers[s] == person) for person in teachers.values()}
    ordered = sorted(studied, key=lambda subject: (first[teachers[subject]], SUBJECTS.index(subject)))
    return tuple(
        TeacherPart(person, tuple(_result(school_class, rules, results, subject) for subject in subjects))
        for person, subjects in groupby(ordered, key=teachers.__getitem__)
    )


def term_two_teachers(
    data: SchoolData, school_class: SchoolClass, studied: Iterable[Subject]
) -> tuple[dict[Subject, Person], tuple[Problem, ...]]:
    """Who teaches which of these subjects in the second term, and what is wrong with the others."""
    found = {subject: _teacher(data, school_class, subject) for subject in studied}
    teachers = {subject: one for subject, one in found.items() if isinstance(one, Person)}
    return teachers, tuple(one for one in found.values() if isinstance(one, Problem))


def _teacher(data: SchoolData, school_class: SchoolClass, subject: Subject) -> Person | Problem:
    params = {"name": school_class.name, "subject": subject_info(subject).form_name}
    assigned = [
        one
        for one in data.assignments.get(school_class.name, ())
        if one.subject is subject and one.term == _SIGNING_TERM
    ]
    codes = {one.teacher for one in assigned}
    if not codes:
        return Problem("TEACHER_MISSING", _ASSIGNMENTS, _SOURCE, params)
    if len(codes) > 1:
        return Problem("TEACHER_AMBIGUOUS", assigned[1].where, _SOURCE, params)
    return _person(data, assigned[0].teacher, "TEACHER_UNKNOWN", assigned[0].where, school_class.name)


def _person(data: SchoolData, code: str, unknown: str, where: str, class_name: str) -> Person | Problem:
    member = data.staff.get(code)
    if member is None:
        return Problem(unknown, where, _SOURCE, {"staff": code, "name": class_name})
    if not member.personal_id:
        return Problem("TEACHER_ID_MISSING", member.where, _SOURCE, {"staff": member.name})
    return member.person


def _result(school_class: SchoolClass, rules: RuleSet, results: YearResults, subject: Subject) -> SubjectResult:
    entry = results.at(Moment.YEAR_END).subjects[subject]
    if entry.level is None:  # the caller asked `missing_entries` first
        raise ValueError(f"{subject.name} has no level")
    language = school_class.foreign_language if subject is Subject.FOREIGN_LANG_1 else ""
    score = entry.score if subject in rules.tested(Moment.YEAR_END) else None
    return SubjectResult(subject, form_name(subject, language), entry.level, score, entry.comment)
