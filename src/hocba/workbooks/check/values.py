"""The assessment in one row: levels, scores, flags and overall result, cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from hocba.model import (
    Competency,
    Grade,
    OverallResult,
    Quality,
    Subject,
    SubjectEntry,
    SubjectLevel,
    TraitLevel,
    grade_of_class,
)
from hocba.workbooks import cleaning
from hocba.workbooks.check.layout import Found, Layout
from hocba.workbooks.check.rows import RowReader
from hocba.workbooks.cleaning import Bad, is_empty

_RANKS = tuple((f"rank/{one.value}", one) for one in OverallResult)


@dataclass(slots=True)
class Values:
    """What one row says, by the model's names; bad cells are noted in the reader."""

    given: Collection[str]
    """Fields of the accepted levels and scores."""
    levels: Mapping[Subject, SubjectLevel]
    scores: Mapping[Subject, int]
    subjects: Mapping[Subject, SubjectEntry]
    """Level and score together, in the order of the columns."""
    competencies: Mapping[Competency, TraitLevel]
    qualities: Mapping[Quality, TraitLevel]
    completed: bool = False
    promoted: bool = False
    rank: OverallResult | None = None
    rank_key: str = "rank"
    """Field of the cell that gave the rank: one of four in vnEdu."""
    empty: bool = True
    """Whether no cell of a subject, competency or quality holds anything."""
    first_filled: str = ""
    """Field of the first such cell that does."""


def read_values(reader: RowReader, layout: Layout) -> Values:
    """Read every result cell of a row."""
    found: dict[str, Found] = {}
    first_filled = ""
    cells = reader.row.values
    for key, at, clean in layout.columns:
        value = cells[at]
        if value == "":
            continue
        one = clean(value)
        if one is None and is_empty(value):
            continue
        first_filled = first_filled or key
        # No fault of a cell cleans to a level or score, so a second look is due only at what is neither.
        if one is None or isinstance(one, Bad):
            one = reader.read(key, clean)
        elif key in layout.untested:
            reader.reject(key, "SCORE_NOT_ALLOWED")
            one = None
        elif one == 0:
            reader.warn(key, "SCORE_ZERO")
        if one is not None:
            found[key] = one
    values = _values(found, layout)
    values.empty, values.first_filled = not first_filled, first_filled
    _read_end(reader, values)
    return values


def _values(found: Mapping[str, Found], layout: Layout) -> Values:
    """What was found, by the model's names."""
    get = found.get
    levels = {of: one for key, of in layout.levels.items() if isinstance(one := get(key), SubjectLevel)}
    scores = {of: one for key, of in layout.scores.items() if isinstance(one := get(key), int)}
    return Values(
        given=found.keys(),
        levels=levels,
        scores=scores,
        subjects={one: _entry(levels.get(one), scores.get(one)) for one in levels | scores},
        competencies={of: one for key, of in layout.competencies.items() if isinstance(one := get(key), TraitLevel)},
        qualities={of: one for key, of in layout.qualities.items() if isinstance(one := get(key), TraitLevel)},
    )


# A level with a score is one of some forty things that a row can say of a subject.
@lru_cache(maxsize=256)
def _entry(level: SubjectLevel | None, score: int | None) -> SubjectEntry:
    return SubjectEntry(level, score)


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
