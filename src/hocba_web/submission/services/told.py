"""What the authority tells the school: asked for by a tick, kept as it came first, marked as read by person.

Source: Decision 32/QĐ-THPĐ, art. 6(10): the school carries out what the authority says about submitting records.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from hocba.errors import HocbaError
from hocba.exchange.messages import AskNotices, Notice
from hocba.exchange.ports import Gateway
from hocba.model import SchoolYear
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, class_limit
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.submission.gateway import gateway as the_gateway
from hocba_web.submission.models import AuthorityMessage, AuthorityMessageRead, GatewayAccount
from hocba_web.submission.selectors.years import current_year
from hocba_web.submission.services.account import login_of
from hocba_web.submission.transfers.notices import tell_roles

ASK_EVERY = timedelta(minutes=15)
AFTER_TROUBLE = timedelta(hours=1)
"""Also how often a gateway is asked that does not know this question."""
CHANGED = "AUTHORITY_MESSAGE_CHANGED"
_LEASE = timedelta(minutes=5)
_TOLD = (Role.PRINCIPAL, Role.VICE_PRINCIPAL, Role.CLERK)
log = structlog.get_logger("hocba.submission")


def due_schools(real_at: datetime) -> list[int]:
    """Schools with an account whose messages should be asked for now."""
    if not settings.GATEWAY_URL:
        return []
    return sorted(_due(real_at).values_list("school_id", flat=True))


def _due(real_at: datetime) -> QuerySet[GatewayAccount]:
    return GatewayAccount.objects.filter(Q(told_next_at__isnull=True) | Q(told_next_at__lte=real_at))


def ask(school_id: int, *, at: datetime, real_at: datetime, gateway: Gateway | None = None) -> int:
    """Ask the authority once, if it is time and nobody else does, and keep what is new.

    Args:
        school_id: the school.
        at: product clock, aware, UTC.
        real_at: the machine's clock.
        gateway: the authority's; by default the one of the settings.

    Returns:
        How many messages are new.
    """
    if not _due(real_at).filter(school_id=school_id).update(told_next_at=real_at + _LEASE):
        return 0
    account = GatewayAccount.objects.get(school_id=school_id)
    try:
        year = SchoolYear(current_year(school_id).first)
        request = AskNotices(login=login_of(account), school_year=year, message_id=str(uuid4()))
        answer = (gateway or the_gateway()).send(request)
        if answer.refused:
            raise Refused("AUTHORITY_MESSAGES_REFUSED", where=answer.error)
    except HocbaError as error:
        log.warning("told_not_answered", school_id=school_id, code=error.code)
        GatewayAccount.objects.filter(pk=account.pk).update(
            told_next_at=real_at + AFTER_TROUBLE, told_problem=error.code
        )
        return 0
    return keep(school_id, answer.rows, at=at, real_at=real_at)


@transaction.atomic
def keep(school_id: int, rows: Iterable[Notice], *, at: datetime, real_at: datetime) -> int:
    """Keep what is new of an answer; a number that is there keeps its first content, whatever comes under it later.

    Args:
        school_id: the school, which has an account.
        rows: as the gateway answered, newest first.
        at: product clock, aware, UTC.
        real_at: the machine's clock.

    Returns:
        How many messages are new.
    """
    account = GatewayAccount.objects.select_for_update().get(school_id=school_id)
    told = list(rows)
    found = AuthorityMessage.objects.filter(school_id=school_id, number__in=[one.number for one in told])
    known = {one.number: (one.subject, one.text, one.sent_at) for one in found}
    fresh, changed = [], 0
    for one in reversed(told):
        content = (one.subject, one.text, one.sent_at.astimezone(UTC))
        if one.number in known:
            changed += known[one.number] != content
            continue
        known[one.number] = content
        subject, text, sent_at = content
        fresh.append(
            AuthorityMessage(
                school_id=school_id, number=one.number, subject=subject, text=text, sent_at=sent_at, received_at=at
            )
        )
    AuthorityMessage.objects.bulk_create(fresh)
    if fresh:
        _trace(school_id, "submission.told.received", len(fresh), at)
        text = f"Sở vừa gửi {len(fresh)} tin mới. Xem ở trang “Tin của Sở”."
        tell_roles(school_id, _TOLD, "submission.told.received", text, at)
    if changed and account.told_problem != CHANGED:
        _trace(school_id, "submission.told.changed", changed, at)
    account.told_problem = CHANGED if changed else ""
    account.told_next_at, account.told_heard_at = real_at + ASK_EVERY, at
    account.save(update_fields=["told_problem", "told_next_at", "told_heard_at"])
    return len(fresh)


@transaction.atomic
def read(*, actor: Actor, number: UUID, at: datetime) -> AuthorityMessage:
    """Open a message; the first time is noted by person, an inspector's never.

    Args:
        actor: somebody who follows the school's submitting.
        number: the authority's.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE, also for another school's.
    """
    class_limit(actor, Action.SUBMISSION_VIEW)
    message = AuthorityMessage.objects.filter(school_id=actor.school_id, number=number).first()
    if message is None:
        raise Missing("NOT_FOUND_HERE")
    if actor.inspection_id is None:
        noted, first = AuthorityMessageRead.objects.get_or_create(
            message=message, user_id=actor.user_id, defaults={"read_at": at}
        )
        if first:
            audit.record(
                actor=actor,
                action="submission.told.read",
                subject=("authority_message", message.pk),
                at=noted.read_at,
                school_id=actor.school_id,
                details={"number": str(number)},
            )
    return message


def _trace(school_id: int, action: str, messages: int, at: datetime) -> None:
    audit.record(
        actor=None,
        action=action,
        subject=("school", school_id),
        at=at,
        school_id=school_id,
        details={"messages": messages},
    )
