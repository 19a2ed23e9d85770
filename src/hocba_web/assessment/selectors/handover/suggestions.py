"""Words to begin with, from what was assessed last; the homeroom teacher makes them the child's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hocba.model import Moment, MomentResults, SubjectLevel, TraitLevel, YearResults
from hocba_web.assessment.selectors.year_end.assessed import Of, name_of
from hocba_web.assessment.selectors.year_results import year_results

_PASSING = 5
_MOST = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may stand in a note; texts of forms, so they are Vietnamese."""

    strengths: str = ""
    limits: str = ""


def suggestions(enrolment_ids: Iterable[int]) -> dict[int, Suggestion]:
    """By place in a class, from the latest moment with results; four queries, however many."""
    return {one: _suggestion(year) for one, year in year_results(enrolment_ids).items()}


def _suggestion(year: YearResults) -> Suggestion:
    latest = next((moment for moment in reversed(Moment) if moment in year.moments), None)
    if latest is None or year.not_assessed:
        return Suggestion()
    now = year.at(latest)
    good: list[Of] = [of for of, entry in now.subjects.items() if entry.level is SubjectLevel.COMPLETED_WELL]
    well: list[Of] = [of for of, level in _traits(now) if level is TraitLevel.GOOD]
    weak: list[Of] = [
        of
        for of, entry in now.subjects.items()
        if entry.level is SubjectLevel.NOT_COMPLETED or (entry.score is not None and entry.score < _PASSING)
    ]
    weak += [of for of, level in _traits(now) if level is TraitLevel.NEEDS_EFFORT]
    parts = [_listed("Hoàn thành tốt", good), _listed("Phẩm chất, năng lực tốt", well)]
    return Suggestion(" ".join(filter(None, parts)), _listed("Cần cố gắng", weak))


def _traits(now: MomentResults) -> list[tuple[Of, TraitLevel]]:
    return [*now.qualities.items(), *now.competencies.items()]


def _listed(caption: str, things: list[Of]) -> str:
    return f"{caption}: {', '.join(name_of(of) for of in things[:_MOST])}." if things else ""
