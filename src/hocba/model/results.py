"""Results at the four moments of a year, as the register holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hocba.errors import InvalidValue
from hocba.model.levels import Competency, Moment, OverallResult, Quality, Subject, SubjectLevel, TraitLevel
from hocba.model.school_year import Grade, SchoolYear

SCORE_RANGE = range(11)
"""Periodic test scores: whole points, 0 to 10 (Circular 27/2020/TT-BGDĐT, art. 7(1)(d))."""


@dataclass(frozen=True, slots=True)
class SubjectEntry:
    """Level, score and comment of one subject at one moment; any may still be missing."""

    level: SubjectLevel | None = None
    score: int | None = None
    """Whole points, 0 <= score <= 10."""
    comment: str = ""

    def __post_init__(self) -> None:
        if self.score is not None and (isinstance(self.score, bool) or self.score not in SCORE_RANGE):
            raise InvalidValue("SCORE_RANGE", value=self.score)


@dataclass(frozen=True, slots=True)
class MomentResults:
    """Everything assessed of one pupil at one moment."""

    subjects: Mapping[Subject, SubjectEntry] = field(default_factory=lambda: MappingProxyType({}))
    competencies: Mapping[Competency, TraitLevel] = field(default_factory=lambda: MappingProxyType({}))
    qualities: Mapping[Quality, TraitLevel] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class YearResults:
    """One pupil's year: what the rules of Circular 27 are computed from."""

    school_year: SchoolYear
    grade: Grade
    moments: Mapping[Moment, MomentResults]
    optional_subjects: frozenset[Subject] = frozenset()
    """Optional subjects that this class takes (a foreign language in grades 1-2, a minority language)."""
    not_assessed: bool = False
    """A pupil with a disability who is not assessed (art. 8)."""
    individual_plan: bool = False
    """A pupil with a disability assessed by an individual plan (art. 8)."""
    decided: OverallResult | None = None
    """What the homeroom teacher decided; the rules only propose."""

    def at(self, moment: Moment) -> MomentResults:
        """Results of one moment, empty if nothing was entered."""
        return self.moments.get(moment, MomentResults())
