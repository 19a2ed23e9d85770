"""What somebody holds in signing: open batches and certificates, for front pages and for who leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from hocba_web.signatures.models import Batch, Certificate, Item
from hocba_web.signatures.selectors.batches import GOING_ON


@dataclass(frozen=True, slots=True)
class BatchTally:
    """A batch that is not done."""

    id: int
    kind: str
    confirmed_at: datetime
    waiting: int
    """Signatures that are still to come."""
    failed: int
    stopped_code: str
    """Why it stopped by itself; empty if it did not."""


def open_batches(user_id: int, school_id: int) -> tuple[BatchTally, ...]:
    """Somebody's own batches that are not done, the oldest first; one query."""
    rows = (
        Batch.objects.filter(owner_id=user_id, school_id=school_id)
        .exclude(state=Batch.State.DONE)
        .annotate(
            waiting=Count("items", filter=Q(items__state__in=[*GOING_ON, Item.State.STOPPED])),
            failed=Count("items", filter=Q(items__state=Item.State.FAILED)),
        )
        .order_by("id")
    )
    columns = ("id", "kind", "confirmed_at", "waiting", "failed", "stopped_code")
    return tuple(BatchTally(*row) for row in rows.values_list(*columns))


@dataclass(frozen=True, slots=True)
class HeldCertificate:
    """A certificate in use, or waiting for the authority."""

    id: int
    holder: str
    """Value of `Certificate.Holder`."""
    state: str
    """Value of `Certificate.State`: active or pending."""
    way_label: str
    serial: str
    valid_until: datetime


def certificates_held(school_id: int, staff_id: int | None) -> tuple[HeldCertificate, ...]:
    """Certificates in use of one person and of the school, those that end last first; one query, none judged.

    Args:
        school_id: the school.
        staff_id: the person; None: the school's alone.
    """
    whose = Q(holder=Certificate.Holder.ORGANISATION)
    if staff_id is not None:
        whose |= Q(holder=Certificate.Holder.PERSON, staff_id=staff_id)
    return _held(school_id, whose)


def certificates_of_user(school_id: int, user_id: int) -> tuple[HeldCertificate, ...]:
    """Certificates in use of whoever has an account."""
    return _held(school_id, Q(holder=Certificate.Holder.PERSON, staff__user_id=user_id))


def _held(school_id: int, whose: Q) -> tuple[HeldCertificate, ...]:
    in_use = (Certificate.State.ACTIVE, Certificate.State.PENDING)
    rows = Certificate.objects.filter(whose, school_id=school_id, state__in=in_use).order_by("-valid_until")
    columns = ("id", "holder", "state", "way", "serial", "valid_until")
    return tuple(
        HeldCertificate(number, holder, state, str(Certificate.Way(way).label), serial, until)
        for number, holder, state, way, serial, until in rows.values_list(*columns)
    )


def staff_with_certificate(school_id: int, real_at: datetime) -> frozenset[int]:
    """Who of a school's staff (ids) has a certificate in use that has not ended; one query, none judged.

    Args:
        school_id: the school.
        real_at: the machine's time, by which certificates end.
    """
    rows = Certificate.objects.filter(
        school_id=school_id,
        holder=Certificate.Holder.PERSON,
        state=Certificate.State.ACTIVE,
        valid_until__gt=real_at,
        staff__isnull=False,
    )
    return frozenset(rows.values_list("staff_id", flat=True))
