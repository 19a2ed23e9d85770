"""What acts of supplementary assessment have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hocba_web.accounts.actor import Actor
from hocba_web.assessment.models import Period, SupplementaryCase
from hocba_web.assessment.selectors.register import ClassFacts, RollPupil, class_facts, roll
from hocba_web.assessment.selectors.windows import window_state
from hocba_web.assessment.selectors.windows.access import require_not_frozen, window_refusal
from hocba_web.assessment.selectors.year_end.final import FinalYear, final_years
from hocba_web.audit import services as audit
from hocba_web.base.clock import local
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.selectors.rolls import places

SOURCE = "Circular 27/2020/TT-BGDĐT, art. 11(1)(b)"
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Concerned:
    """A pupil, the class and the year."""

    facts: ClassFacts
    pupil: RollPupil
    final: FinalYear


def concerned(actor: Actor, enrolment_id: int) -> Concerned:
    """A pupil of the actor's school; the case, if there is one, is held until the transaction ends.

    Raises:
        Missing: NOT_FOUND_HERE, no such pupil at this school.
    """
    list(SupplementaryCase.objects.select_for_update(of=("self",)).filter(enrolment_id=enrolment_id).values("id"))
    class_id = (
        places(id=enrolment_id, school_class__year__school_id=actor.school_id)
        .values_list("school_class_id", flat=True)
        .first()
    )
    if class_id is None:
        raise Missing("NOT_FOUND_HERE")
    facts = class_facts(class_id, actor.school_id)
    pupil = next(one for one in roll(facts.id) if one.enrolment_id == enrolment_id)
    return Concerned(facts, pupil, final_years([enrolment_id])[enrolment_id])


def require_due(one: Concerned) -> None:
    """Refuse unless the year-end result calls for supplementary assessment.

    Raises:
        Refused: SUPPLEMENTARY_NONE_DUE.
    """
    if not one.final.waits:
        raise Refused("SUPPLEMENTARY_NONE_DUE", source=SOURCE)


def require_here(one: Concerned, at: datetime) -> None:
    """Refuse for a pupil who has left.

    Raises:
        Refused: YEAR_END_PUPIL_LEFT.
    """
    if one.pupil.has_left(local(at).date()):
        raise Refused("YEAR_END_PUPIL_LEFT", class_name=one.facts.name)


def require_open(one: Concerned, part: str, at: datetime) -> None:
    """Refuse outside the window of supplementary assessment, and once the pupil's record is initialised.

    An unlocked record opens its parts whatever the window says.

    Args:
        one: the pupil.
        part: whose entry it is: a subject's value or "homeroom".
        at: aware, UTC.

    Raises:
        Refused: PART_SIGNED; the code of the window.
    """
    facts = one.facts
    if require_not_frozen(facts.id, one.pupil.enrolment_id, part, facts.part_name(part)):
        return
    state = window_state(facts, Period.SUPPLEMENTARY.value, "", at, hold=True)
    refusal = window_refusal(state, "", Period.SUPPLEMENTARY.label)
    if refusal is not None:
        raise refusal


def locked_case(enrolment_id: int) -> SupplementaryCase:
    """The case of a pupil, held until the transaction ends.

    Raises:
        Refused: SUPPLEMENTARY_NOT_OPENED.
    """
    case = SupplementaryCase.objects.select_for_update(of=("self",)).filter(enrolment_id=enrolment_id).first()
    if case is None:
        raise Refused("SUPPLEMENTARY_NOT_OPENED", source=SOURCE)
    return case


def require_undecided(one: Concerned) -> None:
    """Refuse once the principal has decided on promotion.

    Raises:
        Refused: PROMOTION_STANDS.
    """
    if one.final.promotion is not None:
        raise Refused("PROMOTION_STANDS", source="Circular 27/2020/TT-BGDĐT, art. 11(1)(c)")


def told(text: str, where: str, *, needed: bool) -> str:
    """A typed text, cleaned.

    Raises:
        Refused: TEXT_NEEDED, YEAR_END_TEXT_TOO_LONG.
    """
    kept = clean(text).strip()
    if needed and not kept:
        raise Refused("TEXT_NEEDED", where=where)
    if len(kept) > LONGEST:
        raise Refused("YEAR_END_TEXT_TOO_LONG", where=where, longest=LONGEST, count=len(kept))
    return kept


def trace(actor: Actor, action: str, one: Concerned, at: datetime, **details: object) -> None:
    """One entry in the trail about a pupil's year."""
    audit.record(
        actor=actor,
        action=action,
        subject=("enrolment", one.pupil.enrolment_id),
        at=at,
        school_id=one.facts.school_id,
        pupils=[one.pupil.pupil_id],
        details={"class": one.facts.name, **details},
    )
