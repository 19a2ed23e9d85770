"""The assessment in one row: levels, scores, flags and overall result, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from hocba.model import (
    Competency,
    Grade,
    Moment,
    OverallResult,
    Quality,
    Subject,
    SubjectEntry,
    SubjectLevel,
    TraitLevel,
    grade_of_class,
)
from hocba.regulation import RuleSet
from hocba.workbooks import cleaning
from hocba.workbooks.check.rows import RowReader
from hocba.workbooks.cleaning import is_empty

_Target = Subject | Competency | Quality
_RANKS = tuple((f"rank/{one.value}", one) for one in OverallResult)


@dataclass(slots=True)
class Values:
    """What one row says, by the model's names; bad cells are noted in the reader."""

    levels: dict[Subject, SubjectLevel] = field(default_factory=dict)
    scores: dict[Subject, int] = field(default_factory=dict)
    subjects: dict[Subject, SubjectEntry] = field(default_factory=dict)
    """Level and score together, in the order of the columns."""
    competencies: dict[Competency, TraitLevel] = field(default_factory=dict)
    qualities: dict[Quality, TraitLevel] = field(default_factory=dict)
    completed: bool = False
    promoted: bool = False
    rank: OverallResult | None = None
    rank_key: str = "rank"
    """Field of the cell that gave the rank: one of four in vnEdu."""
    empty: bool = True
    """Whether no cell of a subject, competency or quality holds anything."""
    first_filled: str = ""
    """Field of the first such cell that does."""


def read_values(reader: RowReader, rules: RuleSet | None, moment: Moment | None) -> Values:
    """Read every result cell of a row.

    Args:
        reader: the row.
        rules: of the row's grade, or None if the grade is not known; then a score is not compared with the tests.
        moment: or None if it is not known; then a score is allowed where any moment has a test.
    """
    values, tested = Values(), _tested(rules, moment)
    for key, where in _targets(tuple(reader.row.part.header.columns)):
        value = reader.raw(key)
        if value == "" or is_empty(value):
            continue
        values.empty = False
        values.first_filled = values.first_filled or key
        if isinstance(where, Subject):
            if key.endswith("/level"):
                _read_level(reader, key, where, values)
            else:
                _read_score(reader, key, where, values, tested)
        elif (trait := reader.read(key, cleaning.trait_level)) is not None:
            if isinstance(where, Competency):
                values.competencies[where] = trait
            else:
                values.qualities[where] = trait
    values.subjects = {
        one: SubjectEntry(values.levels.get(one), values.scores.get(one)) for one in values.levels | values.scores
    }
    _read_end(reader, values)
    return values


@lru_cache(maxsize=256)
def _targets(keys: tuple[str, ...]) -> tuple[tuple[str, _Target], ...]:
    """The result columns among the columns of a header, with what each is about."""
    kinds = {"subjects": Subject, "competencies": Competency, "qualities": Quality}
    split = [(key, key.split("/")) for key in keys]
    return tuple((key, cast("_Target", kinds[parts[0]](parts[1]))) for key, parts in split if parts[0] in kinds)


def _tested(rules: RuleSet | None, moment: Moment | None) -> frozenset[Subject] | None:
    if rules is None:
        return None
    return rules.tested(moment) if moment else frozenset().union(*rules.tests.values())


def _read_level(reader: RowReader, key: str, subject: Subject, values: Values) -> None:
    level = reader.read(key, cleaning.subject_level)
    if level is not None:
        values.levels[subject] = level


def _read_score(
    reader: RowReader, key: str, subject: Subject, values: Values, tested: frozenset[Subject] | None
) -> None:
    score = reader.read(key, cleaning.score)
    if score is None:
        return
    if tested is not None and subject not in tested:
        reader.reject(key, "SCORE_NOT_ALLOWED")
        return
    values.scores[subject] = score
    if score == 0:
        reader.warn(key, "SCORE_ZERO")


def _read_end(reader: RowReader, values: Values) -> None:
    """Flags and overall result of the year's end."""
    if reader.has("completed"):
        values.completed = bool(reader.read("completed", cleaning.flag))
    if reader.has("promoted"):
        values.promoted = bool(reader.read("promoted", cleaning.flag))
    if reader.has("rank"):
        values.rank = reader.read("rank", cleaning.overall)
    ticked = [(key, rank) for key, rank in _RANKS if reader.has(key) and reader.read(key, cleaning.flag)]
    if len(ticked) == 1:
        values.rank_key, values.rank = ticked[0]
    for key, _ in ticked[1:]:
        reader.reject(key, "RANK_INVALID")


def grade_of(class_name: str, fallback: Grade | None) -> Grade | None:
    """Grade of a cleaned class code; `fallback` where there is none."""
    return grade_of_class(class_name) if class_name else fallback
