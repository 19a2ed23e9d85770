"""What went to the ministry, what waits, what was refused; no pupil's data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hocba_web.ministry.models import Certificate, Line, Message, Withdrawal
from hocba_web.ministry.services.reporting import candidates
from hocba_web.register.models import Number

Areas = Collection[str] | None
"""Codes of areas; None: the whole province."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of records."""

    ready: int
    """Accepted here, and in no list yet."""
    under_way: int
    """In a list that has no result yet."""
    taken: int
    """The warehouse has them."""
    refused: int
    """Refused, and nobody has dealt with them."""
    withdrawing: int
    """The ministry is asked to recall them."""


def tally(areas: Areas) -> Tally:
    """How far reporting is."""
    state = Line.State
    counts = _within(Line.objects.all(), areas).aggregate(
        under_way=Count("id", filter=Q(state=state.WAITING)),
        taken=Count("id", filter=Q(state=state.ACCEPTED)),
        refused=Count("id", filter=Q(state=state.REFUSED, dealt_at=None)),
    )
    return Tally(
        ready=candidates(areas).count(),
        withdrawing=withdrawals(areas).count(),
        **counts,
    )


def refused(areas: Areas) -> QuerySet[Line]:
    """Records that were refused and wait for somebody, newest first."""
    found = _within(Line.objects.filter(state=Line.State.REFUSED, dealt_at=None), areas)
    return found.select_related("school", "message").order_by("-answered_at", "-id")


def withdrawals(areas: Areas) -> QuerySet[Withdrawal]:
    """Recalls that wait for the ministry."""
    found = Withdrawal.objects.filter(state__in=Withdrawal.OPEN)
    if areas is None:
        return found
    return found.filter(uuid__in=Number.objects.filter(school__area_code__in=list(areas)).values("uuid"))


def messages(areas: Areas) -> QuerySet[Message]:
    """Transactions, newest first, with the counts of their records that an officer may see."""
    found = Message.objects.select_related("certificate", "made_by")
    if areas is not None:
        found = found.filter(lines__school__area_code__in=list(areas)).distinct()
    return found.annotate(
        taken=_counted(areas, Line.State.ACCEPTED), turned_down=_counted(areas, Line.State.REFUSED)
    ).order_by("-id")


def lines(message: Message, areas: Areas) -> QuerySet[Line]:
    """Records of one transaction, in the order of its list."""
    return _within(message.lines.select_related("school"), areas).order_by("position", "id")


def certificate() -> Certificate | None:
    """The newest of the Sở's certificates at the warehouse."""
    return Certificate.objects.order_by("-id").first()


def _counted(areas: Areas, state: str) -> Coalesce:
    rows = _within(Line.objects.filter(message=OuterRef("pk"), state=state), areas)
    counted = rows.order_by().values("message").annotate(number=Count("id")).values("number")
    return Coalesce(Subquery(counted), 0)


def _within(found: QuerySet[Line], areas: Areas) -> QuerySet[Line]:
    return found if areas is None else found.filter(school__area_code__in=list(areas))
