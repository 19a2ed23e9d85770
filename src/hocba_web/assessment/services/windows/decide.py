"""The principal decides that something is open from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require
from hocba_web.accounts.roles import Role
from hocba_web.assessment.models import EntryWindow, Period
from hocba_web.assessment.parts import is_moment
from hocba_web.assessment.selectors.register import ClassFacts, classes_of_year
from hocba_web.assessment.services.windows.common import SOURCE, decision_for, reason_of, tell, trace
from hocba_web.base.refusals import Refused
from hocba_web.schools.selectors.setup import year as year_of_school

LONGEST = timedelta(days=370)


@dataclass(frozen=True, slots=True)
class WindowScope:
    """What an opening covers."""

    grade: int | None = None
    """1 to 5; None with no class: the whole school."""
    class_id: int | None = None
    part: str = ""
    """A subject's value or "homeroom"; empty: everything of the period."""


@transaction.atomic
def decide_windows(
    *,
    actor: Actor,
    year_id: int,
    periods: Sequence[str],
    scopes: Sequence[WindowScope],
    opens_at: datetime,
    closes_at: datetime,
    reason: str,
    at: datetime,
    real_at: datetime,
    number: str = "",
    dated: date | None = None,
) -> UUID:
    """Decide openings for several periods, grades and classes at once; nothing opens before the admin carries it out.

    Source: Decision 32/QĐ-THPĐ, art. 6(6)(c).

    Args:
        actor: the principal, with a fresh second factor.
        year_id: a year of the actor's school.
        periods: values of `Period`.
        scopes: what is opened.
        opens_at: first instant, aware.
        closes_at: first instant that is closed again, aware.
        reason: why.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.
        number: of a decision on paper; may be empty.
        dated: its day.

    Returns:
        What the windows decided together are called (`EntryWindow.batch`).

    Raises:
        Forbidden: ROLE_MAY_NOT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Missing: NOT_FOUND_HERE.
        Refused: WINDOW_SCOPE_EMPTY, WINDOW_SCOPE_UNKNOWN, WINDOW_BACKWARDS, WINDOW_PAST, WINDOW_TOO_LONG,
            REASON_NEEDED, REASON_TOO_LONG, DECISION_*.
    """
    require(actor, Action.WINDOW_DECIDE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    year = year_of_school(actor.school_id, year_id)
    why = reason_of(reason)
    require_span(opens_at, closes_at, at)
    _require_scopes(classes_of_year(year.id), periods, scopes)
    decision_id = decision_for(actor, number, dated, why, at)
    batch = uuid4()
    windows = [
        EntryWindow.objects.create(
            batch=batch,
            year_id=year.id,
            period=period,
            grade=scope.grade if scope.class_id is None else None,
            school_class_id=scope.class_id,
            part=scope.part,
            opens_at=opens_at,
            closes_at=closes_at,
            reason=why,
            decision_id=decision_id,
            decided_by_id=actor.user_id,
            decided_at=at,
        )
        for period, scope in product(dict.fromkeys(periods), dict.fromkeys(scopes))
    ]
    trace(actor, "assessment.window.decided", windows, at, numbered=decision_id is not None)
    tell(actor, Role.SCHOOL_ADMIN, "assessment.window.decided", "Có quyết định mở nhập chờ thực hiện.", at)
    return batch


def require_span(opens_at: datetime, closes_at: datetime, at: datetime) -> None:
    """Refuse a span that opens nothing.

    Raises:
        Refused: WINDOW_BACKWARDS, WINDOW_PAST, WINDOW_TOO_LONG.
    """
    if closes_at <= opens_at:
        raise Refused("WINDOW_BACKWARDS", where="closes_at", source=SOURCE)
    if closes_at <= at:
        raise Refused("WINDOW_PAST", where="closes_at", source=SOURCE)
    if closes_at - opens_at > LONGEST:
        raise Refused("WINDOW_TOO_LONG", where="closes_at", source=SOURCE, days=LONGEST.days)


def _require_scopes(classes: list[ClassFacts], periods: Sequence[str], scopes: Sequence[WindowScope]) -> None:
    if not periods or not scopes:
        raise Refused("WINDOW_SCOPE_EMPTY", where="scope")
    known = {facts.id: facts for facts in classes}
    for period, scope in product(periods, scopes):
        covered = _covered(known, scope)
        parts = {part for facts in covered for part in facts.parts}
        if (
            period not in Period.values
            or not (covered or (scope.class_id is None and scope.grade is None))
            or (scope.part and (not is_moment(period) or scope.part not in parts))
        ):
            raise Refused("WINDOW_SCOPE_UNKNOWN", where="scope")


def _covered(known: dict[int, ClassFacts], scope: WindowScope) -> list[ClassFacts]:
    if scope.class_id is not None:
        return [known[scope.class_id]] if scope.class_id in known else []
    return [facts for facts in known.values() if scope.grade in {None, facts.grade}]
