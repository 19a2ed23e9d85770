"""The register's closing: asked for by a tick; its answer gives the records their effect.

Source: Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from hocba.errors import HocbaError
from hocba.exchange.messages import AskClosings
from hocba.exchange.messages import Closing as Closed
from hocba.exchange.ports import Gateway
from hocba.lifecycle import Event, Guard, State
from hocba.lifecycle import Role as LifeRole
from hocba.model import SchoolYear
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.records.selectors.standing import of_year
from hocba_web.records.services import steps
from hocba_web.submission.gateway import gateway as the_gateway
from hocba_web.submission.models import Closing, Package
from hocba_web.submission.services.account import login_of, require_account
from hocba_web.submission.services.outbox.answers.statements import require_closed

ASK_EVERY = timedelta(minutes=15)
ASK_UNCONFIRMED_EVERY = timedelta(hours=1)
_SENT = (Package.State.SENT, Package.State.JUDGED)
_CLOSABLE = frozenset({State.ACCEPTED, State.REPORTED})
log = structlog.get_logger("hocba.submission")


def due_years(real_at: datetime) -> list[int]:
    """School years with groups of whose closing the register was not asked for a while.

    Effect does not wait for the school: a group that was sent and that nobody confirmed is asked about too, less often.
    """
    waiting = Closing.objects.filter(
        Q(asked_at__isnull=True) | Q(asked_at__lte=real_at - ASK_EVERY),
        confirmed_at__isnull=False,
        finalised_at__isnull=True,
    )
    known = Closing.objects.filter(year_id=OuterRef("year_id"), group=OuterRef("group"))
    settled = known.filter(Q(finalised_at__isnull=False) | Q(asked_at__gt=real_at - ASK_UNCONFIRMED_EVERY))
    unconfirmed = Package.objects.filter(~Exists(settled), state__in=_SENT).order_by().distinct()
    return sorted({*waiting.values_list("year_id", flat=True), *unconfirmed.values_list("year_id", flat=True)})


def _rows(year_id: int) -> list[Closing]:
    """One row a group that was confirmed or sent, so that it is known when the register was asked about it."""
    for school_id, group in (
        Package.objects.filter(year_id=year_id, state__in=_SENT).order_by().distinct().values_list("school_id", "group")
    ):
        Closing.objects.get_or_create(year_id=year_id, group=group, defaults={"school_id": school_id})
    return list(Closing.objects.filter(year_id=year_id).select_related("year", "school"))


def ask(year_id: int, *, at: datetime, real_at: datetime, gateway: Gateway | None = None) -> int:
    """Ask the register, and give effect to what it has closed.

    Args:
        year_id: the school year.
        at: product clock, aware, UTC.
        real_at: the machine's clock.
        gateway: the authority's; by default the one of the settings.

    Returns:
        How many records took effect.
    """
    first = next(iter(_rows(year_id)), None)
    if first is None:
        return 0
    rows = Closing.objects.filter(year_id=year_id)
    rows.filter(finalised_at__isnull=True).update(asked_at=real_at)
    try:
        login = login_of(require_account(first.school_id))
        request = AskClosings(login=login, school_year=SchoolYear(first.year.first), message_id=str(uuid4()))
        answer = (gateway or the_gateway()).send(request)
        if answer.refused:
            raise Refused("GATEWAY_REFUSED_QUESTION", where=str(first.year), answer=answer.error)
    except HocbaError as error:
        log.warning("closing_not_answered", number=year_id, code=error.code)
        rows.filter(finalised_at__isnull=True).update(problem=error.code)
        return 0
    done = 0
    for one in answer.rows:
        try:
            require_closed(one, school=first.school.identity(), year_first=first.year.first)
        except Refused as error:
            log.warning("closing_not_proven", number=year_id, kind=one.group.value)
            rows.filter(group=one.group.value, finalised_at__isnull=True).update(problem=error.code)
        else:
            done += close(first.school_id, year_id, one, at=at)
    return done


@transaction.atomic
def close(school_id: int, year_id: int, closed: Closed, *, at: datetime) -> int:
    """The register has closed a group: its accepted records take effect on that day. Told again, nothing happens again.

    A record whose recall is still open is not among them; it follows when the recall was refused.

    Returns:
        How many records took effect now.
    """
    row, _made = Closing.objects.get_or_create(
        year_id=year_id, group=closed.group.value, defaults={"school_id": school_id}
    )
    row = Closing.objects.select_for_update().get(pk=row.pk)
    if row.finalised_at is None:
        row.finalised_at, row.problem = closed.finalised_at, ""
        row.save(update_fields=["finalised_at", "problem"])
        audit.record(
            actor=None,
            action="submission.closing.closed",
            subject=("school_year", year_id),
            at=at,
            school_id=school_id,
            details={"group": closed.group.value},
        )
    return finalise(row, at=at)


def finalise(row: Closing, *, at: datetime) -> int:
    """Take FINALISE for accepted records of a closed group; inside the caller's transaction."""
    if row.finalised_at is None or row.finalised_at > at:
        return 0
    ids = [one.record_id for one in of_year(row.year_id, states=_CLOSABLE) if one.group.value == row.group]
    for record in steps.hold(ids):
        steps.take(
            record,
            Event.FINALISE,
            role=LifeRole.AUTHORITY,
            actor=None,
            at=max(row.finalised_at, record.accepted_at or row.finalised_at),
            facts=frozenset({Guard.CLOSING_DUE}),
        )
    return len(ids)


def finalise_closed(at: datetime) -> int:
    """Records that were accepted, or whose recall was refused, after their group was closed; how many. A tick."""
    done = 0
    for row in Closing.objects.filter(finalised_at__isnull=False):
        done += finalise(row, at=at)
    return done
