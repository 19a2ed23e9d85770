"""Whose turn it is: what the acting person may sign now, by record, and whom they wait for.

Source: Decision 32/QĐ-THPĐ, art. 9(1) (subject teachers), art. 7(3) (homeroom teacher), art. 6(9) (principal).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from hocba.lifecycle import State
from hocba.model import Subject
from hocba.regulation import subject_info
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.records.selectors.requests import to_be_unlocked
from hocba_web.records.selectors.standing import Standing, of_year
from hocba_web.records.selectors.waiting import SIGNING, Missing, missing_of
from hocba_web.schools.selectors.setup import ClassRow, years
from hocba_web.signatures.slot_kind import ORDER

TEACHERS = frozenset({Role.SUBJECT_TEACHER, Role.HOMEROOM_TEACHER})
MANAGERS = frozenset({Role.PRINCIPAL, Role.VICE_PRINCIPAL})
_SLOTS_OF: Mapping[Role, frozenset[str]] = {
    Role.SUBJECT_TEACHER: frozenset({"GVBM"}),
    Role.HOMEROOM_TEACHER: frozenset({"GVBM", "GVCN"}),
    Role.PRINCIPAL: frozenset({"CBQL"}),
    Role.VICE_PRINCIPAL: frozenset({"CBQL"}),
}
_YEARS = 2
"""Two school years run side by side in summer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One record that waits for the acting person."""

    record: Standing
    slots: tuple[Missing, ...]
    """Theirs, in the order of signing; all can be signed in one confirmation."""


@dataclass(frozen=True, slots=True)
class ClassTurn:
    """One class that waits for them."""

    class_id: int
    class_name: str
    turns: tuple[Turn, ...]

    @property
    def pupils(self) -> int:
        """How many records."""
        return len(self.turns)

    @property
    def pieces(self) -> int:
        """How many signatures."""
        return sum(len(turn.slots) for turn in self.turns)

    @property
    def slots(self) -> Mapping[str, int]:
        """How many of each kind, in the order of signing."""
        found = Counter(slot.slot for turn in self.turns for slot in turn.slots)
        return {name: found[name] for name in ORDER if found[name]}

    @property
    def subjects(self) -> tuple[str, ...]:
        """Names of the subjects signed, in the order of the form."""
        found = {subject for turn in self.turns for slot in turn.slots for subject in slot.subjects}
        return tuple(subject_info(subject).form_name for subject in Subject if subject in found)


@dataclass(frozen=True, slots=True)
class Awaited:
    """Somebody whose signatures of a class must come first."""

    class_name: str
    name: str
    slot: str
    subjects: tuple[str, ...]
    records: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for the acting person, and what they wait for."""

    classes: tuple[ClassTurn, ...]
    awaited: tuple[Awaited, ...]

    @property
    def pieces(self) -> int:
        """All signatures that can be made now."""
        return sum(one.pieces for one in self.classes)


def desk(actor: Actor) -> Desk:
    """Everything of the acting person, in the capacity in which they act; at most eight queries."""
    empty = _empty_slots(actor, None)
    return Desk(_by_class(_turns(actor, empty)), _awaited(actor, empty))


def turns(actor: Actor, school_class: ClassRow | None = None) -> tuple[ClassTurn, ...]:
    """What they may sign now, of one class or of all."""
    return _by_class(_turns(actor, _empty_slots(actor, school_class)))


def _empty_slots(actor: Actor, school_class: ClassRow | None) -> tuple[Missing, ...]:
    """Empty slots of the records whose signing concerns this person, without those that are to be unlocked."""
    if actor.role in TEACHERS:
        mine = actor.homeroom_of | {one for one, _ in actor.teaches}
        states: Collection[State] = SIGNING
    elif actor.role in MANAGERS:
        mine, states = None, {State.HOMEROOM_SIGNED}
    else:
        return ()
    if school_class is None:
        year_ids = [year.id for year in years(actor.school_id)[:_YEARS]]
    else:
        mine = frozenset({school_class.id}) if mine is None or school_class.id in mine else frozenset()
        year_ids = [school_class.year_id]
    held = to_be_unlocked(actor.school_id)
    found = [one.record_id for number in year_ids for one in of_year(number, states=states, class_ids=mine)]
    return missing_of([one for one in found if one not in held]) if found else ()


def _by_record(empty: Iterable[Missing]) -> Iterable[list[Missing]]:
    found: dict[int, list[Missing]] = {}
    for one in empty:
        found.setdefault(one.record.record_id, []).append(one)
    return found.values()


def _turns(actor: Actor, empty: Iterable[Missing]) -> Iterable[Turn]:
    """What is theirs and needs nobody else before: the homeroom teacher signs their own part and the record at once."""
    wanted = _SLOTS_OF.get(actor.role, frozenset())
    for slots in _by_record(empty):
        named = [one for one in slots if _is_theirs(actor, one) and one.slot in wanted]
        mine = [one for one in named if not _others_before(actor, slots, one)]
        if mine:
            yield Turn(mine[0].record, tuple(sorted(mine, key=lambda one: ORDER[one.slot])))


def _others_before(actor: Actor, slots: Iterable[Missing], slot: Missing) -> bool:
    return any(ORDER[one.slot] < ORDER[slot.slot] and not _is_theirs(actor, one) for one in slots)


def _is_theirs(actor: Actor, slot: Missing) -> bool:
    return slot.staff_id is not None and slot.staff_id == actor.staff_id


def _by_class(found: Iterable[Turn]) -> tuple[ClassTurn, ...]:
    classes: dict[int, list[Turn]] = {}
    for turn in found:
        classes.setdefault(turn.record.class_id, []).append(turn)
    return tuple(ClassTurn(number, ones[0].record.class_name, tuple(ones)) for number, ones in classes.items())


def _awaited(actor: Actor, empty: Iterable[Missing]) -> tuple[Awaited, ...]:
    """Who must sign before a slot of theirs comes up."""
    counted: Counter[tuple[str, str, str, tuple[str, ...]]] = Counter()
    wanted = _SLOTS_OF.get(actor.role, frozenset())
    for slots in _by_record(empty):
        last = max((ORDER[one.slot] for one in slots if _is_theirs(actor, one) and one.slot in wanted), default=0)
        for one in slots:
            if ORDER[one.slot] < last and not _is_theirs(actor, one):
                names = tuple(subject_info(subject).form_name for subject in one.subjects)
                counted[one.record.class_name, one.name, one.slot, names] += 1
    return tuple(Awaited(*key, records=count) for key, count in counted.items())
