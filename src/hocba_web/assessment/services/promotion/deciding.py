"""Promoted or kept down: the principal's decision, with reason, number and day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require, two_people
from hocba_web.assessment.models import PromotionDecision
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.windows.access import require_not_frozen
from hocba_web.assessment.selectors.year_end.final import Stage
from hocba_web.assessment.services.supplementary.common import (
    Concerned,
    concerned,
    locked_case,
    require_due,
    require_here,
    require_undecided,
    trace,
)
from hocba_web.assessment.services.windows.common import reason_of
from hocba_web.base.refusals import Refused
from hocba_web.base.text import clean
from hocba_web.schools.services.appointments import DecisionKind, give

SOURCE = "Circular 27/2020/TT-BGDĐT, art. 11(1)(c)"


@transaction.atomic
def decide_promotion(
    *,
    actor: Actor,
    enrolment_id: int,
    promoted: bool,
    reason: str,
    at: datetime,
    real_at: datetime,
    number: str = "",
    dated: date | None = None,
) -> PromotionDecision:
    """Promote a pupil who did not complete the grade, or keep the pupil down.

    Source: Circular 27/2020/TT-BGDĐT, art. 11(1)(c).

    Args:
        actor: the principal, with a fresh second factor; not who decided the result or reported it.
        enrolment_id: the pupil's place in the class.
        promoted: whether the pupil goes up.
        reason: 1 to 500 signs.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.
        number: of the decision on paper; may be empty.
        dated: its day.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: SUPPLEMENTARY_NONE_DUE, SUPPLEMENTARY_NOT_OPENED, PROMOTION_NOT_YET, PROMOTION_STANDS,
            YEAR_END_PUPIL_LEFT, PART_SIGNED, REASON_NEEDED, REASON_TOO_LONG, DECISION_*.
    """
    one = _of_principal(actor, enrolment_id, real_at)
    require_due(one)
    require_here(one, at)
    _require_not_frozen(one)
    case = locked_case(enrolment_id)
    require_undecided(one)
    if one.final.stage is not Stage.PRINCIPAL:
        raise Refused("PROMOTION_NOT_YET", source=SOURCE, stage=one.final.stage.label)
    for other in (case.decided_by_id, case.reported_by_id):
        if other is not None:
            two_people(other, actor)
    why = reason_of(reason)
    made = PromotionDecision.objects.create(
        enrolment_id=enrolment_id,
        promoted=promoted,
        reason=why,
        decision_id=_paper(actor, number, dated, why, at),
        by_id=actor.user_id,
        at=at,
    )
    trace(actor, "assessment.promotion.decided", one, at, promoted=promoted, numbered=made.decision_id is not None)
    return made


@transaction.atomic
def withdraw_promotion(
    *, actor: Actor, enrolment_id: int, reason: str, at: datetime, real_at: datetime
) -> PromotionDecision:
    """Take a decision on promotion back, so that another can be made; the first is kept.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: PROMOTION_NONE, PART_SIGNED, REASON_NEEDED, REASON_TOO_LONG.
    """
    one = _of_principal(actor, enrolment_id, real_at)
    rows = PromotionDecision.objects.select_for_update(of=("self",))
    row = rows.filter(enrolment_id=enrolment_id, withdrawn_at__isnull=True).first()
    if row is None:
        raise Refused("PROMOTION_NONE", source=SOURCE)
    _require_not_frozen(one)
    row.withdrawn_by_id, row.withdrawn_at, row.withdrawn_reason = actor.user_id, at, reason_of(reason)
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    trace(actor, "assessment.promotion.withdrawn", one, at, promoted=row.promoted)
    return row


def _require_not_frozen(one: Concerned) -> None:
    """What an initialised record says of promotion stands until the record is unlocked."""
    require_not_frozen(one.facts.id, one.pupil.enrolment_id, HOMEROOM, one.facts.part_name(HOMEROOM))


def _of_principal(actor: Actor, enrolment_id: int, real_at: datetime) -> Concerned:
    one = concerned(actor, enrolment_id)
    require(actor, Action.PROMOTION_DECIDE, Target(school_id=one.facts.school_id, class_id=one.facts.id))
    fresh(actor, at=real_at)
    return one


def _paper(actor: Actor, number: str, dated: date | None, summary: str, at: datetime) -> int | None:
    if not clean(number):
        return None
    if dated is None:
        raise Refused("DECISION_DATE_NEEDED", where="dated")
    kind = DecisionKind.PROMOTION
    return give(actor=actor, kind=kind, number=number, dated=dated, summary=summary, at=at).id
