"""Recording reward and sanction (Decision 32/QĐ-THPĐ, art. 6(11), art. 13); the principal alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.selectors.setup import current_year
from hocba_web.schools.selectors.staff import staff_page
from hocba_web.schools.services.appointments import DecisionKind
from hocba_web.schools.services.appointments.decisions import give
from hocba_web.schools.services.attachments import Upload, keep
from hocba_web.supervision.models import ConductDecision

SOURCE = "Decision 32/QĐ-THPĐ, art. 13"
Kind = ConductDecision.Kind
PROPOSALS = frozenset({Kind.PROPOSE_REWARD, Kind.PROPOSE_SANCTION})
_LONGEST_NUMBER = 40
_SUMMARIES = {
    Kind.REWARD: "Khen thưởng thực hiện tốt quy chế học bạ số",
    Kind.SANCTION: "Xử lý vi phạm quy chế học bạ số",
}
"""For the register of decisions: whom it concerns stands only on the principal's own page."""


@dataclass(frozen=True, slots=True)
class Conduct:
    """What was decided, or proposed to the authority above."""

    kind: Kind
    number: str
    dated: date
    reason: str
    addressee: str = ""
    """To whom it is proposed; empty for a decision of the school."""
    paper: Upload | None = None


@transaction.atomic
def record_conduct(*, actor: Actor, staff_id: int, conduct: Conduct, at: datetime) -> ConductDecision:
    """Record a decision on somebody, or a proposal to the authority; it is never changed afterwards.

    Source: Decision 32/QĐ-THPĐ, art. 6(11), art. 13.

    Args:
        actor: the principal.
        staff_id: of the same school, not the principal.
        conduct: what.
        at: aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: CONDUCT_SELF, CONDUCT_REASON_NEEDED, CONDUCT_ADDRESSEE_NEEDED, CONDUCT_IN_FUTURE, CONDUCT_RECORDED,
            CONDUCT_NO_YEAR, DECISION_*, ATTACHMENT_*.
    """
    require(actor, Action.CONDUCT_DECIDE, Target(school_id=actor.school_id))
    person = staff_page(actor.school_id, staff_id)
    proposal = conduct.kind in PROPOSALS
    number = clean(conduct.number)
    if person.user_id == actor.user_id:
        raise Refused("CONDUCT_SELF", source=SOURCE)
    if not clean(conduct.reason):
        raise Refused("CONDUCT_REASON_NEEDED", where="reason", source=SOURCE)
    if not number:
        raise Refused("DECISION_NUMBER_NEEDED", where="number", source=SOURCE, longest=_LONGEST_NUMBER)
    if proposal and not clean(conduct.addressee):
        raise Refused("CONDUCT_ADDRESSEE_NEEDED", where="addressee", source=SOURCE)
    if conduct.dated > clock.local(at).date():
        raise Refused("CONDUCT_IN_FUTURE", where="dated", source=SOURCE)
    year = current_year(actor.school_id)
    if year is None:
        raise Refused("CONDUCT_NO_YEAR", source=SOURCE)
    decision = None
    if not proposal:
        decision = give(
            actor=actor,
            kind=DecisionKind.CONDUCT,
            number=number,
            dated=conduct.dated,
            summary=_SUMMARIES[conduct.kind],
            at=at,
        )
    here = {"staff_id": staff_id, "kind": conduct.kind, "number": number, "dated": conduct.dated}
    row, new = ConductDecision.objects.get_or_create(
        **here,
        defaults={
            "school_id": actor.school_id,
            "year_id": year.id,
            "decision": decision,
            "addressee": clean(conduct.addressee) if proposal else "",
            "reason": clean(conduct.reason)[:1000],
            "attachment": keep(actor=actor, upload=conduct.paper, at=at),
            "recorded_by_id": actor.user_id,
            "recorded_at": at,
        },
    )
    if not new:
        raise Refused("CONDUCT_RECORDED", where="number", source=SOURCE, number=number)
    audit.record(
        actor=actor,
        action="supervision.conduct.recorded",
        subject=("staff", staff_id),
        at=at,
        school_id=actor.school_id,
        details={"kind": conduct.kind.value, "paper": row.attachment_id is not None},
    )
    return row


def paper_of(actor: Actor, conduct_id: int) -> ConductDecision:
    """One recorded decision of the actor's school that has a paper.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    require(actor, Action.CONDUCT_DECIDE, Target(school_id=actor.school_id))
    rows = ConductDecision.objects.filter(school_id=actor.school_id, attachment__isnull=False)
    found = rows.select_related("attachment").filter(id=conduct_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found
