"""The core's checks on the entries of one pupil at one moment, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from hocba.lint import (
    Finding,
    LintContext,
    Roster,
    RosterPupil,
    awards,
    comments,
    frame,
    moments,
    outcome,
    results,
    traits,
)
from hocba.lint import text as texts
from hocba.lint.context import Case
from hocba.model import (
    Absences,
    Assessment,
    Awards,
    Comments,
    Competency,
    Grade,
    Health,
    Moment,
    MomentResults,
    NotAssessed,
    OverallResult,
    Quality,
    SchoolYear,
    Subject,
    SubjectEntry,
    SubjectLevel,
    SubjectResult,
    TraitLevel,
    YearResults,
)
from hocba.regulation import RuleSet, rules_for
from hocba_web.assessment.selectors.grid.book import Book
from hocba_web.assessment.selectors.grid.columns import COMMENT_PLACES
from hocba_web.assessment.selectors.lint.draft import draft
from hocba_web.assessment.selectors.register import ClassFacts, RollPupil

Check = Callable[[Case], Iterator[Finding]]
OF_LEVELS: tuple[Check, ...] = (results.level_against_score, traits.against_subjects)
"""What is asked of entries that have a level."""
OF_TEXTS: tuple[Check, ...] = (
    comments.other_pupils,
    comments.content,
    comments.repeated,
    texts.characters,
    texts.spelling,
    results.scores,
)
"""What is asked whether or not there is a level yet."""
OF_YEAR: tuple[Check, ...] = (outcome.overall, awards.year_end, awards.ad_hoc)
"""What is asked once the overall result is decided."""
_SILENT = frozenset({"YEAR_END_SCORE_MISSING"})
"""What is still missing is counted, not complained of while somebody types."""


def results_of(book: Book, pupil: RollPupil) -> MomentResults:
    """One pupil's results at the book's moment, as the rules take them."""
    cells, one = book.cells, pupil.enrolment_id
    subjects: dict[Subject, SubjectEntry] = {}
    competencies: dict[Competency, TraitLevel] = {}
    qualities: dict[Quality, TraitLevel] = {}
    for subject in book.facts.subjects:
        level, score, comment = (
            cells[one, name].value if (one, name) in cells else ""
            for name in (f"{subject.value}.level", f"{subject.value}.score", f"{subject.value}.comment")
        )
        if level or score or comment:
            subjects[subject] = SubjectEntry(
                SubjectLevel(level) if level else None, int(score) if score else None, comment
            )
    for competency in book.facts.rules.competencies:
        if value := book.value(one, f"c.{competency.value}"):
            competencies[competency] = TraitLevel(value)
    for quality in book.facts.rules.qualities:
        if value := book.value(one, f"q.{quality.value}"):
            qualities[quality] = TraitLevel(value)
    return MomentResults(MappingProxyType(subjects), MappingProxyType(competencies), MappingProxyType(qualities))


def year_of(book: Book, pupil: RollPupil, now: MomentResults) -> YearResults:
    """The year as far as this book tells: this moment, and the levels a fall is measured from."""
    entered = {book.moment: now}
    earlier = {
        subject: SubjectEntry(SubjectLevel(level))
        for subject in book.facts.subjects
        if (level := book.earlier.get((pupil.enrolment_id, subject)))
    }
    if earlier:
        entered[Moment.END1] = MomentResults(MappingProxyType(earlier))
    decided = book.value(pupil.enrolment_id, "overall")
    return YearResults(
        school_year=book.facts.school_year,
        grade=book.facts.grade,
        moments=MappingProxyType(entered),
        optional_subjects=book.facts.optional,
        not_assessed=pupil.not_assessed,
        individual_plan=pupil.individual_plan,
        decided=OverallResult(decided) if decided else None,
    )


def roster_of(book: Book) -> Roster:
    """The pupils of the class: whose names should not stand in each other's comments."""
    return Roster(RosterPupil("", "", pupil.name, pupil.born, book.facts.name) for pupil in book.pupils)


Found = tuple[tuple[str, Finding], ...]
"""(column id, finding)."""
_KNOWN: dict[tuple[object, ...], Found] = {}
_MOST_KNOWN = 4096


