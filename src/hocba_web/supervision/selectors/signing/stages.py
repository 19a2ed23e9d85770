"""Classes between "ready" and "accepted": how many records reached which stage, whom they wait for, who is late.

Source: Decision 32/QĐ-THPĐ, art. 12(1), 12(2). Facts by class and person, by name; nobody is ranked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hocba.lifecycle import State
from hocba.regulation import subject_info
from hocba_web.assessment.selectors.register import ClassFacts, classes_of_year, rolls
from hocba_web.base import clock
from hocba_web.records.selectors.tallies import Tally, tallies
from hocba_web.records.selectors.waiting import Missing, missing_signers
from hocba_web.schools.selectors.setup import YearRow
from hocba_web.signatures.selectors.tallies import staff_with_certificate

_STAGES: tuple[tuple[Promise, frozenset[State]], ...] = (
    (gettext_lazy("Khởi tạo"), frozenset({State.OPEN_ENTRY})),
    (gettext_lazy("GV môn ký"), frozenset({State.DRAFT})),
    (gettext_lazy("GVCN ký"), frozenset({State.SUBJECTS_SIGNED})),
    (gettext_lazy("Đã duyệt"), frozenset({State.HOMEROOM_SIGNED})),
    (gettext_lazy("Đã đóng dấu"), frozenset({State.PRINCIPAL_SIGNED})),
    (gettext_lazy("Đã nộp"), frozenset({State.ISSUED, State.PACKAGED, State.REJECTED})),
    (gettext_lazy("Đã tiếp nhận"), frozenset({State.SUBMITTED})),
)
"""Heading of each column, and the states in which a record has everything before it and not that."""
_SIGNING = frozenset({State.DRAFT, State.SUBJECTS_SIGNED, State.HOMEROOM_SIGNED})
_WAITS: tuple[tuple[State, Promise], ...] = (
    (State.OPEN_ENTRY, gettext_lazy("Sửa xong, khởi tạo lại")),
    (State.PRINCIPAL_SIGNED, gettext_lazy("Văn thư đóng dấu")),
    (State.REJECTED, gettext_lazy("Văn thư xử lý từ chối")),
    (State.ISSUED, gettext_lazy("Văn thư đóng gói")),
    (State.PACKAGED, gettext_lazy("Văn thư gửi gói")),
    (State.SUBMITTED, gettext_lazy("Sở trả lời")),
)
"""Whom records wait for that no person has to sign."""
_NAMED = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One stage of one class."""

    heading: str
    kind: str
    """State of the design system."""
    reached: int


@dataclass(frozen=True, slots=True)
class ClassStages:
    """One class."""

    facts: ClassFacts
    pupils: int
    """On the roll, or with a record."""
    cells: tuple[Cell, ...]
    refused: int
    waits_for: tuple[str, ...]
    """At most two; the rest is in `more`."""
    more: int


@dataclass(frozen=True, slots=True)
class Unsigned:
    """One person whose turn it is in one class."""

    name: str
    class_id: int
    class_name: str
    part: str
    records: int
    planned_on: date
    """The earliest planned day of issue of those records."""
    late: bool
    """That day has passed."""
    reason: str
    """What is known to stand against signing; empty if nothing is."""


@dataclass(frozen=True, slots=True)
class RecordsWall:
    """The whole school."""

    classes: tuple[ClassStages, ...]
    unsigned: tuple[Unsigned, ...]
    """By class and name."""
    counts: tuple[tuple[str, str, int], ...]
    """(word, state of the design system, records) of the school."""


def records_wall(year: YearRow, at: datetime, real_at: datetime, grade: int | None = None) -> RecordsWall:
    """Every class of a year; eleven queries however many.

    Args:
        year: the caller has asked whose it is.
        at: product clock, aware, UTC.
        real_at: the machine's time, by which certificates end.
        grade: only this one.
    """
    today = clock.local(at).date()
    classes = [one for one in classes_of_year(year.id) if grade is None or one.grade == grade]
    lists = rolls([one.id for one in classes])
    records: dict[int, list[Tally]] = defaultdict(list)
    for tally in tallies(year.school_id):
        if tally.class_id in lists:
            records[tally.class_id].append(tally)
    turn = [one for one in missing_signers(year_id=year.id) if one.is_turn and one.record.class_id in lists]
    able = staff_with_certificate(year.school_id, real_at) if turn else frozenset()
    rows = tuple(
        _class(one, sum(not pupil.has_left(today) for pupil in lists[one.id]), records[one.id], turn, today)
        for one in classes
    )
    return RecordsWall(rows, _unsigned(turn, able, today), _counts(rows, records.values()))


