"""Who has not signed: by class and by person.

Source: Decision 32/QĐ-THPĐ, art. 12(2).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hocba.lifecycle import State
from hocba.regulation import subject_info
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, class_limit
from hocba_web.audit.selectors import Wanted, traces
from hocba_web.base.refusals import Forbidden
from hocba_web.records.selectors.requests import to_be_unlocked
from hocba_web.records.selectors.standing import of_year
from hocba_web.records.selectors.waiting import Missing, missing_signers
from hocba_web.schools.selectors.setup import current_year
from hocba_web.schools.selectors.signers import working_personal_ids
from hocba_web.schools.selectors.teaching import assignments

REMINDED = "signatures.reminder.sent"
"""Action of the trace that a reminder leaves; its subject is ("user", account)."""
_SOURCE = "Decision 32/QĐ-THPĐ, art. 12(2)"
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """What one person has not signed of one class."""

    class_id: int
    class_name: str
    slot: str
    subjects: tuple[str, ...]
    now: int
    """Records that they can sign now."""
    later: int
    """Records in which somebody else must sign first."""


@dataclass(frozen=True, slots=True)
class Owing:
    """One person who has not signed everything."""

    name: str
    user_id: int | None
    staff_id: int | None
    absent: bool
    """They stand under a substitution today or have left: somebody else must be fixed as the signer."""
    parts: tuple[Part, ...]
    reminded_at: datetime | None

    @property
    def now(self) -> int:
        """Records that wait for nobody but them."""
        return sum(part.now for part in self.parts)

    @property
    def later(self) -> int:
        """Records that will come to them."""
        return sum(part.later for part in self.parts)


@dataclass(frozen=True, slots=True)
class ClassProgress:
    """One class: how many of its records are how far."""

    class_id: int
    class_name: str
    total: int
    teachers: int
    """Records that all subject teachers have signed."""
    homeroom: int
    manager: int
    waits_for: tuple[str, ...]
    """Names of those whose turn it is."""

    @property
    def counts(self) -> tuple[int, int, int]:
        """Signed by teachers, by the homeroom teacher, by the manager."""
        return self.teachers, self.homeroom, self.manager


def owing(actor: Actor, on: date) -> tuple[Owing, ...]:
    """Everybody who owes a signature of the current year, whose turn it is first; some ten queries.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    empty = _empty(actor)
    year = current_year(actor.school_id)
    stands_in = {one.instead_of for one in assignments(year.id, on) if one.instead_of} if year is not None else set()
    here = working_personal_ids(actor.school_id, on)
    reminded = last_reminded(actor.school_id, on)
    people: dict[tuple[int | None, str], list[Missing]] = defaultdict(list)
    for one in empty:
        people[one.staff_id, one.name].append(one)
    found = [
        Owing(
            name=name,
            user_id=slots[0].user_id,
            staff_id=staff_id,
            absent=slots[0].personal_id not in here or name in stands_in,
            parts=tuple(_parts(slots)),
            reminded_at=reminded.get(slots[0].user_id or 0),
        )
        for (staff_id, name), slots in people.items()
    ]
    return tuple(sorted(found, key=lambda one: (-bool(one.now), one.name)))


def by_class(actor: Actor) -> tuple[ClassProgress, ...]:
    """Every class of the current year with records before issue.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    limit = _limit(actor)
    year = current_year(actor.school_id)
    if year is None:
        return ()
    states = (State.DRAFT, State.SUBJECTS_SIGNED, State.HOMEROOM_SIGNED, State.PRINCIPAL_SIGNED)
    turn: dict[int, dict[str, None]] = defaultdict(dict)
    for one in _empty(actor):
        if one.is_turn:
            turn[one.record.class_id][one.name] = None
    counted: dict[tuple[int, str], Counter[State]] = defaultdict(Counter)
    for row in of_year(year.id, states=states, class_ids=limit):
        counted[row.class_id, row.class_name][row.state] += 1
    return tuple(
        ClassProgress(
            class_id=class_id,
            class_name=name,
            total=sum(counts.values()),
            teachers=sum(counts.values()) - counts[State.DRAFT],
            homeroom=counts[State.HOMEROOM_SIGNED] + counts[State.PRINCIPAL_SIGNED],
            manager=counts[State.PRINCIPAL_SIGNED],
            waits_for=tuple(turn[class_id]),
        )
        for (class_id, name), counts in counted.items()
    )


def last_reminded(school_id: int, on: date) -> Mapping[int, datetime]:
    """When each account was last reminded to sign, of the past month; product clock."""
    wanted = Wanted(action=REMINDED, since=on - timedelta(days=31))
    found: dict[int, datetime] = {}
    for one in traces(school_id=school_id, wanted=wanted, limit=_MOST).traces:
        found.setdefault(int(one.subject_id), one.at)
    return found


def _limit(actor: Actor) -> frozenset[int] | None:
    """Which classes somebody may ask about: subject teachers see their own turn on their own page."""
    limit = class_limit(actor, Action.RECORD_VIEW)
    if (
        limit is not None
        and not actor.homeroom_of
        and not allowed(actor, Action.RECORD_VIEW, Target(school_id=actor.school_id))
    ):
        raise Forbidden("ROLE_MAY_NOT", source=_SOURCE)
    return limit


def _empty(actor: Actor) -> tuple[Missing, ...]:
    limit = _limit(actor)
    year = current_year(actor.school_id)
    if year is None:
        return ()
    held = to_be_unlocked(actor.school_id)
    return tuple(
        one
        for one in missing_signers(year_id=year.id)
        if one.record.record_id not in held and (limit is None or one.record.class_id in limit)
    )


def _parts(slots: Iterable[Missing]) -> Iterable[Part]:
    counted: dict[tuple[int, str, str, tuple[str, ...]], list[int]] = {}
    for one in slots:
        names = tuple(subject_info(subject).form_name for subject in one.subjects)
        counts = counted.setdefault((one.record.class_id, one.record.class_name, one.slot, names), [0, 0])
        counts[0 if one.is_turn else 1] += 1
    for (class_id, class_name, slot, names), (now, later) in counted.items():
        yield Part(class_id, class_name, slot, names, now, later)
