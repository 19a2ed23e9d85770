"""What is open until when, for everybody; and the history of openings with who, why and by which decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Scope, class_limit, scope_of
from hocba_web.assessment.models import EntryWindow, LateRequest, Period
from hocba_web.assessment.parts import part_name
from hocba_web.assessment.selectors.register import ClassFacts, classes_of_year, facts_of
from hocba_web.assessment.selectors.windows.state import WindowState, covers, ends_at, state_of

_MOST_REQUESTS = 200


@dataclass(frozen=True, slots=True)
class CalendarCell:
    """One class at one period."""

    state: WindowState
    """Of the windows that open everything of the period."""
    some: tuple[tuple[str, WindowState], ...]
    """Parts that are open for themselves: (name, state)."""


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One class of the calendar."""

    facts: ClassFacts
    cells: tuple[CalendarCell, ...]
    """In the order of `Period`."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Windows that one decision opens together, as the history lists them."""

    batch: UUID
    window_ids: tuple[int, ...]
    periods: tuple[str, ...]
    scope: tuple[str, ...]
    """In words: "Khối 4", "4A2 – Toán"."""
    opens_at: datetime
    closes_at: datetime
    """As decided."""
    reason: str
    decision: str
    """Number and day; empty where there is none on paper."""
    decided_by: str
    decided_at: datetime
    executed_by: str
    executed_at: datetime | None
    ended_at: datetime | None
    ended_by: str
    end_reason: str
    state: WindowState
    late: bool
    """Opened for a late correction."""

    @property
    def is_waiting(self) -> bool:
        """Decided and still to be carried out."""
        return self.executed_at is None and self.ended_at is None

    @property
    def may_end(self) -> bool:
        """Whether there is something left to shut."""
        return self.ended_at is None and (self.state.is_open or (self.state.closed is not None and not self.is_over))

    @property
    def is_over(self) -> bool:
        """Whether its time has passed."""
        return self.state.closed is not None and self.state.closed.value in {"WINDOW_ENDED", "WINDOW_NOT_DECIDED"}


def calendar(year_id: int, at: datetime) -> list[CalendarRow]:
    """Every class of a year by period, in two queries.

    Args:
        year_id: a year of the reader's school.
        at: aware, UTC.
    """
    classes = classes_of_year(year_id)
    windows = list(EntryWindow.objects.filter(year_id=year_id))
    return [
        CalendarRow(facts, tuple(_cell(facts, period, windows, at) for period in Period.values)) for facts in classes
    ]


def _cell(facts: ClassFacts, period: str, windows: Iterable[EntryWindow], at: datetime) -> CalendarCell:
    here = [row for row in windows if row.period == period and covers(row, facts)]
    everything = state_of([row for row in here if not row.part], at)
    some: list[tuple[str, WindowState]] = []
    if not everything.is_open:
        for part in dict.fromkeys(row.part for row in here if row.part):
            state = state_of([row for row in here if row.part == part], at)
            if state.is_open:
                some.append((facts.part_name(part), state))
    return CalendarCell(everything, tuple(some))


def openings(year_id: int, at: datetime) -> list[Opening]:
    """Every opening of a year, the newest first, in one query."""
    rows = (
        EntryWindow.objects.filter(year_id=year_id)
        .select_related("school_class", "decision", "decided_by", "executed_by", "end_decided_by", "late_request")
        .order_by("-decided_at", "-id")
    )
    batches: dict[tuple[UUID, datetime | None], list[EntryWindow]] = {}
    for row in rows:
        batches.setdefault((row.batch, row.ended_at), []).append(row)
    return [_opening(together, at) for together in batches.values()]


