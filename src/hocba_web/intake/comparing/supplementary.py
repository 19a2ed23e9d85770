"""Differences in supplementary assessment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hocba.model import Subject as SchoolSubject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.ports import RecordLock
from hocba_web.assessment.selectors.register import ClassFacts, classes_of_year
from hocba_web.assessment.selectors.supplementary_rows import settled_by_head, supplementary_cells, waiting_or_assessed
from hocba_web.assessment.selectors.windows.access import frozen, locks_of, window_refusal
from hocba_web.assessment.selectors.windows.state import window_states
from hocba_web.intake.comparing.items import Cell, Comparison, Item, differing, refused, why
from hocba_web.intake.comparing.results import may_import
from hocba_web.intake.reading import KnownSchool, Reading, Refusal

PERIOD = "bs"
_SUBJECTS = {one.value for one in SchoolSubject}


def compare_supplementary(reading: Reading, known: KnownSchool, actor: Actor, at: datetime) -> Comparison:
    """What was assessed again, of pupils who wait for it."""
    places = {code: known.places[code] for code in reading.rows}
    ids = [one.enrolment_id for one in places.values()]
    standing, due, settled = supplementary_cells(ids), waiting_or_assessed(ids), settled_by_head(ids)
    facts = {one.id: one for one in classes_of_year(known.year.id, {one.class_id for one in places.values()})}
    rights, locks = _Rights(actor, at), locks_of(facts)
    items = []
    for code, row in reading.rows.items():
        place = places[code]
        on_file = {**dict.fromkeys(row, ""), **standing.get(place.enrolment_id, {})}
        item = Item(code, reading.subjects[code], list(differing(row, dict(on_file))))
        item.is_new = not standing.get(place.enrolment_id)
        reason = None if place.enrolment_id in due else Refusal("INTAKE_NOT_WAITING")
        if place.enrolment_id in settled:
            reason = Refusal("PROMOTION_STANDS")
        item.cells = [
            Cell(
                one.field,
                one.before,
                one.after,
                reason
                or _frozen(locks.get(place.enrolment_id), facts[place.class_id], one.field)
                or rights.refusal(facts[place.class_id], one.field),
            )
            for one in item.cells
        ]
        items.append(item)
    return Comparison(items)


def _frozen(lock: RecordLock | None, facts: ClassFacts, field: str) -> Refusal | None:
    """An initialised record takes nothing but what it was unlocked for."""
    part, _ = part_of(field)
    return None if lock is None or part in lock.opened else why(frozen(part, facts.part_name(part)))


def part_of(field: str) -> tuple[str, Action]:
    """Whose a cell is, and what its owner must be allowed to do."""
    name = field.partition(".")[0]
    if name in _SUBJECTS:
        return name, Action.SUPPLEMENTARY_ENTER_SUBJECT
    return HOMEROOM, Action.SUPPLEMENTARY_ENTER_HOMEROOM


def require_supplementary(actor: Actor, facts: ClassFacts, fields: Iterable[str], at: datetime) -> None:
    """Refuse unless somebody may take all these cells of a class from a file now.

    Raises:
        Refused: the reason of the first that may not.
    """
    rights = _Rights(actor, at)
    for field in sorted(fields):
        reason = rights.refusal(facts, field)
        if reason is not None:
            raise refused(reason, facts.name)


class _Rights:
    """Permission and window of each part of each class, asked once."""

    def __init__(self, actor: Actor, at: datetime) -> None:
        self.actor = actor
        self.at = at
        self.known: dict[tuple[int, str], Refusal | None] = {}

    def refusal(self, facts: ClassFacts, field: str) -> Refusal | None:
        """Why a cell is not taken."""
        if field == "promoted":
            return Refusal("INTAKE_PROMOTION_BY_HEAD")
        part, action = part_of(field)
        if (facts.id, part) not in self.known:
            self.known[facts.id, part] = self._asked(facts, part, action)
        return self.known[facts.id, part]

    def _asked(self, facts: ClassFacts, part: str, action: Action) -> Refusal | None:
        name = facts.part_name(part)
        if not may_import(self.actor, facts, part, action):
            return Refusal("INTAKE_PART_NOT_YOURS", {"part": name, "class_name": facts.name})
        state = window_states(facts, PERIOD, [part], self.at)[part]
        closed = window_refusal(state, part, name)
        return why(closed) if closed is not None else None
