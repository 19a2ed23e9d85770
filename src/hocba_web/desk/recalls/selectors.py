"""Recalls as officers see them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hocba_web.base.refusals import Missing
from hocba_web.officers.actor import Officer
from hocba_web.register.models import Prepared, Recall

State = Recall.State
TABS = ("prepare", "decide", "ministry", "done")
_DECIDING = Q(prepared__state=Prepared.State.WAITING)


def recalls(officer: Officer, tab: str) -> QuerySet[Recall]:
    """Those of the officer's areas under one of `TABS`; what waits, oldest first.

    Args:
        officer: who looks.
        tab: what to show.
    """
    found = _within(officer).select_related("number__school")
    if tab == "done":
        return found.filter(state__in=[State.AGREED, State.REFUSED]).order_by("-decided_at", "-id")
    if tab == "ministry":
        return found.filter(state=State.MINISTRY)
    waiting = found.filter(state=State.WAITING)
    return waiting.filter(_DECIDING) if tab == "decide" else waiting.exclude(_DECIDING)


def counts(officer: Officer) -> dict[str, int]:
    """How many wait to be prepared, to be decided, for the ministry; one query."""
    found = _within(officer).filter(state__in=[State.WAITING, State.MINISTRY])
    rows = list(found.values_list("state", "prepared__state"))
    decide = sum(state == State.WAITING and prepared == Prepared.State.WAITING for state, prepared in rows)
    ministry = sum(state == State.MINISTRY for state, _ in rows)
    return {"prepare": len(rows) - decide - ministry, "decide": decide, "ministry": ministry}


def recall(officer: Officer, recall_id: int) -> Recall:
    """One of them.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = _within(officer).select_related("number__school").filter(pk=recall_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def _within(officer: Officer) -> QuerySet[Recall]:
    found = Recall.objects.all()
    return found if officer.areas is None else found.filter(number__school__area_code__in=officer.areas)
