"""What a header and the rules of a grade say about the result cells below it: how each is read, and which are due."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from hocba.errors import UnknownRule
from hocba.model import Competency, Grade, Moment, Quality, SchoolYear, Subject, SubjectLevel, TraitLevel
from hocba.regulation import RuleSet, rules_for
from hocba.workbooks.check.context import DEFAULT_SCHOOL_YEAR
from hocba.workbooks.cleaning import Bad, Value, score, subject_level, trait_level
from hocba.workbooks.headers import Header

Found = SubjectLevel | TraitLevel | int
"""What a result cell says."""


class ResultColumn(NamedTuple):
    """A column of levels or scores."""

    key: str
    """As in `Column`."""
    at: int
    """From 0."""
    clean: Callable[[Value], Found | Bad | None]


@dataclass(frozen=True, slots=True)
class Layout:
    """The result columns of a file, for rows of one grade; everything in the order of the header's columns."""

    rules: RuleSet | None
    """None if the grade is not known; then what is missing cannot be told."""
    moment: Moment | None
    """None if not known."""
    columns: tuple[ResultColumn, ...]
    levels: Mapping[str, Subject]
    """What the columns are about, by their keys."""
    scores: Mapping[str, Subject]
    competencies: Mapping[str, Competency]
    qualities: Mapping[str, Quality]
    untested: frozenset[str]
    """Keys of columns of scores that must be empty: no test at the moment; at any, where the moment is not known."""
    due: tuple[tuple[str, str], ...]
    """Keys of the columns of compulsory entries, with the code of one that is missing."""


@lru_cache(maxsize=64)
def layout_of(header: Header, grade: Grade | None, school_year: SchoolYear, moment: Moment | None) -> Layout:
    """The layout for the rows of one grade under a header; hundreds of rows share one."""
    rules = _rules(grade, school_year)
    keys = [tuple(key.split("/")) for key in header.columns]
    levels = {"/".join(key): Subject(key[1]) for key in keys if key[0] == "subjects" and key[2] == "level"}
    scores = {"/".join(key): Subject(key[1]) for key in keys if key[0] == "subjects" and key[2] == "score"}
    competencies = {"/".join(key): Competency(key[1]) for key in keys if key[0] == "competencies"}
    qualities = {"/".join(key): Quality(key[1]) for key in keys if key[0] == "qualities"}
    cleaners: dict[str, Callable[[Value], Found | Bad | None]] = {
        **dict.fromkeys(levels, subject_level),
        **dict.fromkeys(scores, score),
        **dict.fromkeys((*competencies, *qualities), trait_level),
    }
    due = dict(_due(rules, moment)) if rules else {}
    tested = _tested(rules, moment)
    return Layout(
        rules=rules,
        moment=moment,
        columns=tuple(
            ResultColumn(key, column.index, cleaners[key]) for key, column in header.columns.items() if key in cleaners
        ),
        levels=levels,
        scores=scores,
        competencies=competencies,
        qualities=qualities,
        untested=frozenset(key for key, subject in scores.items() if subject not in tested),
        due=tuple((key, due[key]) for key in header.columns if key in due),
    )


@cache
def _rules(grade: Grade | None, school_year: SchoolYear) -> RuleSet | None:
    if grade is None:
        return None
    try:
        return rules_for(grade, school_year)
    except UnknownRule:
        # A title such as "2019 - 2020" must not stop the reading: the rules of today judge the file.
        return rules_for(grade, DEFAULT_SCHOOL_YEAR)


def _tested(rules: RuleSet | None, moment: Moment | None) -> frozenset[Subject]:
    """Subjects that may have a score: all if the rules are not known."""
    if rules is None:
        return frozenset(Subject)
    return rules.tested(moment) if moment else frozenset().union(*rules.tests.values())


def _due(rules: RuleSet, moment: Moment | None) -> Iterator[tuple[str, str]]:
    tested = rules.tested(moment) if moment else frozenset[Subject]()
    for subject in rules.subjects:
        yield f"subjects/{subject.value}/level", "LEVEL_MISSING"
        if subject in tested:
            yield f"subjects/{subject.value}/score", "SCORE_MISSING"
    for competency in rules.competencies:
        yield f"competencies/{competency.value}", "LEVEL_MISSING"
    for quality in rules.qualities:
        yield f"qualities/{quality.value}", "LEVEL_MISSING"
