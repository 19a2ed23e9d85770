"""The training school's year: three moments entered, the year's end begun."""

from __future__ import annotations

from datetime import date

from hocba.model import (
    Manager,
    Moment,
    MomentResults,
    SchoolIdentity,
    SchoolYear,
    Subject,
    SubjectEntry,
    SubjectLevel,
    TraitLevel,
    YearResults,
)
from hocba.regulation import RuleSet, rules_for
from hocba.workbooks.school import SchoolData
from hocba_web.support.training import people

BEGUN = 4
"""Pupils of a class whose year-end results are entered already; the others are there to practise on."""
_GOOD, _FAIR = 9, 6
_COMMENTS = {
    SubjectLevel.COMPLETED_WELL: "Em nắm chắc kiến thức, vận dụng tốt vào bài làm.",
    SubjectLevel.COMPLETED: "Em thực hiện được các yêu cầu của môn học, cần chủ động hơn.",
}


def school_data(identity: SchoolIdentity, year: SchoolYear, since: date) -> SchoolData:
    """Everything `hocba_web.intake.services.school_folder.load_into` takes, invented.

    Args:
        identity: the training school.
        year: its year.
        since: first day of the year.
    """
    rules = {name: rules_for(grade, year) for name, grade, *_ in people.CLASSES}
    optional = {name: _optional(rules[name], language) for name, _, _, language in people.CLASSES}
    studied = {name: rules[name].studied(optional[name]) for name in rules}
    entries = people.pupils(year, since)
    head = people.staff()[people.STAFF[0][0]]
    return SchoolData(
        school=identity,
        head=Manager(head.name, head.personal_id, head.position),
        school_year=year,
        classes=people.classes(),
        staff=people.staff(),
        staff_ids=frozenset(one.personal_id for one in people.staff().values()),
        pupils=entries,
        roster=people.roster(entries),
        rejected_rows=(),
        assignments=people.assignments(studied),
        results={
            code: _results(rules[one.class_name], optional[one.class_name], at)
            for at, (code, one) in enumerate(entries.items())
        },
        year_end={},
        summaries={},
        supplementary={},
        history={},
        health={},
        errors={},
        findings=(),
    )


def _optional(rules: RuleSet, language: str) -> frozenset[Subject]:
    taken = Subject.FOREIGN_LANG_1 in rules.optional_subjects and language
    return frozenset({Subject.FOREIGN_LANG_1}) if taken else frozenset()


def _results(rules: RuleSet, optional: frozenset[Subject], serial: int) -> YearResults:
    moments = [Moment.MID1, Moment.END1, Moment.MID2]
    if serial % people.PUPILS < BEGUN:
        moments.append(Moment.YEAR_END)
    return YearResults(
        school_year=rules.school_year,
        grade=rules.grade,
        moments={moment: _moment(rules, optional, moment, serial) for moment in moments},
        optional_subjects=optional,
    )


def _moment(rules: RuleSet, optional: frozenset[Subject], moment: Moment, serial: int) -> MomentResults:
    subjects = {}
    for place, subject in enumerate(rules.studied(optional)):
        good = (serial + place) % 3 != 0
        level = SubjectLevel.COMPLETED_WELL if good else SubjectLevel.COMPLETED
        score = (_GOOD if good else _FAIR) if subject in rules.tested(moment) else None
        subjects[subject] = SubjectEntry(level, score, _COMMENTS[level])
    levels = (TraitLevel.GOOD, TraitLevel.GOOD, TraitLevel.ACHIEVED)
    return MomentResults(
        subjects=subjects,
        competencies={one: levels[(serial + at) % 3] for at, one in enumerate(rules.competencies)},
        qualities={one: levels[(serial + at + 1) % 3] for at, one in enumerate(rules.qualities)},
    )
