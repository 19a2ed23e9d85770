"""What decisions on windows have in common."""

from __future__ import annotations

from datetime import date, datetime

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.assessment.models import EntryWindow
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.base.text import clean
from hocba_web.schools.selectors.teaching import users_with_role
from hocba_web.schools.services.appointments import DecisionKind, give

SOURCE = "Decision 32/QĐ-THPĐ, art. 6(6)(c)"
LONGEST_REASON = 500


def reason_of(text: str, where: str = "reason") -> str:
    """A reason, cleaned; every decision on a window has one.

    Raises:
        Refused: REASON_NEEDED, REASON_TOO_LONG.
    """
    reason = " ".join(clean(text).split())
    if not reason:
        raise Refused("REASON_NEEDED", where=where, source=SOURCE)
    if len(reason) > LONGEST_REASON:
        raise Refused("REASON_TOO_LONG", where=where, longest=LONGEST_REASON, count=len(reason))
    return reason


def decision_for(actor: Actor, number: str, dated: date | None, summary: str, at: datetime) -> int | None:
    """The numbered decision that an opening rests on, by id; None where the principal decides here and nowhere else.

    Raises:
        Refused: DECISION_DATE_NEEDED, and the refusals of `schools.services.appointments.give`.
    """
    if not clean(number):
        return None
    if dated is None:
        raise Refused("DECISION_DATE_NEEDED", where="dated")
    return give(actor=actor, kind=DecisionKind.LOCK, number=number, dated=dated, summary=summary, at=at).id


def tell(actor: Actor, role: Role, kind: str, text: str, at: datetime) -> None:
    """Tell everybody who holds a role at the school today."""
    for user_id in users_with_role(actor.school_id, [role], clock.local(at).date()):
        ports.notify(user_id, kind, text)


def trace(actor: Actor, action: str, windows: list[EntryWindow], at: datetime, **details: object) -> None:
    """One entry in the trail for windows that are handled together."""
    first = windows[0]
    audit.record(
        actor=actor,
        action=action,
        subject=("window", first.id),
        at=at,
        school_id=actor.school_id,
        details={
            "periods": sorted({window.period for window in windows}),
            "windows": [window.id for window in windows],
            "opens": f"{first.opens_at:%Y-%m-%dT%H:%M:%SZ}",
            "closes": f"{first.closes_at:%Y-%m-%dT%H:%M:%SZ}",
            **details,
        },
    )