def findings_of(book: Book, pupil: RollPupil, roster: Roster) -> Found:
    """What the checks before signing say of a pupil's entries already now.

    Nothing is said of what is missing, nor of pupils who are not assessed. What was found once for the same entries is
    remembered in this process, for of a class of 36 an act changes mostly one pupil.
    """
    if pupil.not_assessed or pupil.has_left(book.today):
        return ()
    key = _key(book, pupil)
    if (known := _KNOWN.get(key)) is not None:
        return known
    now = results_of(book, pupil)
    year = year_of(book, pupil, now)
    places = _places(book)
    found = tuple(
        (places[one.where], one)
        for one in _findings(book, pupil, roster, now, year)
        if one.where in places and one.code not in _SILENT
    )
    if len(_KNOWN) >= _MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN[key] = found
    return found


def _key(book: Book, pupil: RollPupil) -> tuple[object, ...]:
    """Everything that the findings follow from."""
    facts, one, cells = book.facts, pupil.enrolment_id, book.cells
    entered = tuple(cells[one, column.id].value if (one, column.id) in cells else "" for column in book.columns)
    earlier = tuple(book.earlier.get((one, subject), "") for subject in facts.subjects)
    rules = (facts.grade, facts.school_year, book.moment, tuple(facts.languages.items()))
    return (*rules, pupil.name, pupil.individual_plan, book.names, entered, earlier)


def _findings(book: Book, pupil: RollPupil, roster: Roster, now: MomentResults, year: YearResults) -> Iterator[Finding]:
    facts, one = book.facts, pupil.enrolment_id
    rules = _rules_at(facts.grade, facts.school_year, book.moment)
    context = LintContext(today=book.today, year=year, roster=roster)
    written = Comments(*(book.value(one, name) for name in COMMENT_PLACES))
    given = Awards(book.value(one, "award_year_end"), book.value(one, "award_ad_hoc"))
    record = draft(
        name=pupil.name,
        grade=facts.grade,
        school_year=facts.school_year,
        subjects=tuple(_entries(facts, now, SubjectLevel.COMPLETED)),
        competencies=now.competencies,
        qualities=now.qualities,
        comments=written,
        overall=year.decided or OverallResult.COMPLETED,
        awards=given,
        health=Health(*(Decimal(book.value(one, name) or 0) for name in ("weight_kg", "height_cm"))),
        absences=Absences(*(int(book.value(one, name) or 0) for name in ("excused", "unexcused"))),
    )
    case = Case(record, context, rules)
    for check in OF_TEXTS:
        yield from check(case)
    yield from (found for found in frame.health(case) if book.value(one, found.where.partition("/")[2]))
    yield from frame.absences(case)
    levelled = Case(
        replace(record, assessment=_only(record.assessment, tuple(_entries(facts, now, None)))), context, rules
    )
    for check in OF_LEVELS:
        yield from check(levelled)
    if book.moment is Moment.YEAR_END:
        yield from moments.fell(levelled)
        if year.decided is not None:
            for check in OF_YEAR:
                yield from check(levelled)


def _only(assessment: Assessment | NotAssessed, subjects: tuple[SubjectResult, ...]) -> Assessment | NotAssessed:
    return replace(assessment, parts=(replace(assessment.parts[0], results=subjects),))


def _entries(facts: ClassFacts, now: MomentResults, instead: SubjectLevel | None) -> Iterator[SubjectResult]:
    """Entries as a record has them; one without a level gets the one `instead`, or is left out."""
    for subject, entry in now.subjects.items():
        level = entry.level or instead
        if level is not None:
            yield SubjectResult(subject, facts.part_name(subject.value), level, entry.score, entry.comment)


def _places(book: Book) -> Mapping[str, str]:
    """Place of a finding -> column; what concerns all absences is shown at the first of them."""
    places = {column.where: column.id for column in book.columns if column.where}
    if "excused" in book.by_id:
        places["absences"] = "excused"
    return places


@cache
def _rules_at(grade: Grade, school_year: SchoolYear, moment: Moment) -> RuleSet:
    """The rules with the tests of a moment where checks look for those of the year's end."""
    rules = rules_for(grade, school_year)
    return replace(rules, tests=MappingProxyType({**rules.tests, Moment.YEAR_END: rules.tested(moment)}))
