"""Whether the parts of a class may be entered now: windows, "Hoàn thành" marks and initialised records together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from hocba.model import Moment
from hocba_web.assessment.models import CompletionMark
from hocba_web.assessment.ports import RecordLock, ports
from hocba_web.assessment.selectors.register import ClassFacts
from hocba_web.assessment.selectors.windows.state import WindowState, window_states
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.schools.selectors.rolls import places

SOURCE = "Decision 32/QĐ-THPĐ, art. 6(6)(c)"


@dataclass(frozen=True, slots=True)
class Access:
    """One part of one class at one moment."""

    part: str
    window: WindowState
    completed_at: datetime | None
    """When its teacher marked it "Hoàn thành"; None if no mark stands."""
    completed_by: str
    signed: bool
    """Whether the records of everybody on the roll are initialised and none is opened again for this part."""
    locks: Mapping[int, RecordLock] = field(default_factory=lambda: MappingProxyType({}))
    """At the year's end: by place in the class, whose record is initialised."""

    @property
    def is_open(self) -> bool:
        """Whether the entries of pupils without a record may be changed."""
        return self.window.is_open and self.completed_at is None and not self.signed

    @property
    def is_open_for_some(self) -> bool:
        """Whether anybody's entries may be changed: by the window, or because a record was unlocked."""
        return self.is_open or any(self.part in lock.opened for lock in self.locks.values())

    def is_open_for(self, enrolment_id: int) -> bool:
        """Whether one pupil's entries may be changed."""
        return self.refusal_of(enrolment_id, "") is None

    def refusal_of(self, enrolment_id: int, name: str) -> Refused | None:
        """Why one pupil's entries may not be changed, with the next step; None if they may.

        Args:
            enrolment_id: the pupil's place in the class.
            name: what people call the part.
        """
        lock = self.locks.get(enrolment_id)
        if lock is None:
            return self.refusal(name)
        return None if self.part in lock.opened else frozen(self.part, name)

    def refusal_of_all(self, name: str) -> Refused | None:
        """Why nobody's entries may be changed; None if somebody's may."""
        return None if self.is_open_for_some else self.refusal(name)

    def refusal(self, name: str) -> Refused | None:
        """Why entries of pupils without a record may not be changed, with the next step; None if they may.

        Args:
            name: what people call the part.
        """
        if self.signed:
            return frozen(self.part, name)
        if not self.window.is_open:
            return window_refusal(self.window, self.part, name)
        if self.completed_at is not None:
            at = f"{clock.local(self.completed_at):%H:%M %d/%m/%Y}"
            return Refused("PART_COMPLETED", where=self.part, source=SOURCE, part=name, by=self.completed_by, at=at)
        return None


def frozen(part: str, name: str) -> Refused:
    """The refusal to change what stands in an initialised record."""
    return Refused("PART_SIGNED", where=part, source=SOURCE, part=name)


def locks_of(class_ids: Iterable[int]) -> dict[int, RecordLock]:
    """Whose record is initialised in some classes, by place in the class."""
    return {one: lock for class_id in sorted(set(class_ids)) for one, lock in ports.record_locks(class_id).items()}


def require_not_frozen(class_id: int, enrolment_id: int, part: str, name: str) -> bool:
    """Refuse to change what stands in an initialised record of one pupil.

    Returns:
        Whether an unlocking opened the part for this pupil, whatever the windows say.

    Raises:
        Refused: PART_SIGNED.
    """
    lock = ports.record_locks(class_id).get(enrolment_id)
    if lock is not None and part not in lock.opened:
        raise frozen(part, name)
    return lock is not None


def window_refusal(state: WindowState, part: str, name: str) -> Refused | None:
    """The refusal that a closed window gives; None if it is open."""
    if state.closed is None:
        return None
    times = {
        label: f"{clock.local(when):%H:%M %d/%m/%Y}" if when else "–"
        for label, when in (("opens", state.opens_at), ("closes", state.closes_at))
    }
    return Refused(state.closed.value, where=part, source=SOURCE, part=name, **times)


def accesses(
    facts: ClassFacts,
    moment: Moment,
    parts: Iterable[str],
    at: datetime,
    *,
    marks: Mapping[str, tuple[datetime, str]] | None = None,
    hold: bool = False,
) -> dict[str, Access]:
    """Several parts of one class, in two queries, at the year's end two to three more.

    Args:
        facts: the class.
        moment: one of the four.
        parts: of the class.
        at: aware, UTC.
        marks: standing "Hoàn thành" marks, if they are known already.
        hold: as of `window_states`.
    """
    wanted = tuple(parts)
    windows = window_states(facts, moment.value, wanted, at, hold=hold)
    if marks is None:
        standing = CompletionMark.objects.filter(
            school_class_id=facts.id, moment=moment.value, withdrawn_at__isnull=True
        )
        marks = {part: (when, name) for part, when, name in standing.values_list("part", "at", "by__full_name")}
    locks = ports.record_locks(facts.id) if moment is Moment.YEAR_END else MappingProxyType({})
    present = _present(facts.id) if locks else ()
    found = {}
    for part in wanted:
        completed_at, completed_by = marks.get(part) or (None, "")
        found[part] = Access(part, windows[part], completed_at, completed_by, _all_frozen(present, locks, part), locks)
    return found


def _present(class_id: int) -> tuple[int, ...]:
    """Places in a class that have not ended."""
    return tuple(places(school_class_id=class_id, left_on__isnull=True).values_list("id", flat=True))


def _all_frozen(present: Iterable[int], locks: Mapping[int, RecordLock], part: str) -> bool:
    return bool(locks) and all(one in locks and part not in locks[one].opened for one in present)
