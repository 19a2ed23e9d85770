"""Reads of the authority's messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from hocba.errors import HocbaError
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.base.refusals import Spoken, spoken
from hocba_web.submission.models import AuthorityMessage, AuthorityMessageRead, GatewayAccount

_ON_FRONT = 3


@dataclass(frozen=True, slots=True)
class Unread:
    """What the front page says of the authority's messages."""

    count: int
    newest: tuple[AuthorityMessage, ...]
    """Of those that the person has not opened, at most three."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """How it stands with asking the authority."""

    heard_at: datetime | None
    """Product clock."""
    problem: Spoken | None
    """What the last question met."""


def told_to(actor: Actor) -> QuerySet[AuthorityMessage]:
    """The messages to the person's school, newest first, each with `is_read`: whether this person opened it."""
    mine = AuthorityMessageRead.objects.filter(message=OuterRef("pk"), user_id=actor.user_id)
    return AuthorityMessage.objects.filter(school_id=actor.school_id).annotate(is_read=Exists(mine))


def unread(actor: Actor) -> Unread | None:
    """For the front page; None for whom the messages are not, and where none ever came."""
    if not held_by(actor.role, Action.SUBMISSION_VIEW) or actor.inspection_id is not None:
        return None
    here = AuthorityMessage.objects.filter(school_id=actor.school_id)
    if not here.exists():
        return None
    fresh = here.exclude(reads__user_id=actor.user_id)
    return Unread(fresh.count(), tuple(fresh[:_ON_FRONT]))


def hearing(school_id: int) -> Hearing | None:
    """How it stands with asking; None where the school has no account at the gateway."""
    account = GatewayAccount.objects.filter(school_id=school_id).first()
    if account is None:
        return None
    code = account.told_problem
    return Hearing(account.told_heard_at, spoken(HocbaError(code)) if code else None)
