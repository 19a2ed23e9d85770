"""The three earlier moments of the year. They are not in the record, so they only warn."""

from __future__ import annotations

from collections.abc import Iterator

from hocba.lint.context import Case
from hocba.lint.finding import Finding, finding
from hocba.model import Moment, NotAssessed, SubjectLevel, YearResults
from hocba.regulation import form_name, moment_name
from hocba.regulation.school_regulation.plausibility import bound

EARLIER = (Moment.MID1, Moment.END1, Moment.MID2)
_RANK = {level: rank for rank, level in enumerate(SubjectLevel)}


def _year(case: Case) -> YearResults | None:
    return None if isinstance(case.record.assessment, NotAssessed) else case.context.year


def empty(case: Case) -> Iterator[Finding]:
    """A moment with nothing at all: a pupil who came later, or a forgotten file."""
    year = _year(case)
    for moment in EARLIER if year else ():
        if year and not year.at(moment).subjects:
            yield finding("EARLIER_MOMENT_EMPTY", f"moments/{moment.value}", moment=moment_name(moment))


def gaps(case: Case) -> Iterator[Finding]:
    """Levels, scores and traits missing at a moment that has others; scores where there was no test."""
    year = _year(case)
    for moment in EARLIER if year else ():
        if year is None or not (entered := year.at(moment)).subjects:
            continue
        place, when = f"moments/{moment.value}", moment_name(moment)
        for subject in case.rules.studied(year.optional_subjects):
            entry, name = entered.subjects.get(subject), form_name(subject)
            if entry is None or entry.level is None:
                yield finding(
                    "EARLIER_LEVEL_MISSING", f"{place}/subjects/{subject.value}/level", subject=name, moment=when
                )
            tested = subject in case.rules.tested(moment)
            if tested and (entry is None or entry.score is None):
                yield finding(
                    "EARLIER_SCORE_MISSING", f"{place}/subjects/{subject.value}/score", subject=name, moment=when
                )
            elif not tested and entry is not None and entry.score is not None:
                yield finding(
                    "EARLIER_SCORE_WITHOUT_TEST", f"{place}/subjects/{subject.value}/score", subject=name, moment=when
                )
        missing = [one for one in case.rules.competencies if one not in entered.competencies]
        missing_too = [one for one in case.rules.qualities if one not in entered.qualities]
        if missing or missing_too:
            yield finding("EARLIER_TRAIT_MISSING", place, moment=when, count=len(missing) + len(missing_too))


def fell(case: Case) -> Iterator[Finding]:
    """A level far below that of the end of the first term: perhaps a slip of the pen."""
    year = _year(case)
    if year is None:
        return
    before, after = year.at(Moment.END1), year.at(Moment.YEAR_END)
    tolerated = bound("level_fall", case.rules.day)
    for subject, entry in after.subjects.items():
        earlier = before.subjects.get(subject)
        if entry.level is None or earlier is None or earlier.level is None:
            continue
        if _RANK[entry.level] - _RANK[earlier.level] > tolerated:
            yield finding("LEVEL_FELL", f"subjects/{subject.value}/level", subject=form_name(subject))


CHECKS = (empty, gaps, fell)
