"""What teachers usually expect of each other's entries; none of it is law, so it only ever warns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from hocba.model import Competency, Subject, SubjectLevel, TraitLevel
from hocba.regulation.parameters import school

_RANK = {level: rank for rank, level in enumerate(TraitLevel)}


@cache
def expected_levels(score: int, day: date) -> tuple[SubjectLevel, ...]:
    """Levels that usually go with a year-end score, best first: 9-10 T, 7-8 T or H, 5-6 H, 0-4 C.

    Args:
        score: points, 0-10.
        day: the day whose practice counts.
    """
    return tuple(map(SubjectLevel, school("expected_level").on(day).lists(str)[str(score)]))


@cache
def linked_subjects(competency: Competency, day: date) -> tuple[Subject, ...]:
    """Subjects whose levels usually go with a specific competency; none for the general ones."""
    return tuple(map(Subject, school("linked_competency").on(day).lists(str).get(competency.value, ())))


def competency_conflicts(
    competency: Competency, level: TraitLevel, subjects: Mapping[Subject, SubjectLevel], day: date
) -> tuple[Subject, ...]:
    """The linked subjects that all disagree with a competency by more than the tolerated steps; empty if one agrees.

    Args:
        competency: any; general ones have no linked subject.
        level: what the homeroom teacher gave.
        subjects: levels of the subjects studied.
        day: the day whose practice counts.
    """
    linked = tuple(subject for subject in linked_subjects(competency, day) if subject in subjects)
    goes_with = school("linked_level").on(day).table(str)
    tolerance = school("linked_tolerance").on(day).whole()
    steps = [abs(_RANK[TraitLevel(goes_with[subjects[subject].value])] - _RANK[level]) for subject in linked]
    return linked if all(step > tolerance for step in steps) else ()


def no_information(day: date) -> str:
    """Text printed for a mother who is not on file while a guardian is."""
    return school("no_information").on(day).text()
