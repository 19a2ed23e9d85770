"""Reads of fault reports and requests."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base.refusals import Missing
from hocba_web.schools.selectors.teaching import users_of_body
from hocba_web.support.models import ChangeRequest, FaultReport


def answers_reports(actor: Actor, on: date) -> bool:
    """Whether somebody answers reports of the school on a day (Decision 32/QĐ-THPĐ, art. 9(2), art. 10(d)).

    Principal, vice principal and admin do; so does every member of Ban Quản trị, whatever else they are, for they are
    told of each report.
    """
    if allowed(actor, Action.FAULT_ANSWER, Target(school_id=actor.school_id)):
        return True
    return actor.staff_id is not None and actor.user_id in users_of_body(actor.school_id, "board", on)


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
