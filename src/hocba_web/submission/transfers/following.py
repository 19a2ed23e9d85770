"""The clockwork of transfers: decisions made elsewhere are followed, terms that end are told."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base.clock import local
from hocba_web.submission.models import Arrival, Departure
from hocba_web.submission.transfers.notices import tell_roles
from hocba_web.submission.transfers.services.arrivals import follow

_State = Arrival.State


def tick(at: datetime) -> int:
    """Follow the principal's decisions made on the register's page, and remind once a day of terms that end.

    Args:
        at: product clock, aware, UTC.

    Returns:
        How many transfers went on or were reminded of.
    """
    done = 0
    for arrival in Arrival.objects.select_for_update(of=("self",)).filter(state=_State.PROPOSED).order_by("id"):
        done += follow(arrival, actor=None, at=at)
    today = local(at).date()
    return done + _remind_arrivals(today, at) + _remind_departures(today, at)


def _remind_arrivals(today: date, at: datetime) -> int:
    due = Q(state=_State.ASKED, answer_due__lte=today) | Q(
        state__in=(_State.RECEIVED, _State.PROPOSED), place_due__lte=today
    )
    found = Arrival.objects.select_for_update(of=("self",)).filter(due).exclude(reminded_on=today)
    rows = list(found.order_by("id"))
    for row in rows:
        asked = row.state == _State.ASKED
        roles = [Role.REGISTRAR] if row.state == _State.RECEIVED else [Role.PRINCIPAL]
        what = "trả lời đơn xin chuyển đến" if asked else "xếp lớp học sinh chuyển đến"
        until = row.answer_due if asked else row.place_due
        _remind(row, roles, f"Đến hạn {what} (khối {row.grade}): {until:%d/%m/%Y}.", today, at)
    return len(rows)


def _remind_departures(today: date, at: datetime) -> int:
    found = Departure.objects.select_for_update(of=("self",)).filter(due__lte=today)
    rows = list(found.exclude(state=Departure.State.HANDED_OVER).exclude(reminded_on=today).order_by("id"))
    for row in rows:
        role = Role.CLERK if row.state == Departure.State.HEAD_SIGNED else Role.PRINCIPAL
        _remind(row, [role], f"Đến hạn giao hồ sơ một học sinh chuyển đi: {row.due:%d/%m/%Y}.", today, at)
    return len(rows)


def _remind(row: Arrival | Departure, roles: list[Role], text: str, today: date, at: datetime) -> None:
    tell_roles(row.school_id, roles, "submission.transfer.due", text, at)
    row.reminded_on = today
    row.save(update_fields=["reminded_on"])
    kind = "arrival" if isinstance(row, Arrival) else "departure"
    with transaction.atomic():
        audit.record(
            actor=None,
            action="submission.transfer.reminded",
            subject=(kind, row.pk),
            at=at,
            school_id=row.school_id,
            pupils=[row.pupil_id] if row.pupil_id else [],
            details={"step": row.state},
        )
