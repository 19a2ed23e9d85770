"""Opening and ending inspections (Decision 32/QĐ-THPĐ, art. 12(3)); only the principal does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require
from hocba_web.accounts.services.opening import (
    Issued,
    close_account,
    free_username,
    give_temporary_password,
    open_account,
)
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.selectors.setup import class_names
from hocba_web.schools.services.attachments import Upload, keep
from hocba_web.supervision.models import Inspection, Inspector

SOURCE = "Decision 32/QĐ-THPĐ, art. 12(3)"
LONGEST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody of the inspecting body."""

    name: str
    office: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Mandate:
    """What an inspection rests on and reaches."""

    body: str
    reason: str
    number: str
    dated: date
    opens_at: datetime
    closes_at: datetime
    class_ids: Collection[int] = ()
    """Empty: the whole school."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new inspection and its accounts; the passwords are shown once."""

    inspection: Inspection
    accounts: tuple[Issued, ...]


@transaction.atomic
def open_inspection(
    *, actor: Actor, mandate: Mandate, guests: Sequence[Guest], at: datetime, real_at: datetime
) -> Opened:
    """Open an inspection: an account for each of its people, read-only, for a limited time.

    Source: Decision 32/QĐ-THPĐ, art. 12(3).

    Args:
        actor: the principal, with a fresh second factor.
        mandate: by what decision, what, from when to when.
        guests: at least one.
        at: aware, UTC, the product's time.
        real_at: aware, UTC, the machine's time.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: INSPECTION_BACKWARDS, INSPECTION_TOO_LONG, INSPECTION_NOBODY, INSPECTION_CLASS_UNKNOWN,
            INSPECTION_OPEN_ALREADY (the same form sent twice).
    """
    require(actor, Action.INSPECTION_OPEN, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    if mandate.closes_at <= max(mandate.opens_at, at):
        raise Refused("INSPECTION_BACKWARDS", where="closes_at", source=SOURCE)
    if mandate.closes_at - mandate.opens_at > LONGEST:
        raise Refused("INSPECTION_TOO_LONG", where="closes_at", source=SOURCE, days=LONGEST.days)
    if not guests:
        raise Refused("INSPECTION_NOBODY", where="guests", source=SOURCE)
    wanted = set(mandate.class_ids)
    if wanted - set(class_names(actor.school_id, wanted)):
        raise Refused("INSPECTION_CLASS_UNKNOWN", where="classes", source=SOURCE)
    same = {"number": clean(mandate.number), "dated": mandate.dated, "opens_at": mandate.opens_at}
    if Inspection.objects.filter(school_id=actor.school_id, ended_at__isnull=True, **same).exists():
        raise Refused("INSPECTION_OPEN_ALREADY", where="number", source=SOURCE, number=same["number"])
    inspection = Inspection.objects.create(
        school_id=actor.school_id,
        body=clean(mandate.body),
        reason=clean(mandate.reason),
        number=clean(mandate.number),
        dated=mandate.dated,
        whole_school=not wanted,
        classes=sorted(wanted),
        opens_at=mandate.opens_at,
        closes_at=mandate.closes_at,
        opened_by_id=actor.user_id,
        opened_at=at,
    )
    issued = []
    for guest in guests:
        account = open_account(
            username=free_username(guest.name), full_name=guest.name, email=guest.email, at=at, real_at=real_at
        )
        Inspector.objects.create(inspection=inspection, user_id=account.user_id, office=clean(guest.office))
        issued.append(account)
    _trace(actor, "supervision.inspection.opened", inspection, at, people=len(issued))
    return Opened(inspection, tuple(issued))


@transaction.atomic
def end_inspection(
    *, actor: Actor, inspection_id: int, conclusion: str, minutes: Upload | None, at: datetime
) -> Inspection:
    """End an inspection: its accounts close at once, what it concluded is kept.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: INSPECTION_ENDED, and what the attachment is refused for.
    """
    held = _held(actor, inspection_id)
    if held.ended_at is not None:
        raise Refused("INSPECTION_ENDED", source=SOURCE)
    held.ended_at = at
    held.conclusion = clean(conclusion)
    held.minutes = keep(actor=actor, upload=minutes, at=at)
    held.save(update_fields=["ended_at", "conclusion", "minutes"])
    for inspector in held.inspectors.all():
        close_account(inspector.user_id)
    _trace(actor, "supervision.inspection.ended", held, at)
    return held


@transaction.atomic
def add_minutes(*, actor: Actor, inspection_id: int, minutes: Upload, at: datetime) -> Inspection:
    """Keep the minutes of an inspection that ended without them; they are never replaced.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: INSPECTION_RUNNING, INSPECTION_HAS_MINUTES, ATTACHMENT_*.
    """
    held = _held(actor, inspection_id)
    if held.ended_at is None:
        raise Refused("INSPECTION_RUNNING", source=SOURCE)
    if held.minutes_id is not None:
        raise Refused("INSPECTION_HAS_MINUTES", source=SOURCE)
    held.minutes = keep(actor=actor, upload=minutes, at=at)
    held.save(update_fields=["minutes"])
    _trace(actor, "supervision.inspection.minutes_added", held, at)
    return held


@transaction.atomic
def renew_password(*, actor: Actor, inspection_id: int, inspector_id: int, at: datetime, real_at: datetime) -> Issued:
    """A new temporary password for one inspector, who lost the first or never used it; their sessions end.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Missing: NOT_FOUND_HERE.
        Refused: INSPECTION_ENDED.
    """
    held = _held(actor, inspection_id)
    fresh(actor, at=real_at)
    if held.ended_at is not None or at >= held.closes_at:
        raise Refused("INSPECTION_ENDED", source=SOURCE)
    inspector = held.inspectors.select_related("user").filter(id=inspector_id).first()
    if inspector is None:
        raise Missing("NOT_FOUND_HERE")
    _trace(actor, "supervision.inspection.password_renewed", held, at, account=inspector.user_id)
    return give_temporary_password(inspector.user, real_at)


def close_run_out(at: datetime) -> int:
    """Close the accounts of inspections whose time is over; called by the clock.

    What an inspector sees ends by the clock at every request anyway: this only keeps dead accounts from logging in.

    Args:
        at: aware, UTC.

    Returns:
        How many were closed.
    """
    run_out = Inspector.objects.filter(inspection__closes_at__lte=at, user__is_active=True)
    found = list(run_out.select_related("inspection"))
    for one in found:
        close_account(one.user_id)
        audit.record(
            actor=None,
            action="supervision.inspection.ran_out",
            subject=("inspection", one.inspection_id),
            at=at,
            school_id=one.inspection.school_id,
            details={"account": one.user_id},
        )
    return len(found)


def _held(actor: Actor, inspection_id: int) -> Inspection:
    """One inspection of the actor's school, its row held until the transaction is over."""
    require(actor, Action.INSPECTION_OPEN, Target(school_id=actor.school_id))
    held = Inspection.objects.select_for_update().filter(school_id=actor.school_id, id=inspection_id).first()
    if held is None:
        raise Missing("NOT_FOUND_HERE")
    return held


def _trace(actor: Actor, action: str, inspection: Inspection, at: datetime, **details: int) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("inspection", inspection.pk),
        at=at,
        school_id=actor.school_id,
        details=dict(details),
    )
