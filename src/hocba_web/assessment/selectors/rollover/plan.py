"""Who goes where in the next year, computed from what is decided at the moment."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from hocba_web.assessment.models import RollOver
from hocba_web.assessment.selectors.register import ClassFacts, RollPupil, classes_of_year, rolls
from hocba_web.assessment.selectors.rollover.standing import LAST_GRADE
from hocba_web.assessment.selectors.year_end.final import FinalYear, Stage, final_years
from hocba_web.schools.selectors.rolls import places


class Move(Enum):
    """What becomes of a pupil."""

    UP = "up"
    AGAIN = "again"
    AWAITING = "awaiting"
    COMPLETED = "completed"
    LEFT = "left"

    @property
    def label(self) -> str:
        """The word for screens."""
        return str(_MOVES[self])


_MOVES = {
    Move.UP: _("Lên lớp"),
    Move.AGAIN: _("Học lại"),
    Move.AWAITING: _("Chờ xét"),
    Move.COMPLETED: _("Hoàn thành tiểu học, ra trường"),
    Move.LEFT: _("Đã chuyển đi, thôi học"),
}
CARRIED = frozenset({Move.UP, Move.AGAIN, Move.AWAITING})


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One pupil."""

    facts: ClassFacts
    pupil: RollPupil
    move: Move
    stage: Stage | None
    """How far last year is decided; None for who has left."""
    target: str
    """Class in the next year; empty for who is not carried, or where none is chosen."""
    chosen: bool
    """The registrar chose another class than that of the others."""

    @property
    def is_exceptional(self) -> bool:
        """Everybody who does not simply go up with the class, or leave with grade 5."""
        return self.chosen or self.move in {Move.AGAIN, Move.AWAITING, Move.LEFT}

    @property
    def grade(self) -> int:
        """Grade of the class in the next year, by the move; a pupil who waits in grade 5 waits there."""
        stays = self.move is Move.AGAIN or (self.move is Move.AWAITING and self.facts.grade == LAST_GRADE)
        return self.facts.grade if stays else self.facts.grade + 1


@dataclass(frozen=True)
class Plan:
    """Everybody of a year."""

    rows: tuple[PlanRow, ...]

    @cached_property
    def counts(self) -> Counter[Move]:
        """How many of each kind."""
        return Counter(row.move for row in self.rows)

    @cached_property
    def carried(self) -> tuple[PlanRow, ...]:
        """Who gets a place in the next year."""
        return tuple(row for row in self.rows if row.move in CARRIED)

    @cached_property
    def exceptional(self) -> tuple[PlanRow, ...]:
        """By class and place in the list."""
        return tuple(row for row in self.rows if row.is_exceptional)

    @cached_property
    def unplaced(self) -> tuple[PlanRow, ...]:
        """Who is carried and has no class, or one of another grade."""
        return tuple(row for row in self.carried if row.target[:1] != str(row.grade))

    @cached_property
    def sizes(self) -> dict[str, int]:
        """Pupils by class of the next year."""
        return dict(sorted(Counter(row.target for row in self.carried if row.target).items()))

    @cached_property
    def digest(self) -> str:
        """What somebody who confirms has seen, in short."""
        seen = [[row.pupil.enrolment_id, row.move.value, row.target] for row in self.rows]
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]


def plan_of(rollover: RollOver, on: date) -> Plan:
    """The plan as it stands; a fixed number of queries.

    Source: Circular 27/2020/TT-BGDĐT, art. 11; convention: who waits goes along provisionally.

    Args:
        rollover: with its classes and exceptions.
        on: local day; who has left by then is not carried.
    """
    classes = classes_of_year(rollover.from_year_id)
    lists = rolls([facts.id for facts in classes])
    finals = final_years([pupil.enrolment_id for pupils in lists.values() for pupil in pupils])
    return Plan(
        tuple(
            _row(rollover, facts, pupil, None if pupil.has_left(on) else finals[pupil.enrolment_id])
            for facts in classes
            for pupil in lists[facts.id]
        )
    )


def _row(rollover: RollOver, facts: ClassFacts, pupil: RollPupil, final: FinalYear | None) -> PlanRow:
    move = move_of(facts, final)
    names = rollover.classes.get(str(facts.id), {})
    stays = move is Move.AGAIN or (move is Move.AWAITING and facts.grade == LAST_GRADE)
    usual = str(names.get("again" if stays else "up", "")) if move in CARRIED else ""
    target = str(rollover.exceptions.get(str(pupil.enrolment_id), usual)) if move in CARRIED else ""
    return PlanRow(facts, pupil, move, final.stage if final else None, target, target != usual)


def move_of(facts: ClassFacts, final: FinalYear | None) -> Move:
    """What becomes of a pupil by last year's outcome (None: has left)."""
    if final is None:
        return Move.LEFT
    if final.outcome is None:
        return Move.AWAITING
    if not final.outcome.promoted:
        return Move.AGAIN
    return Move.COMPLETED if facts.grade == LAST_GRADE else Move.UP


@dataclass(frozen=True, slots=True)
class WaitingPlace:
    """A pupil in the next year whose outcome was not known when it began."""

    enrolment_id: int
    """In the next year."""
    name: str
    class_name: str
    """Where the pupil is provisionally."""
    old_class: str
    old_enrolment_id: int
    move: Move
    """What last year's outcome says by now; AWAITING while it is not settled."""
    proposed: str
    """The class that follows from it; empty where the pupil leaves or nothing is settled."""


def waiting_places(rollover: RollOver) -> list[WaitingPlace]:
    """Pupils "chờ xét" of a confirmed roll-over."""
    old_of = {new: (old, name) for old, new, name, _move in rollover.made if new is not None}
    rows = places(school_class__year_id=rollover.to_year_id, awaiting_outcome=True, left_on__isnull=True).order_by(
        "school_class__name", "number"
    )
    found = list(rows.values_list("id", "pupil__name", "school_class__name"))
    finals = final_years([old_of[one][0] for one, _name, _class in found if one in old_of])
    classes = {facts.id: facts for facts in classes_of_year(rollover.from_year_id)}
    of = dict(places(id__in=list(finals)).values_list("id", "school_class_id"))
    waiting = []
    for one, name, class_name in found:
        if one not in old_of:
            continue
        old = old_of[one][0]
        facts = classes[of[old]]
        move = move_of(facts, finals[old])
        names = rollover.classes.get(str(facts.id), {})
        here = class_name[:1]
        wanted = {Move.UP: facts.grade + 1, Move.AGAIN: facts.grade}.get(move)
        usual = str(names.get("up" if move is Move.UP else "again", ""))
        proposed = "" if wanted is None else (class_name if here == str(wanted) else usual)
        waiting.append(WaitingPlace(one, name, class_name, facts.name, old, move, proposed))
    return waiting
