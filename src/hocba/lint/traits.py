"""Competencies and qualities: all of the grade, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hocba.lint.context import Case
from hocba.lint.finding import Finding, finding
from hocba.lint.results import results_of
from hocba.model import Assessment
from hocba.regulation import competency_conflicts, competency_info, form_name, level_name, quality_info


def competencies(case: Case) -> Iterator[Finding]:
    """Three general competencies and the specific ones of the grade."""
    assessment = case.record.assessment
    if not isinstance(assessment, Assessment):
        return
    counted = Counter(competency for competency, _ in assessment.competencies)
    for competency in case.rules.competencies:
        if competency not in counted:
            where = f"competencies/{competency.value}"
            yield finding("COMPETENCY_MISSING", where, name=competency_info(competency).caption)
    for competency, times in counted.items():
        where, name = f"competencies/{competency.value}", competency_info(competency).caption
        if times > 1:
            yield finding("COMPETENCY_TWICE", where, name=name)
        if competency not in case.rules.competencies:
            yield finding("COMPETENCY_NOT_OF_GRADE", where, name=name, grade=case.rules.grade)


def qualities(case: Case) -> Iterator[Finding]:
    """The five qualities."""
    assessment = case.record.assessment
    if not isinstance(assessment, Assessment):
        return
    counted = Counter(quality for quality, _ in assessment.qualities)
    for quality in case.rules.qualities:
        where, name = f"qualities/{quality.value}", quality_info(quality).caption
        if quality not in counted:
            yield finding("QUALITY_MISSING", where, name=name)
        elif counted[quality] > 1:
            yield finding("QUALITY_TWICE", where, name=name)


def against_subjects(case: Case) -> Iterator[Finding]:
    """A competency far from every subject that usually shows it."""
    assessment = case.record.assessment
    if not isinstance(assessment, Assessment):
        return
    levels = {result.subject: result.level for result in results_of(case)}
    for competency, level in assessment.competencies:
        linked = competency_conflicts(competency, level, levels, case.rules.day)
        if linked:
            yield finding(
                "COMPETENCY_AGAINST_SUBJECT",
                f"competencies/{competency.value}",
                name=competency_info(competency).caption,
                level=level_name(level),
                subjects="; ".join(f"{form_name(subject)}: {level_name(levels[subject])}" for subject in linked),
            )


CHECKS = (competencies, qualities, against_subjects)