def _class(
    facts: ClassFacts, on_roll: int, records: Sequence[Tally], turn: Iterable[Missing], today: date
) -> ClassStages:
    made = sum(one.count for one in records)
    pupils = max(on_roll, made)
    cells = []
    before: frozenset[State] = frozenset()
    for heading, states in _STAGES:
        before |= states
        short = [one for one in records if one.state in before]
        reached = made - sum(one.count for one in short)
        cells.append(Cell(str(heading), _kind(reached, pupils, short, today), reached))
    names = dict.fromkeys(one.name for one in turn if one.record.class_id == facts.id)
    there = {one.state for one in records}
    waits = [*names, *(str(words) for state, words in _WAITS if state in there)]
    if not records and pupils:
        waits = [_("Khởi tạo")]
    refused = sum(one.count for one in records if one.state is State.REJECTED)
    return ClassStages(facts, pupils, tuple(cells), refused, tuple(waits[:_NAMED]), max(0, len(waits) - _NAMED))


def _kind(reached: int, pupils: int, short: Iterable[Tally], today: date) -> str:
    if pupils and reached == pupils:
        return "done"
    if any(_is_late(one, today) for one in short):
        return "late"
    return "doing" if reached else "waiting"


def _is_late(one: Tally, today: date) -> bool:
    """Signing is due on the planned day of issue, everything by the closing date."""
    return one.closing_on <= today or (one.state in _SIGNING and one.planned_issue_on < today)


def _unsigned(turn: Iterable[Missing], able: frozenset[int], today: date) -> tuple[Unsigned, ...]:
    found: dict[tuple[int, str, str], list[Missing]] = defaultdict(list)
    for one in turn:
        found[one.record.class_id, one.personal_id, one.slot].append(one)
    rows = []
    for (class_id, _person, _slot), slots in found.items():
        first = slots[0]
        planned = min(one.record.planned_issue_on for one in slots)
        rows.append(
            Unsigned(
                name=first.name,
                class_id=class_id,
                class_name=first.record.class_name,
                part=_part(first),
                records=len(slots),
                planned_on=planned,
                late=planned < today,
                reason=_reason(first, able),
            )
        )
    return tuple(rows)


def _part(one: Missing) -> str:
    if one.slot == "GVCN":
        return _("Chủ nhiệm")
    if one.slot == "CBQL":
        return _("Cán bộ quản lý")
    return ", ".join(subject_info(subject).form_name for subject in one.subjects)


def _reason(one: Missing, able: frozenset[int]) -> str:
    if one.staff_id is None:
        return _("Không còn trong danh sách cán bộ")
    return "" if one.staff_id in able else _("Chưa có chứng thư số")


_STANDS: tuple[tuple[Promise, str, frozenset[State]], ...] = (
    (gettext_lazy("Đang ký"), "doing", _SIGNING | {State.OPEN_ENTRY}),
    (gettext_lazy("Chờ đóng dấu"), "asked", frozenset({State.PRINCIPAL_SIGNED})),
    (gettext_lazy("Chờ nộp"), "ready", frozenset({State.ISSUED, State.PACKAGED})),
    (gettext_lazy("Chờ kết quả"), "doing", frozenset({State.SUBMITTED, State.RECALL_REQUESTED})),
    (gettext_lazy("Bị từ chối"), "error", frozenset({State.REJECTED})),
    (gettext_lazy("Đã tiếp nhận"), "done", frozenset({State.ACCEPTED, State.REPORTED, State.FINALISED})),
)


def _counts(classes: Iterable[ClassStages], records: Iterable[Iterable[Tally]]) -> tuple[tuple[str, str, int], ...]:
    by_state: Counter[State] = Counter()
    for ones in records:
        for one in ones:
            by_state[one.state] += one.count
    none = sum(one.pupils for one in classes) - by_state.total()
    figures = [(str(_("Chưa khởi tạo")), "waiting", none)]
    for words, kind, states in _STANDS:
        count = sum(by_state[state] for state in states)
        if count or kind != "error":
            figures.append((str(words), kind, count))
    return tuple(figures)
