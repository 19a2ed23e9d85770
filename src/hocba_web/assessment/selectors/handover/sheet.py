"""One class's handover: the notes as they stand, or as they may begin."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from hocba_web.assessment.models import Handover, HandoverNote
from hocba_web.assessment.selectors.handover.suggestions import Suggestion, suggestions
from hocba_web.assessment.selectors.register import ClassFacts, RollPupil, roll

_NO_NOTE = Suggestion()


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One pupil's line."""

    pupil: RollPupil
    note: HandoverNote | None
    """What was written; None before."""
    suggestion: Suggestion

    @property
    def strengths(self) -> str:
        """Written, or suggested."""
        return self.note.strengths if self.note else self.suggestion.strengths

    @property
    def limits(self) -> str:
        """Written, or suggested."""
        return self.note.limits if self.note else self.suggestion.limits

    @property
    def advice(self) -> str:
        """Written."""
        return self.note.advice if self.note else ""

    @property
    def is_written(self) -> bool:
        """Whether the note says anything."""
        return self.note is not None and any((self.note.strengths, self.note.limits, self.note.advice))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A class."""

    facts: ClassFacts
    occasion: str
    handover: Handover | None
    """The one being written or, once handed over, the last one; None before the first word."""
    rows: tuple[NoteRow, ...]
    """By place in the list."""

    @property
    def is_handed(self) -> bool:
        """Whether the notes stand as they are."""
        return self.handover is not None and self.handover.handed_at is not None

    @property
    def unwritten(self) -> tuple[NoteRow, ...]:
        """Pupils without a note."""
        return tuple(row for row in self.rows if not row.is_written)

    @property
    def received(self) -> int:
        """How many notes were received."""
        return sum(row.note is not None and row.note.received_at is not None for row in self.rows)


def handover_sheet(
    facts: ClassFacts, occasion: str, on: date, *, only: Collection[int] | None = None, writer: int | None = None
) -> Sheet:
    """A class's handover; a fixed number of queries.

    Args:
        facts: the caller has asked who may see it.
        occasion: a value of `Handover.Occasion`.
        on: local day; who has left by then stands on it only if a note was written.
        only: places shown, for a teacher who receives some; None for all.
        writer: the account (id) of a homeroom teacher who may begin the next one: within a year a class can change
            hands again, and what others handed over is not theirs to write.
    """
    handovers = Handover.objects.select_related("by").filter(school_class_id=facts.id, occasion=occasion)
    handover = handovers.order_by("-id").first()
    if handover is not None and handover.handed_at is not None and _is_past(handover, writer):
        handover = None
    notes: dict[int, HandoverNote] = {}
    if handover is not None:
        notes = {one.enrolment_id: one for one in handover.notes.select_related("received_by")}
    pupils = [
        one
        for one in roll(facts.id)
        if (only is None or one.enrolment_id in only) and (one.enrolment_id in notes or not one.has_left(on))
    ]
    missing = [one.enrolment_id for one in pupils if one.enrolment_id not in notes]
    found = suggestions(missing) if missing else {}
    return Sheet(
        facts,
        occasion,
        handover,
        tuple(NoteRow(one, notes.get(one.enrolment_id), found.get(one.enrolment_id, _NO_NOTE)) for one in pupils),
    )


def _is_past(handover: Handover, writer: int | None) -> bool:
    return handover.occasion == Handover.Occasion.MID_YEAR and writer not in {None, handover.by_id}
