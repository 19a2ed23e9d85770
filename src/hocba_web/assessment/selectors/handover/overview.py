"""Which classes were handed over, and what waits for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed
from hocba_web.assessment.models import Handover, HandoverNote
from hocba_web.assessment.selectors.register import ClassFacts, classes_of_year
from hocba_web.schools.selectors.rolls import places

LAST_GRADE = 5


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One class at the end of a year."""

    facts: ClassFacts
    written: int
    """Notes."""
    handed: bool
    received: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """A class of which an acting person receives notes."""

    handover: Handover
    enrolments: tuple[int, ...]
    """Places in the class handed over whose notes are theirs."""
    open: int
    """How many are not received yet."""


def handover_overview(year_id: int, class_ids: Collection[int] | None = None) -> list[HandoverRow]:
    """Classes of a year with how far the handover of the year's end is; a fixed number of queries."""
    handovers = {
        one.school_class_id: one
        for one in Handover.objects.filter(school_class__year_id=year_id, occasion=Handover.Occasion.YEAR_END).annotate(
            written=Count("notes"), received=Count("notes", filter=Q(notes__received_at__isnull=False))
        )
    }
    rows = []
    for facts in classes_of_year(year_id, class_ids):
        one = handovers.get(facts.id)
        rows.append(
            HandoverRow(
                facts,
                getattr(one, "written", 0),
                one is not None and one.handed_at is not None,
                getattr(one, "received", 0),
            )
        )
    return rows


def incoming(actor: Actor) -> list[Incoming]:
    """Handed-over classes of which this person receives notes, the latest first.

    At the end of a year the homeroom teacher of the class a pupil goes into receives the note; of pupils who leave
    with grade 5 the school does, for grade 6. Within a year the new homeroom teacher of the same class does.

    Source: Circular 27/2020/TT-BGDĐT, art. 12.
    """
    notes = HandoverNote.objects.filter(
        handover__handed_at__isnull=False, handover__school_class__year__school_id=actor.school_id
    ).select_related("handover__school_class__year", "handover__by", "enrolment")
    found: dict[int, list[HandoverNote]] = defaultdict(list)
    rows = list(notes.order_by("-handover__handed_at", "handover_id", "id"))
    following = _following([one for one in rows if one.handover.occasion == Handover.Occasion.YEAR_END])
    for one in rows:
        if receives(actor, one, following):
            found[one.handover_id].append(one)
    return [
        Incoming(
            members[0].handover,
            tuple(one.enrolment_id for one in members),
            sum(one.received_at is None for one in members),
        )
        for members in found.values()
    ]


def receives(actor: Actor, note: HandoverNote, following: dict[tuple[int, int], int]) -> bool:
    """Whether a note is for this person: by the matrix, and by where the pupil is.

    Args:
        actor: who acts.
        note: handed over, with its class.
        following: (pupil, first calendar year) -> class in that year.
    """
    handover = note.handover
    old = handover.school_class
    if handover.occasion == Handover.Occasion.MID_YEAR:
        return old.id in actor.homeroom_of and _may(actor, old.id)
    new = following.get((note.enrolment.pupil_id, old.year.first + 1))
    if new is not None:
        return new in actor.homeroom_of and _may(actor, new)
    return old.grade == LAST_GRADE and _may(actor, None)


def _may(actor: Actor, class_id: int | None) -> bool:
    return allowed(actor, Action.HANDOVER_RECEIVE, Target(school_id=actor.school_id, class_id=class_id))


def _following(notes: list[HandoverNote]) -> dict[tuple[int, int], int]:
    pupils = {one.enrolment.pupil_id for one in notes}
    years = {one.handover.school_class.year.first + 1 for one in notes}
    rows = places(pupil_id__in=pupils, school_class__year__first__in=years, left_on__isnull=True)
    return {
        (pupil, first): class_id
        for pupil, first, class_id in rows.values_list("pupil_id", "school_class__year__first", "school_class_id")
    }
