"""Reads of fault reports and requests."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base.refusals import Missing
from hocba_web.support.models import ChangeRequest, FaultReport


def answers_reports(actor: Actor) -> bool:
    """Whether somebody answers reports of the school (Decision 32/QĐ-THPĐ, art. 9(2), art. 10(d))."""
    return allowed(actor, Action.FAULT_ANSWER, Target(school_id=actor.school_id))


def reports_of(actor: Actor, *, state: str = "") -> QuerySet[FaultReport]:
    """The reports somebody may read, newest first: their own; all of the school for those who answer.

    Args:
        actor: who reads.
        state: only these; "open" for everything that is not done, empty for all.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    require(actor, Action.FAULT_REPORT, Target(school_id=actor.school_id))
    found = FaultReport.objects.filter(school_id=actor.school_id).select_related("reporter")
    if not answers_reports(actor):
        found = found.filter(reporter_id=actor.user_id)
    if state == "open":
        return found.filter(~Q(state=FaultReport.State.DONE))
    return found.filter(state=state) if state else found


def report_of(actor: Actor, report_id: int) -> FaultReport:
    """One of `reports_of`, with its conversation.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    found = reports_of(actor).select_related("picture").prefetch_related("messages__by").filter(id=report_id).first()
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
