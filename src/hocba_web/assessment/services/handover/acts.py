"""Writing the notes, handing the class over, confirming the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.models import Handover, HandoverNote
from hocba_web.assessment.selectors.handover import handover_sheet, incoming
from hocba_web.assessment.selectors.register import ClassFacts, class_facts, roll
from hocba_web.audit import services as audit
from hocba_web.base.clock import local
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.base.text import clean

SOURCE = "Circular 27/2020/TT-BGDĐT, art. 12"
_LONGEST = 1000
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Note:
    """What the next teacher should know of one pupil; each at most 1000 signs."""

    strengths: str
    limits: str
    advice: str


@transaction.atomic
def write_handover(
    *, actor: Actor, class_id: int, occasion: str, notes: Mapping[int, Note], remarks: str, at: datetime
) -> Handover:
    """Write notes of some pupils, and what goes with the whole class.

    Source: Circular 27/2020/TT-BGDĐT, art. 12.

    Args:
        actor: the homeroom teacher.
        class_id: a class of the actor's school.
        occasion: a value of `Handover.Occasion`.
        notes: by place in the class; pupils not named keep theirs.
        remarks: at most 1000 signs.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: HANDOVER_DONE, YEAR_END_TEXT_TOO_LONG.
    """
    facts = _facts(actor, class_id, occasion)
    handover = _open(facts, occasion, actor, at)
    handover.remarks = _told(remarks, "remarks")
    handover.save(update_fields=["remarks"])
    today = local(at).date()
    pupils = {one.enrolment_id: one.pupil_id for one in roll(facts.id) if not one.has_left(today)}
    if not set(notes) <= set(pupils):
        raise Missing("NOT_FOUND_HERE")
    for enrolment_id, note in notes.items():
        HandoverNote.objects.update_or_create(
            handover=handover,
            enrolment_id=enrolment_id,
            defaults={
                "strengths": _told(note.strengths, f"strengths-{enrolment_id}"),
                "limits": _told(note.limits, f"limits-{enrolment_id}"),
                "advice": _told(note.advice, f"advice-{enrolment_id}"),
                "by_id": actor.user_id,
                "at": at,
            },
        )
    _trace(actor, "assessment.handover.written", facts, at, [pupils[one] for one in notes], occasion=occasion)
    return handover


@transaction.atomic
def hand_over(*, actor: Actor, class_id: int, occasion: str, at: datetime) -> Handover:
    """Hand the class over: every pupil on the roll has a note; from now on the notes stand.

    Source: Circular 27/2020/TT-BGDĐT, art. 12.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: HANDOVER_NOT_BEGUN, HANDOVER_DONE, HANDOVER_INCOMPLETE.
    """
    facts = _facts(actor, class_id, occasion)
    rows = Handover.objects.select_for_update(of=("self",)).filter(school_class_id=facts.id, occasion=occasion)
    handover = rows.order_by("-id").first()
    if handover is None:
        raise Refused("HANDOVER_NOT_BEGUN", source=SOURCE, class_name=facts.name)
    if handover.handed_at is not None:
        raise Refused("HANDOVER_DONE", source=SOURCE, class_name=facts.name)
    sheet = handover_sheet(facts, occasion, local(at).date())
    if sheet.unwritten:
        names = "; ".join(row.pupil.name for row in sheet.unwritten[:_MOST_NAMED])
        raise Refused("HANDOVER_INCOMPLETE", source=SOURCE, count=len(sheet.unwritten), names=names)
    handover.by_id, handover.handed_at = actor.user_id, at
    handover.save(update_fields=["by", "handed_at"])
    pupils = [row.pupil.pupil_id for row in sheet.rows]
    _trace(actor, "assessment.handover.handed", facts, at, pupils, occasion=occasion)
    return handover


@transaction.atomic
def receive_handover(*, actor: Actor, handover_id: int, at: datetime) -> int:
    """Confirm that the notes meant for the acting person were read.

    Source: Circular 27/2020/TT-BGDĐT, art. 12.

    Returns:
        How many notes were received.

    Raises:
        Forbidden: HANDOVER_OWN, the same person handed over.
        Refused: HANDOVER_NOTHING.
    """
    list(Handover.objects.select_for_update(of=("self",)).filter(id=handover_id).values("id"))
    mine = next((one for one in incoming(actor) if one.handover.id == handover_id), None)
    if mine is None or not mine.open:
        raise Refused("HANDOVER_NOTHING", source=SOURCE)
    if mine.handover.by_id == actor.user_id:
        raise Forbidden("HANDOVER_OWN", source=SOURCE)
    notes = HandoverNote.objects.filter(
        handover_id=handover_id, enrolment_id__in=mine.enrolments, received_at__isnull=True
    )
    pupils = list(notes.values_list("enrolment__pupil_id", flat=True))
    count = notes.update(received_by_id=actor.user_id, received_at=at)
    facts = class_facts(mine.handover.school_class_id, actor.school_id)
    _trace(actor, "assessment.handover.received", facts, at, pupils, count=count)
    return count


def _facts(actor: Actor, class_id: int, occasion: str) -> ClassFacts:
    facts = class_facts(class_id, actor.school_id)
    require(actor, Action.HANDOVER_WRITE, Target(school_id=facts.school_id, class_id=facts.id))
    if occasion not in Handover.Occasion.values:
        raise Missing("NOT_FOUND_HERE")
    return facts


def _open(facts: ClassFacts, occasion: str, actor: Actor, at: datetime) -> Handover:
    """The one being written; within a year a class can change hands more than once, at its end it does so once."""
    rows = Handover.objects.select_for_update(of=("self",)).filter(school_class_id=facts.id, occasion=occasion)
    last = rows.order_by("-id").first()
    if last is not None and last.handed_at is None:
        return last
    if last is not None and (occasion == Handover.Occasion.YEAR_END or last.by_id == actor.user_id):
        raise Refused("HANDOVER_DONE", source=SOURCE, class_name=facts.name)
    return Handover.objects.create(school_class_id=facts.id, occasion=occasion, by_id=actor.user_id, begun_at=at)


def _told(text: str, where: str) -> str:
    kept = clean(text).strip()
    if len(kept) > _LONGEST:
        raise Refused("YEAR_END_TEXT_TOO_LONG", where=where, longest=_LONGEST, count=len(kept))
    return kept


def _trace(actor: Actor, action: str, facts: ClassFacts, at: datetime, pupils: list[int], **details: object) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("class", facts.id),
        at=at,
        school_id=facts.school_id,
        pupils=pupils,
        details={"class": facts.name, **details},
    )
