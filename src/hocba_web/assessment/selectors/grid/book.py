"""Everything entered for a class at one moment, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from hocba.model import Moment, Subject
from hocba_web.assessment.models import HomeroomEntry, Retest, SubjectResult, TraitResult, YearEnd
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.grid.columns import Column, columns_of
from hocba_web.assessment.selectors.register import ClassFacts, RollPupil, roll
from hocba_web.base.refusals import Refused


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as the protocol writes it, and how often it was changed."""

    value: str = ""
    rev: int = 0


EMPTY = Cell()
HOMEROOM_FIELDS = (
    "comment_qualities",
    "comment_general",
    "comment_specific",
    "comment_homeroom",
    "excused",
    "unexcused",
    "height_cm",
    "weight_kg",
)
YEAR_END_FIELDS = ("overall", "award_year_end", "award_ad_hoc")


@dataclass(frozen=True, slots=True)
class SecondTest:
    """A test held again because the first was abnormal (Circular 27/2020/TT-BGDĐT, art. 7(1)(d))."""

    first: int
    second: int
    tested_on: date


@dataclass
class Book:
    """A class's entries at one moment."""

    facts: ClassFacts
    moment: Moment
    today: date
    """Local day: who has left by then is locked."""
    pupils: tuple[RollPupil, ...]
    """The class list, those who left included."""
    cells: dict[tuple[int, str], Cell]
    """(enrolment id, column id) -> what stands there; nothing where nothing was entered."""
    earlier: Mapping[tuple[int, Subject], str]
    """Levels at the end of the first term, at the end of the year only: what a fall is measured from."""

    retests: dict[tuple[int, str], list[SecondTest]]
    """(enrolment id, subject) -> second tests, the last one last; their score is not typed over."""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Every column of the class at this moment."""
        return columns_of(self.facts, self.moment)

    @cached_property
    def by_id(self) -> Mapping[str, Column]:
        """Columns by name."""
        return {column.id: column for column in self.columns}

    @cached_property
    def by_enrolment(self) -> Mapping[int, RollPupil]:
        """Pupils by enrolment."""
        return {pupil.enrolment_id: pupil for pupil in self.pupils}

    def cell(self, enrolment_id: int, column: str) -> Cell:
        """What stands in a cell."""
        return self.cells.get((enrolment_id, column), EMPTY)

    def value(self, enrolment_id: int, column: str) -> str:
        """The value in a cell."""
        return self.cell(enrolment_id, column).value

    def owes(self, pupil: RollPupil) -> bool:
        """Whether entries are expected of a pupil at this moment: on the roll, and already there when it was held.

        Whoever came in the second term has no results of the first in this class.
        """
        if pupil.has_left(self.today):
            return False
        first_term = self.moment in {Moment.MID1, Moment.END1}
        return not (first_term and pupil.joined_on is not None and pupil.joined_on >= self.facts.term_2_on)

    def required(self, pupil: RollPupil, column: Column) -> bool:
        """Whether a class is complete only with this cell."""
        return column.required and self.owes(pupil) and not (pupil.not_assessed and column.of_results)


def load_book(facts: ClassFacts, moment: Moment, today: date, pupils: tuple[RollPupil, ...] | None = None) -> Book:
    """A class's book, in four queries; five or six at the end of the year."""
    return load_books([facts], moment, today, {facts.id: roll(facts.id) if pupils is None else pupils})[facts.id]


