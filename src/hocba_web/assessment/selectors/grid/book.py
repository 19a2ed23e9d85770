"""Everything entered for a class at one moment, cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from hocba.model import Moment, Subject
from hocba_web.assessment.models import EntryWindow, HomeroomEntry, SubjectResult, TraitResult, YearEnd
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.grid.columns import Column, Store, columns_of
from hocba_web.assessment.selectors.register import ClassFacts, RollPupil, roll
from hocba_web.assessment.selectors.windows.state import covers, ends_at
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.schools.selectors.regulation import regulation_in_force


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
    held_until: date | None
    """Last day on which the moment was, or is, entered; who came later owes nothing. None: everybody was there."""
    pupils: tuple[RollPupil, ...]
    """The class list, those who left included."""
    cells: dict[tuple[int, str], Cell]
    """(enrolment id, column id) -> what stands there; nothing where nothing was entered."""
    earlier: dict[tuple[int, Subject], str]
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

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names on the class list."""
        return tuple(pupil.name for pupil in self.pupils)

    def cell(self, enrolment_id: int, column: str) -> Cell:
        """What stands in a cell."""
        return self.cells.get((enrolment_id, column), EMPTY)

    def value(self, enrolment_id: int, column: str) -> str:
        """The value in a cell."""
        return self.cell(enrolment_id, column).value

    def owes(self, pupil: RollPupil) -> bool:
        """Whether entries are expected of a pupil at this moment: on the roll, and already there when it was held."""
        if pupil.has_left(self.today):
            return False
        return self.held_until is None or pupil.here_since is None or pupil.here_since <= self.held_until

    def required(self, pupil: RollPupil, column: Column) -> bool:
        """Whether a class is complete only with this cell."""
        return column.required and self.owes(pupil) and not (pupil.not_assessed and column.of_results)


def load_book(
    facts: ClassFacts,
    moment: Moment,
    today: date,
    pupils: tuple[RollPupil, ...] | None = None,
    stores: Collection[Store] = tuple(Store),
) -> Book:
    """A class's book; its list is read too unless given. Arguments as of `load_books`."""
    lists = {facts.id: roll(facts.id) if pupils is None else pupils}
    return load_books([facts], moment, today, lists, stores)[facts.id]


def load_books(
    classes: Iterable[ClassFacts],
    moment: Moment,
    today: date,
    lists: Mapping[int, tuple[RollPupil, ...]],
    stores: Collection[Store] = tuple(Store),
) -> dict[int, Book]:
    """Books of several classes at one moment, in one query a table.

    Args:
        classes: of any year.
        moment: of all of them.
        today: local day.
        lists: class lists by class.
        stores: the tables to read; a page that shows one table of a class needs no others.
    """
    books = {
        facts.id: Book(
            facts=facts,
            moment=moment,
            today=today,
            held_until=None,
            pupils=lists[facts.id],
            cells={},
            earlier={},
            retests={},
        )
        for facts in classes
    }
    _set_held_until(list(books.values()), moment, today)
    of = {pupil.enrolment_id: books[class_id] for class_id, pupils in lists.items() for pupil in pupils}
    here = {"enrolment__school_class_id__in": list(books)}
    if Store.SUBJECT in stores:
        _load_subjects(of, here, moment)
    if Store.TRAIT in stores:
        _load_traits(of, here, moment)
    if Store.HOMEROOM in stores:
        rows = HomeroomEntry.objects.filter(moment=moment.value, **here)
        _load_rows(of, rows.values_list("enrolment_id", "revs", *HOMEROOM_FIELDS), HOMEROOM_FIELDS)
    if Store.YEAR_END in stores and moment is Moment.YEAR_END:
        ends = YearEnd.objects.filter(**here)
        _load_rows(of, ends.values_list("enrolment_id", "revs", *YEAR_END_FIELDS), YEAR_END_FIELDS)
    return books


def _set_held_until(books: Collection[Book], moment: Moment, today: date) -> None:
    """Asked only where somebody came after the year had begun: windows tell, or else the school's plan."""
    late = [
        book
        for book in books
        if any(pupil.here_since is not None and pupil.here_since > book.facts.starts_on for pupil in book.pupils)
    ]
    if not late:
        return
    years = {book.facts.year_id for book in late}
    windows = list(
        EntryWindow.objects.filter(
            year_id__in=years, period=moment.value, executed_at__isnull=False, late_request__isnull=True
        )
    )
    for book in late:
        facts = book.facts
        ends = [
            clock.local(ends_at(row)).date() for row in windows if row.year_id == facts.year_id and covers(row, facts)
        ]
        book.held_until = max(ends) if ends else _planned_end(facts, moment, today)


def _planned_end(facts: ClassFacts, moment: Moment, today: date) -> date:
    plan = regulation_in_force(facts.school_id, today).values.window(moment.value)
    return plan.dates(facts.school_year)[1]


def _load_subjects(of: Mapping[int, Book], here: Mapping[str, Any], moment: Moment) -> None:
    """Subjects of the moment with their second tests; at the end of the year also the levels of the first term."""
    wanted = [moment.value, *([Moment.END1.value] if moment is Moment.YEAR_END else [])]
    rows = SubjectResult.objects.filter(moment__in=wanted, **here).order_by("retests__at", "retests__id")
    for one, when, subject, level, score, comment, revs, first, second, tested_on in rows.values_list(
        "enrolment_id",
        "moment",
        "subject",
        "level",
        "score",
        "comment",
        "revs",
        "retests__first_score",
        "retests__second_score",
        "retests__tested_on",
    ):
        book = of.get(one)
        if book is None:
            continue
        if when != moment.value:
            if level:
                book.earlier[one, Subject(subject)] = level
            continue
        if second is not None:
            book.retests.setdefault((one, subject), []).append(SecondTest(first, second, tested_on))
        _put(book, one, subject, (("level", level), ("score", score), ("comment", comment)), revs)


def _load_traits(of: Mapping[int, Book], here: Mapping[str, Any], moment: Moment) -> None:
    rows = TraitResult.objects.filter(moment=moment.value, **here)
    for one, kind, trait, level, revs in rows.values_list("enrolment_id", "kind", "trait", "level", "revs"):
        if (book := of.get(one)) is not None:
            book.cells[one, f"{kind[0]}.{trait}"] = Cell(level, revs.get("level", 0))


def _load_rows(of: Mapping[int, Book], rows: Iterable[tuple[Any, ...]], fields: tuple[str, ...]) -> None:
    for one, revs, *values in rows:
        if (book := of.get(one)) is not None:
            _put(book, one, "", zip(fields, values, strict=True), revs)


def _put(
    book: Book, enrolment: int, prefix: str, values: Iterable[tuple[str, object]], revs: Mapping[str, int]
) -> None:
    for name, value in values:
        text, rev = told(value), revs.get(name, 0)
        if text or rev:
            book.cells[enrolment, f"{prefix}.{name}" if prefix else name] = Cell(text, rev)


def told(value: object) -> str:
    """A stored value as the protocol writes it: "" for nothing, "132.5" for a measure."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


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
