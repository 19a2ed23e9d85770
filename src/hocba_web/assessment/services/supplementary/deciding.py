"""The homeroom teacher decides after supplementary assessment, and reports who stayed behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.models import SupplementaryCase
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.year_end.classes import proposed
from hocba_web.assessment.services.supplementary.common import (
    SOURCE,
    Concerned,
    concerned,
    locked_case,
    require_due,
    require_here,
    require_open,
    require_undecided,
    told,
    trace,
)
from hocba_web.assessment.services.supplementary.entering import overall_value
from hocba_web.base.refusals import Refused


@transaction.atomic
def decide_after(*, actor: Actor, enrolment_id: int, overall: str, at: datetime) -> SupplementaryCase:
    """Decide the overall result after supplementary assessment; what the rules propose is kept beside it.

    Source: Circular 27/2020/TT-BGDĐT, art. 9(2)(a) and 11(1)(b).

    Args:
        actor: the homeroom teacher.
        enrolment_id: the pupil's place in the class.
        overall: a value of `OverallResult`.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: SUPPLEMENTARY_NONE_DUE, SUPPLEMENTARY_NOT_OPENED, SUPPLEMENTARY_EMPTY, YEAR_END_PUPIL_LEFT,
            PROMOTION_STANDS, OVERALL_UNKNOWN, PART_SIGNED, the code of the window.
    """
    one = _of_homeroom(actor, enrolment_id, at)
    require_open(one, HOMEROOM, at)
    case = locked_case(enrolment_id)
    chosen = overall_value(overall)
    if not one.final.entries:
        raise Refused("SUPPLEMENTARY_EMPTY", source=SOURCE)
    by_rule = proposed(one.final, after=True)
    case.proposed = by_rule.value if by_rule else ""
    case.overall = chosen.value
    case.decided_by_id, case.decided_at = actor.user_id, at
    case.reported_by_id = case.reported_at = None
    case.save(
        update_fields=["proposed", "overall", "decided_by", "decided_at", "reported_by", "reported_at"],
    )
    trace(actor, "assessment.supplementary.decided", one, at, overall=chosen.value, proposed=case.proposed)
    return case


@transaction.atomic
def report_behind(*, actor: Actor, enrolment_ids: Sequence[int], report: str, at: datetime) -> int:
    """List pupils whose result stayed "Chưa hoàn thành" and report them to the principal.

    Source: Circular 27/2020/TT-BGDĐT, art. 11(1)(c).

    Args:
        actor: the homeroom teacher.
        enrolment_ids: pupils of the actor's class.
        report: what was done and how far each is, 1 to 1000 signs.
        at: aware, UTC.

    Returns:
        How many were reported.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: REPORT_NOBODY, REPORT_NOT_BEHIND, PROMOTION_STANDS, YEAR_END_PUPIL_LEFT,
            TEXT_NEEDED, YEAR_END_TEXT_TOO_LONG.
    """
    if not enrolment_ids:
        raise Refused("REPORT_NOBODY", where="pupils")
    text = told(report, "report", needed=True)
    for enrolment_id in dict.fromkeys(enrolment_ids):
        one = _of_homeroom(actor, enrolment_id, at)
        case = locked_case(enrolment_id)
        if one.final.overall_after is None or one.final.overall_after in one.final.rules.completing:
            raise Refused("REPORT_NOT_BEHIND", where="pupils", source="Circular 27/2020/TT-BGDĐT, art. 11(1)(c)")
        case.report, case.reported_by_id, case.reported_at = text, actor.user_id, at
        case.save(update_fields=["report", "reported_by", "reported_at"])
        trace(actor, "assessment.supplementary.reported", one, at)
    return len(dict.fromkeys(enrolment_ids))


def _of_homeroom(actor: Actor, enrolment_id: int, at: datetime) -> Concerned:
    one = concerned(actor, enrolment_id)
    target = Target(school_id=one.facts.school_id, class_id=one.facts.id)
    require(actor, Action.SUPPLEMENTARY_ENTER_HOMEROOM, target)
    require_due(one)
    require_here(one, at)
    require_undecided(one)
    return one
