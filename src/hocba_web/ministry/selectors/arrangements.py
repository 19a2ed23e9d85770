"""Whether reports go by themselves."""

from __future__ import annotations

from datetime import date

from hocba_web.ministry.models import Arrangement


def arrangement_on(day: date) -> Arrangement | None:
    """The decision that counts on a day in Vietnam: the newest that has begun."""
    return Arrangement.objects.filter(valid_from__lte=day).order_by("-valid_from", "-id").first()


def automatic_on(day: date) -> bool:
    """Whether the clock sends reports on a day; not before somebody decided so."""
    found = arrangement_on(day)
    return found is not None and found.automatic
