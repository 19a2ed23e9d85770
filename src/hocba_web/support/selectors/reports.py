"""Reads of fault reports and requests."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Missing
from hocba_web.schools.regulation_values import FaultReceiver
from hocba_web.schools.selectors.regulation import regulation_in_force
from hocba_web.schools.selectors.teaching import users_of_body, users_with_role
from hocba_web.support.models import ChangeRequest, FaultReport

_OFFICES = {
    FaultReceiver.SCHOOL_ADMIN: Role.SCHOOL_ADMIN,
    FaultReceiver.VICE_PRINCIPAL: Role.VICE_PRINCIPAL,
    FaultReceiver.PRINCIPAL: Role.PRINCIPAL,
}


def answers_reports(actor: Actor, on: date) -> bool:
    """Whether somebody answers reports of the school on a day (Decision 32/QĐ-THPĐ, art. 9(2), art. 10(d)).

    Principal, vice principal and admin do; so does everybody whom the school's regulation tells of each report.
    """
    if allowed(actor, Action.FAULT_ANSWER, Target(school_id=actor.school_id)):
        return True
    return actor.staff_id is not None and actor.user_id in receivers(actor.school_id, on)


def receivers(school_id: int, on: date) -> frozenset[int]:
    """Accounts (ids) told of reports on a day, as the school's own regulation sets it (art. 6(6))."""
    asked = regulation_in_force(school_id, on).values.fault_receivers
    found = users_with_role(school_id, [_OFFICES[one] for one in asked if one in _OFFICES], on)
    return found | users_of_body(school_id, "board", on) if FaultReceiver.BOARD in asked else found


def reports_of(actor: Actor, on: date, *, state: str = "") -> QuerySet[FaultReport]:
    """The reports somebody may read, newest first: their own; all of the school for those who answer.

    Args:
        actor: who reads.
        on: today, for who answers.
        state: only these; "open" for everything that is not done, empty for all.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    require(actor, Action.FAULT_REPORT, Target(school_id=actor.school_id))
    found = FaultReport.objects.filter(school_id=actor.school_id).select_related("reporter")
    if not answers_reports(actor, on):
        found = found.filter(reporter_id=actor.user_id)
    if state == "open":
        return found.filter(~Q(state=FaultReport.State.DONE))
    return found.filter(state=state) if state else found


def report_of(actor: Actor, report_id: int, on: date) -> FaultReport:
    """One of `reports_of`, with its conversation.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    rows = reports_of(actor, on).select_related("picture").prefetch_related("messages__by")
    found = rows.filter(id=report_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def requests_of(actor: Actor) -> QuerySet[ChangeRequest]:
    """Requests of the school, newest first.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    require(actor, Action.CHANGE_REQUEST_VIEW, Target(school_id=actor.school_id))
    return ChangeRequest.objects.filter(school_id=actor.school_id).select_related("drafted_by", "decided_by")


def request_of(actor: Actor, request_id: int) -> ChangeRequest:
    """One of `requests_of`.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    require(actor, Action.CHANGE_REQUEST_VIEW, Target(school_id=actor.school_id))
    rows = ChangeRequest.objects.filter(school_id=actor.school_id, id=request_id)
    found = rows.select_related("drafted_by", "decided_by").first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found