def load_books(
    classes: Iterable[ClassFacts], moment: Moment, today: date, lists: Mapping[int, tuple[RollPupil, ...]]
) -> dict[int, Book]:
    """Books of several classes at one moment, in as many queries as for one.

    Args:
        classes: of any year.
        moment: of all of them.
        today: local day.
        lists: class lists by class.
    """
    books = {
        facts.id: Book(
            facts=facts, moment=moment, today=today, pupils=lists[facts.id], cells={}, earlier={}, retests={}
        )
        for facts in classes
    }
    ids = list(books)
    of = {pupil.enrolment_id: class_id for class_id, pupils in lists.items() for pupil in pupils}
    here = {"enrolment__school_class_id__in": ids, "moment": moment.value}
    subjects = SubjectResult.objects.filter(**here)
    for enrolment, subject, level, score, comment, revs in subjects.values_list(
        "enrolment_id", "subject", "level", "score", "comment", "revs"
    ):
        cells = books[of[enrolment]].cells
        _put(cells, enrolment, subject, (("level", level), ("score", score), ("comment", comment)), revs)
    traits = TraitResult.objects.filter(**here)
    for enrolment, kind, trait, level, revs in traits.values_list("enrolment_id", "kind", "trait", "level", "revs"):
        books[of[enrolment]].cells[enrolment, f"{kind[0]}.{trait}"] = Cell(level, revs.get("level", 0))
    for row in HomeroomEntry.objects.filter(**here).values_list("enrolment_id", "revs", *HOMEROOM_FIELDS):
        _put(books[of[row[0]]].cells, row[0], "", zip(HOMEROOM_FIELDS, row[2:], strict=True), row[1])
    if moment in {Moment.END1, Moment.YEAR_END}:
        _load_retests(books, of, moment)
    if moment is Moment.YEAR_END:
        ends = YearEnd.objects.filter(enrolment__school_class_id__in=ids)
        for row in ends.values_list("enrolment_id", "revs", *YEAR_END_FIELDS):
            _put(books[of[row[0]]].cells, row[0], "", zip(YEAR_END_FIELDS, row[2:], strict=True), row[1])
        _load_earlier(books, of)
    return books


def _load_retests(books: Mapping[int, Book], of: Mapping[int, int], moment: Moment) -> None:
    rows = Retest.objects.filter(
        result__enrolment__school_class_id__in=list(books), result__moment=moment.value
    ).order_by("at", "id")
    for enrolment, subject, first, second, tested_on in rows.values_list(
        "result__enrolment_id", "result__subject", "first_score", "second_score", "tested_on"
    ):
        found = books[of[enrolment]].retests.setdefault((enrolment, subject), [])
        found.append(SecondTest(first, second, tested_on))


def _load_earlier(books: Mapping[int, Book], of: Mapping[int, int]) -> None:
    rows = SubjectResult.objects.filter(enrolment__school_class_id__in=list(books), moment=Moment.END1.value)
    found: dict[int, dict[tuple[int, Subject], str]] = {class_id: {} for class_id in books}
    for enrolment, subject, level in rows.exclude(level="").values_list("enrolment_id", "subject", "level"):
        found[of[enrolment]][enrolment, Subject(subject)] = level
    for class_id, levels in found.items():
        books[class_id].earlier = levels


def _put(
    cells: dict[tuple[int, str], Cell],
    enrolment: int,
    prefix: str,
    values: Iterable[tuple[str, object]],
    revs: Mapping[str, int],
) -> None:
    for name, value in values:
        text, rev = told(value), revs.get(name, 0)
        if text or rev:
            cells[enrolment, f"{prefix}.{name}" if prefix else name] = Cell(text, rev)


def told(value: object) -> str:
    """A stored value as the protocol writes it: "" for nothing, "132.5" for a measure."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def columns_of_part(book: Book, part: str) -> tuple[Column, ...]:
    """Columns that a part's owner answers for."""
    return tuple(column for column in book.columns if column.part == part)


def pupil_lock(book: Book, pupil: RollPupil, part: str) -> str:
    """Why a whole row cannot be edited, as a code; empty if it can."""
    if pupil.has_left(book.today):
        return "PUPIL_LEFT_CLASS"
    if pupil.not_assessed and part != HOMEROOM:
        return "PUPIL_NOT_ASSESSED"
    return ""


def cell_lock(book: Book, pupil: RollPupil, column: Column) -> Refused | None:
    """Why a cell cannot be edited, whatever the window; None if it can."""
    code = pupil_lock(book, pupil, column.part)
    if not code and pupil.not_assessed and column.of_results:
        code = "PUPIL_NOT_ASSESSED"
    if not code and column.kind == "score" and (pupil.enrolment_id, column.part) in book.retests:
        code = "SCORE_RETESTED"
    return Refused(code, where=column.id, since=since(pupil)) if code else None


def since(pupil: RollPupil) -> str:
    """The day a pupil left the class, in words."""
    return f"{pupil.left_on:%d/%m/%Y}" if pupil.left_on else "–"
