"""Certificates that schools registered, as officers see them."""

from __future__ import annotations

from django.db.models import QuerySet

from hocba_web.base.refusals import Missing
from hocba_web.gateway.models import Certificate
from hocba_web.officers.actor import Officer
from hocba_web.register.models import Prepared

Status = Certificate.Status
TABS = ("prepare", "decide", "approved", "refused")


def certificates(officer: Officer, tab: str) -> QuerySet[Certificate]:
    """Those of the officer's areas under one of `TABS`; what waits, oldest first.

    Args:
        officer: who looks.
        tab: what to show.
    """
    found = _within(officer)
    ids = waiting_ids(officer)
    if tab == "decide":
        return found.filter(pk__in=ids).order_by("registered_at", "id")
    if tab == "prepare":
        return found.filter(status=Status.PENDING).exclude(pk__in=ids).order_by("registered_at", "id")
    return found.filter(status=Status.APPROVED if tab == "approved" else Status.REFUSED).order_by("-decided_at", "-id")


def counts(officer: Officer) -> dict[str, int]:
    """How many wait to be prepared and to be decided."""
    ids = waiting_ids(officer)
    pending = _within(officer).filter(status=Status.PENDING).exclude(pk__in=ids).count()
    return {"prepare": pending, "decide": len(ids)}


def certificate(officer: Officer, certificate_id: int) -> Certificate:
    """One of them.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = _within(officer).filter(pk=certificate_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def waiting_ids(officer: Officer) -> list[int]:
    """Numbers of the certificates about which something waits to be decided."""
    rows = Prepared.objects.filter(kind=Prepared.Kind.CERTIFICATE, state=Prepared.State.WAITING)
    if officer.areas is not None:
        rows = rows.filter(area_code__in=officer.areas)
    return [int(subject) for subject in rows.values_list("subject", flat=True)]


def _within(officer: Officer) -> QuerySet[Certificate]:
    found = Certificate.objects.select_related("school")
    return found if officer.areas is None else found.filter(school__area_code__in=officer.areas)
