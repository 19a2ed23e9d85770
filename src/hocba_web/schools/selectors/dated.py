"""What holds on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q


def on_day(on: date) -> Q:
    """Dated rows whose days include `on`."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))


def in_force(on: date) -> Q:
    """Rows that hold on a day and were approved."""
    return on_day(on) & Q(approved_at__isnull=False)


def overlapping(since: date, until: date | None) -> Q:
    """Dated rows that share a day with a span, which is open where `until` is None."""
    shared = Q(until__isnull=True) | Q(until__gte=since)
    return shared if until is None else shared & Q(since__lte=until)


def working(on: date) -> Q:
    """Staff who work at the school on a day; the last day counts."""
    return Q(active=True) & (Q(left_on__isnull=True) | Q(left_on__gte=on))
