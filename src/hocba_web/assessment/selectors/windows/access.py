"""Whether the parts of a class may be entered now: windows, "Hoàn thành" marks and signatures together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hocba.model import Moment
from hocba_web.assessment.models import CompletionMark
from hocba_web.assessment.ports import ports
from hocba_web.assessment.selectors.register import ClassFacts
from hocba_web.assessment.selectors.windows.state import WindowState, window_states
from hocba_web.base import clock
from hocba_web.base.refusals import Refused

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

    @property
    def is_open(self) -> bool:
        """Whether its entries may be changed."""
        return self.window.is_open and self.completed_at is None and not self.signed

    def refusal(self, name: str) -> Refused | None:
        """Why not, with the next step; None if they may.

        Args:
            name: what people call the part.
        """
        if self.signed:
            return Refused("PART_SIGNED", where=self.part, source=SOURCE, part=name)
        if not self.window.is_open:
            return window_refusal(self.window, self.part, name)
        if self.completed_at is not None:
            at = f"{clock.local(self.completed_at):%H:%M %d/%m/%Y}"
            return Refused("PART_COMPLETED", where=self.part, source=SOURCE, part=name, by=self.completed_by, at=at)
        return None


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
    """Several parts of one class, in two queries.

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
    signed = ports.signed_parts(facts.id, moment.value)
    found = {}
    for part in wanted:
        completed_at, completed_by = marks.get(part) or (None, "")
        found[part] = Access(part, windows[part], completed_at, completed_by, part in signed)
    return found
