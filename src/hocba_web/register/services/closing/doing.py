"""Carrying out what was decided: one school's group at a time, each in a transaction of its own."""

from __future__ import annotations

from datetime import datetime, time

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from hocba.adapters.clock import VIETNAM
from hocba.errors import SignerFailed
from hocba.exchange.statements import ClosingStatement, sign_statement
from hocba.model import ClosingGroup, SchoolYear
from hocba_web.audit import services as audit
from hocba_web.audit.services import Acting
from hocba_web.base.refusals import Missing, Refused
from hocba_web.register import facts
from hocba_web.register.models import Closing, ClosingPlan, Number, Recall, School
from hocba_web.register.ports import ports
from hocba_web.register.services import logged
from hocba_web.register.services.recalls import OPEN

_log = structlog.get_logger("hocba.register")
_AT_ONCE = 100
"""Schools of one transaction."""
_NAMED = 10
"""Records that a refusal names."""


def due(at: datetime) -> int:
    """Tick: carry out every plan whose day has come; a school with open recalls is passed over until they are decided.

    Args:
        at: product clock, aware, UTC.

    Returns:
        How many groups were closed.

    Raises:
        Refused, UsageError, SignerFailed: as `carry_out`.
    """
    day = at.astimezone(VIETNAM).date()
    waiting = ClosingPlan.objects.filter(Q(on=None) | Q(on__lte=day), done_at=None, ended_at=None)
    return sum(carry_out(plan, at=at, actor=None) for plan in waiting)


def carry_out(plan: ClosingPlan, *, at: datetime, actor: Acting | None) -> int:
    """Close the plan's group of every school that is still open.

    A school with open recalls, or of which something that came in time is not judged yet, waits; one that fails is
    tried again at the next tick and keeps no other waiting.
    So many at once that intake never waits long for it; the ticks go on until all are closed.

    Returns:
        How many were closed now.

    Raises:
        Refused: AUTHORITY_SEAL_MISSING.
        UsageError: AUTHORITY_SEAL_UNREADABLE.
        SignerFailed: the seal's file or device does not sign, for this school as for all others.
    """
    facts.require_seal()
    group = {"school_year": plan.school_year, "group": plan.group}
    still_open = schools_of(plan).exclude(closings__in=Closing.objects.filter(**group))
    waiting = Recall.objects.filter(number__in=Number.objects.filter(**group), state__in=OPEN)
    ready = still_open.exclude(id__in=waiting.values("number__school_id"))
    ready = ready.exclude(id__in=ports.judging(plan.school_year, _moment(plan, at)))
    closed = 0
    for school in ready:
        closed += _closed(school, plan, at=at, actor=actor)
        if closed >= _AT_ONCE:
            break
    if not still_open.exists():
        plan.done_at = at
        plan.save(update_fields=["done_at"])
    _log.info("closing carried out", number=plan.pk, count=closed)
    return closed


def _moment(plan: ClosingPlan, at: datetime) -> datetime:
    """When it begins to hold: what came before is in time."""
    if plan.on is not None:
        return datetime.combine(plan.on, time.min, VIETNAM)
    return plan.prepared.decided_at or at


def _closed(school: School, plan: ClosingPlan, *, at: datetime, actor: Acting | None) -> bool:
    try:
        with transaction.atomic():
            close(school, plan.school_year, ClosingGroup(plan.group), decision=plan.decision, at=at, actor=actor)
    except SignerFailed:
        raise
    except Exception:  # noqa: BLE001  # whatever is wrong with one school must not keep the others' records from effect
        _log.exception("closing failed", number=plan.pk, school_id=school.pk)
        return False
    return True


def by_rule(school: School, school_year: int, group: ClosingGroup, *, at: datetime) -> Closing:
    """Close a group without officers, for rehearsals; only in demo mode. Arguments and answer as of `close`.

    Raises:
        Missing: NOT_FOUND_HERE outside demo mode.
        Refused: CLOSING_RECALLS_OPEN, AUTHORITY_SEAL_MISSING.
    """
    if not settings.HOCBA.demo:
        raise Missing("NOT_FOUND_HERE")
    return close(school, school_year, group, decision="", at=at, actor=None)


def close(
    school: School, school_year: int, group: ClosingGroup, *, decision: str, at: datetime, actor: Acting | None
) -> Closing:
    """Close a group of one school: its records have effect from now, nothing of them changes, and none is added.

    A judge's clock may have been read after this one: records never have effect before they were accepted.

    Args:
        school: of the register.
        school_year: the year in which the school year begins.
        group: 15/6 or 15/8.
        decision: number and date; empty: the calendar's.
        at: product clock, aware, UTC.
        actor: who decided; None: the clock.

    Returns:
        The closing; the one that is there already, where there is one.

    Raises:
        Refused: CLOSING_RECALLS_OPEN (decide them first), AUTHORITY_SEAL_MISSING.
    """
    seal = facts.require_seal()
    with transaction.atomic():
        School.objects.select_for_update().get(id=school.pk)  # so do acceptance and requests for recall
        there = Closing.objects.filter(school=school, school_year=school_year, group=group.value).first()
        if there is not None:
            return there
        numbers = Number.objects.filter(school=school, school_year=school_year, group=group.value)
        held = numbers.filter(state=Number.State.CURRENT).order_by("uuid")  # in the order in which codes are told
        current = list(held.select_for_update().values_list("uuid", flat=True))
        require_no_recalls(numbers)
        last = held.aggregate(at=Max("accepted_at"))["at"]
        moment = max(at, last) if last else at
        Number.objects.filter(uuid__in=current).update(finalised_at=moment)
        statement = ClosingStatement(
            school=school.code,
            school_year=SchoolYear(school_year),
            group=group,
            finalised_at=moment,
            records=len(current),
        )
        made = Closing.objects.create(
            school=school,
            school_year=school_year,
            group=group.value,
            finalised_at=moment,
            records=len(current),
            decision=decision,
            statement=sign_statement(statement, seal.signer, seal.algorithm, at),
        )
        logged.closed(school.code, school_year, group.value, len(current), at)
        audit.record(
            actor=actor,
            action="register.group.closed",
            subject=("school", school.pk),
            at=at,
            school_id=school.pk,
            details={"school_year": school_year, "group": group.value, "records": len(current)},
        )
    return made


def require_no_recalls(numbers: QuerySet[Number]) -> None:
    """Nobody asks for a recall of these.

    Raises:
        Refused: CLOSING_RECALLS_OPEN, with the records.
    """
    waiting = Recall.objects.filter(number__in=numbers, state__in=OPEN)
    count = waiting.count()
    if count:
        named = [str(uuid) for uuid in waiting.values_list("number_id", flat=True)[:_NAMED]]
        raise Refused("CLOSING_RECALLS_OPEN", where=", ".join(named), count=count)


def schools_of(plan: ClosingPlan) -> QuerySet[School]:
    """The schools that a plan is about: active ones, and those that ended and hold records of the group."""
    held = Number.objects.filter(school=OuterRef("pk"), school_year=plan.school_year, group=plan.group)
    found = School.objects.filter(Q(active=True) | Exists(held.filter(state=Number.State.CURRENT)))
    if plan.school_id is not None:
        return found.filter(id=plan.school_id)
    return found.filter(area_code=plan.area_code) if plan.area_code else found
