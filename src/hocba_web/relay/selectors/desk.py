"""Transfers as officers see them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q, QuerySet

from hocba_web.relay.models import Transfer

Areas = Collection[str] | None
"""Codes of areas; None: the whole province."""
WAITS, LATE, LOST, ALL = "cho", "tre", "khong-khop", "tat-ca"
"""Values of the page's filter."""


def transfers(areas: Areas) -> QuerySet[Transfer]:
    """Transfers from or to schools of some areas, newest first."""
    found = Transfer.objects.select_related("receiving", "holding")
    if areas is None:
        return found
    codes = list(areas)
    return found.filter(Q(receiving__area_code__in=codes) | Q(holding__area_code__in=codes))


def filtered(areas: Areas, which: str, today: date) -> QuerySet[Transfer]:
    """Those of one filter; every one for a filter that nobody knows.

    Args:
        areas: of the officer.
        which: one of the values above.
        today: day in Vietnam.
    """
    found = transfers(areas)
    if which == WAITS:
        return found.filter(state=Transfer.State.ASKED)
    if which == LATE:
        return found.filter(state=Transfer.State.ASKED, due__lt=today)
    if which == LOST:
        return found.filter(state=Transfer.State.ASKED, holding=None)
    return found


def counts(areas: Areas, today: date) -> dict[str, int]:
    """How many there are of each filter."""
    asked = Q(state=Transfer.State.ASKED)
    return transfers(areas).aggregate(
        all=Count("id"),
        waits=Count("id", filter=asked),
        late=Count("id", filter=asked & Q(due__lt=today)),
        lost=Count("id", filter=asked & Q(holding=None)),
    )
