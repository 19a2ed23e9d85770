"""Writing to schools, and handing the messages over when a school's software asks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.base.text import clean
from hocba_web.desk.common import schools_of
from hocba_web.desk.models import Delivery, Message
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require
from hocba_web.register.models import School

_MOST = 50


@dataclass(frozen=True, slots=True)
class Recipients:
    """To whom: single schools, areas, or everybody within the officer's areas."""

    schools: Collection[int] = ()
    """Ids of the register's schools."""
    areas: Collection[str] = ()
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A message as its school reads it."""

    id: UUID
    subject: str
    text: str
    sent_at: datetime


@transaction.atomic
def send(*, officer: Officer, subject: str, text: str, to: Recipients, at: datetime) -> Message:
    """Write to schools; each takes it when its software next asks.

    Args:
        officer: who writes.
        subject: one line.
        text: plain, at most 4000 signs.
        to: to whom; schools of other areas are left out.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Refused: DESK_MESSAGE_EMPTY, DESK_MESSAGE_NOBODY.
    """
    require(officer, Act.MESSAGE_SCHOOL)
    if not clean(subject) or not text.strip():
        raise Refused("DESK_MESSAGE_EMPTY", where="text")
    found = schools_of(officer).filter(active=True)
    if not to.everybody:
        found = found.filter(pk__in=to.schools) | found.filter(area_code__in=[code for code in to.areas if code])
    school_ids = list(found.values_list("pk", flat=True).distinct())
    if not school_ids:
        raise Refused("DESK_MESSAGE_NOBODY", where="schools")
    message = Message.objects.create(
        subject=clean(subject),
        text=text.replace("\r\n", "\n").strip(),
        areas=sorted(to.areas),
        to_all=to.everybody,
        sent_by_id=officer.user_id,
        sent_at=at,
    )
    Delivery.objects.bulk_create([Delivery(message=message, school_id=pk) for pk in school_ids], batch_size=500)
    audit.record(
        actor=officer,
        action="desk.message.sent",
        subject=("message", message.pk),
        at=at,
        school_id=None,
        details={"schools": len(school_ids)},
    )
    return message


def tell(school: School, *, subject: str, text: str, officer: Officer, at: datetime) -> None:
    """A message that an act of ours causes, to one school; inside the act's transaction, its right is the act's."""
    message = Message.objects.create(subject=subject, text=text, areas=[], sent_by_id=officer.user_id, sent_at=at)
    Delivery.objects.create(message=message, school=school)


@transaction.atomic
def hand_over(school: School, *, at: datetime) -> tuple[Told, ...]:
    """The newest messages for a school, newest first, at most 50; from now on they count as received.

    Args:
        school: that asks.
        at: product clock, aware, UTC.
    """
    rows = list(Delivery.objects.filter(school=school).select_related("message").order_by("-id")[:_MOST])
    fresh = [row.pk for row in rows if row.fetched_at is None]
    if fresh:
        Delivery.objects.filter(pk__in=fresh, fetched_at=None).update(fetched_at=at)
    return tuple(
        Told(row.message.public_id, row.message.subject, row.message.text, row.message.sent_at) for row in rows
    )
