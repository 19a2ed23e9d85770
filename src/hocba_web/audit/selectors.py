"""Traces as pages show them: newest first, page by page without counting."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from hocba.adapters.clock import VIETNAM
from hocba_web.audit.models import Entry, EntryPupil, Kind
from hocba_web.audit.sequencer import pupils_of
from hocba_web.audit.wording import phrase

PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; everything that is set must hold."""

    since: date | None = None
    """First day, in Vietnam, by the product's clock."""
    until: date | None = None
    """Last day."""
    user_id: int | None = None
    action: str = ""
    kind: str = ""
    """"act", "view", "refusal", or empty for all."""
    subject: tuple[str, str] | None = None
    """Kind and number: ("class", "12"). With `pupils`: one of both suffices."""
    pupils: frozenset[int] = frozenset()
    """Entries that touched any of these pupils."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One entry, worded."""

    id: int
    at: datetime
    real_at: datetime
    user_id: int | None
    role: str
    kind: str
    action: str
    phrase: str
    """The action in words, in the reader's language."""
    subject_kind: str
    subject_id: str
    code: str
    details: dict[str, Any]
    pupils: tuple[int, ...]
    request_id: str
    place: int | None
    """Its number in the school's chain; None until chained."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, newest first."""

    traces: tuple[Trace, ...]
    before: int | None
    """Hand this to `traces` for the next, older page; None at the end."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody who had to do with a pupil's data, in one capacity."""

    user_id: int | None
    role: str
    views: int
    acts: int
    first_at: datetime
    last_at: datetime


def traces(*, school_id: int, wanted: Wanted | None = None, before: int | None = None, limit: int = PAGE) -> Page:
    """A page of a school's traces.

    Args:
        school_id: the school; other schools' entries are never shown.
        wanted: filters; None for all.
        before: only entries older than this number.
        limit: length of the page.
    """
    return _page(Entry.objects.filter(school_id=school_id), wanted or Wanted(), before, limit)


def traces_of_chains(
    *, chains: Collection[int] | None, wanted: Wanted | None = None, before: int | None = None, limit: int = PAGE
) -> Page:
    """A page of traces over several chains; for the authority's side.

    Args:
        chains: numbers of schools; None: every chain, also what concerns no school.
        wanted: filters; None for all.
        before: only entries older than this number.
        limit: length of the page.
    """
    entries = Entry.objects.all() if chains is None else Entry.objects.filter(school_id__in=chains)
    return _page(entries, wanted or Wanted(), before, limit)


def _page(entries: QuerySet[Entry], wanted: Wanted, before: int | None, limit: int) -> Page:
    found = _matching(entries, wanted)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("link").order_by("-pk")[: limit + 1])
    shown = rows[:limit]
    pupils = pupils_of(row.pk for row in shown)
    return Page(
        traces=tuple(_trace(row, pupils.get(row.pk, [])) for row in shown),
        before=shown[-1].pk if len(rows) > limit else None,
    )


def seen_by(*, school_id: int, pupil_id: int) -> tuple[Seen, ...]:
    """Who saw or changed a pupil's data at a school, newest first: one row a person and capacity."""
    rows = (
        Entry.objects.filter(school_id=school_id, pk__in=_entries_of([pupil_id]))
        .order_by()
        .values("user_id", "role")
        .annotate(
            views=Count("pk", filter=Q(kind=Kind.VIEW)),
            acts=Count("pk", filter=Q(kind=Kind.ACT)),
            first_at=Min("at"),
            last_at=Max("at"),
        )
    )
    return tuple(Seen(**row) for row in rows.order_by("-last_at", "user_id", "role"))


def _matching(found: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    if wanted.since:
        found = found.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    if wanted.user_id is not None:
        found = found.filter(user_id=wanted.user_id)
    if wanted.action:
        found = found.filter(action=wanted.action)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    either = Q()
    if wanted.subject:
        either |= Q(subject_kind=wanted.subject[0], subject_id=wanted.subject[1])
    if wanted.pupils:
        either |= Q(pk__in=_entries_of(wanted.pupils))
    return found.filter(either)


def _entries_of(pupils: Iterable[int]) -> QuerySet[EntryPupil, int]:
    return EntryPupil.objects.filter(pupil_id__in=list(pupils)).values_list("entry_id", flat=True)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=VIETNAM)


def _trace(row: Entry, pupils: list[int]) -> Trace:
    link = getattr(row, "link", None)
    details = row.details
    return Trace(
        id=row.pk,
        at=row.at,
        real_at=row.real_at,
        user_id=row.user_id,
        role=row.role,
        kind=row.kind,
        action=row.action,
        phrase=phrase(row.action, details),
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        code=row.code,
        details=details,
        pupils=tuple(sorted(pupils)),
        request_id=row.request_id,
        place=link.seq if link is not None else None,
    )