def _opening(rows: list[EntryWindow], at: datetime) -> Opening:
    first = rows[0]
    ordered = sorted(rows, key=lambda row: row.id)
    return Opening(
        batch=first.batch,
        window_ids=tuple(row.id for row in ordered),
        periods=tuple(dict.fromkeys(Period(row.period).label for row in ordered)),
        scope=tuple(dict.fromkeys(scope_words(row) for row in ordered)),
        opens_at=first.opens_at,
        closes_at=first.closes_at,
        reason=first.reason,
        decision=f"{first.decision.number} ({first.decision.dated:%d/%m/%Y})" if first.decision else "",
        decided_by=first.decided_by.full_name,
        decided_at=first.decided_at,
        executed_by=first.executed_by.full_name if first.executed_by else "",
        executed_at=first.executed_at,
        ended_at=first.ended_at,
        ended_by=first.end_decided_by.full_name if first.end_decided_by else "",
        end_reason=first.end_reason,
        state=state_of([first], at),
        late=hasattr(first, "late_request"),
    )


def scope_words(row: EntryWindow) -> str:
    """What a window covers, in words."""
    if row.school_class is not None:
        where = _("Lớp %(name)s") % {"name": row.school_class.name}
    elif row.grade is not None:
        where = _("Khối %(grade)s") % {"grade": row.grade}
    else:
        where = _("Toàn trường")
    return f"{where} – {part_name(row.part)}" if row.part else where


@dataclass(frozen=True, slots=True)
class Late:
    """One late request, as lists show it."""

    id: int
    facts: ClassFacts
    period: str
    """In words."""
    period_value: str
    part: str
    """In words."""
    pupil: str
    reason: str
    asked_by: str
    asked_by_id: int
    asked_at: datetime
    state: str
    """Value of `LateRequest.State`."""
    state_words: str
    answer: str
    decided_by: str
    decided_at: datetime | None
    closes_at: datetime | None
    """End of the opening that was granted."""
    executed_at: datetime | None


def late_requests(actor: Actor, *, waiting_only: bool = False) -> list[Late]:
    """Late requests that somebody may see, the newest first: one's own, one's class's, or all of the school.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    rows = LateRequest.objects.filter(school_class__year__school_id=actor.school_id)
    if scope_of(actor.role, Action.LATE_VIEW) is Scope.OWN:
        rows = rows.filter(asked_by_id=actor.user_id)
    else:
        limit = class_limit(actor, Action.LATE_VIEW)
        if limit is not None:
            rows = rows.filter(Q(school_class_id__in=limit) | Q(asked_by_id=actor.user_id))
    if waiting_only:
        rows = rows.filter(state__in=(LateRequest.State.ASKED, LateRequest.State.GRANTED))
    fetched = rows.select_related("school_class__year", "enrolment__pupil", "asked_by", "decided_by", "window")
    return [_late(row) for row in fetched[:_MOST_REQUESTS]]


def _late(row: LateRequest) -> Late:
    facts = facts_of(row.school_class)
    return Late(
        id=row.id,
        facts=facts,
        period=Period(row.period).label,
        period_value=row.period,
        part=facts.part_name(row.part),
        pupil=row.enrolment.pupil.name if row.enrolment else "",
        reason=row.reason,
        asked_by=row.asked_by.full_name,
        asked_by_id=row.asked_by_id,
        asked_at=row.asked_at,
        state=row.state,
        state_words=str(LateRequest.State(row.state).label),
        answer=row.answer,
        decided_by=row.decided_by.full_name if row.decided_by else "",
        decided_at=row.decided_at,
        closes_at=ends_at(row.window) if row.window else None,
        executed_at=row.window.executed_at if row.window else None,
    )


def waiting_request(class_id: int, period: str, parts: Collection[str], at: datetime) -> LateRequest | None:
    """A request for one of some parts that waits for a decision or an act; not one that lapsed by `at` (aware, UTC)."""
    lapsed = Q(state=LateRequest.State.GRANTED) & (Q(window__closes_at__lte=at) | Q(window__ended_at__isnull=False))
    return (
        LateRequest.objects.exclude(lapsed)
        .filter(
            school_class_id=class_id,
            period=period,
            part__in=list(parts),
            state__in=(LateRequest.State.ASKED, LateRequest.State.GRANTED),
        )
        .first()
    )
