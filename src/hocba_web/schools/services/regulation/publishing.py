"""Publishing a version, and saying that one has read it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.models import Acknowledgement, Decision, RegulationVersion
from hocba_web.schools.regulation_values import SOURCE, parse
from hocba_web.schools.services.appointments.decisions import give
from hocba_web.schools.services.dates import day_of
from hocba_web.schools.services.regulation.drafting import draft_here


@transaction.atomic
def publish(
    *, actor: Actor, number: str, dated: date, in_force_from: date, at: datetime, real_at: datetime
) -> RegulationVersion:
    """Publish the draft by a decision; it never changes afterwards, and everybody reads it anew.

    Source: Decision 32/QĐ-THPĐ, art. 6(6).

    Args:
        actor: the principal, with a fresh second factor.
        number: of the decision.
        dated: its day.
        in_force_from: first day; for all but the first version today at the earliest, never before `dated`.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: REGULATION_NO_DRAFT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: REGULATION_RETROACTIVE, REGULATION_BEFORE_DECISION, REGULATION_VALUE_WRONG, DECISION_*.
    """
    require(actor, Action.REGULATION_PUBLISH, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    draft = draft_here(actor)
    parse(draft.values)
    if in_force_from < dated:
        raise Refused("REGULATION_BEFORE_DECISION", where="in_force_from", source=SOURCE)
    earlier = RegulationVersion.objects.filter(school_id=actor.school_id, published_at__isnull=False)
    if earlier.exists() and in_force_from < day_of(at):
        raise Refused("REGULATION_RETROACTIVE", where="in_force_from", source=SOURCE)
    decision = give(
        actor=actor,
        kind=Decision.Kind.OTHER,
        number=number,
        dated=dated,
        summary="Ban hành Quy chế quản lý và sử dụng học bạ số",
        at=at,
    )
    draft.number, draft.dated, draft.in_force_from = decision.number, dated, in_force_from
    draft.published_at, draft.published_by_id = at, actor.user_id
    draft.save()
    audit.record(
        actor=actor,
        action="schools.regulation.published",
        subject=("regulation", draft.id),
        at=at,
        school_id=actor.school_id,
        details={"decision": decision.id, "in_force_from": in_force_from.isoformat()},
    )
    return draft


@transaction.atomic
def acknowledge(*, actor: Actor, version_id: int, at: datetime) -> Acknowledgement:
    """Say that one has read a published version; twice is once.

    Source: Decision 32/QĐ-THPĐ, chapter II art. 5.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    require(actor, Action.REGULATION_ACKNOWLEDGE, Target(school_id=actor.school_id))
    version = RegulationVersion.objects.filter(
        school_id=actor.school_id, id=version_id, published_at__isnull=False
    ).first()
    if version is None:
        raise Missing("NOT_FOUND_HERE")
    row, made = Acknowledgement.objects.get_or_create(version=version, user_id=actor.user_id, defaults={"at": at})
    if made:
        audit.record(
            actor=actor,
            action="schools.regulation.acknowledged",
            subject=("regulation", version.id),
            at=at,
            school_id=actor.school_id,
        )
    return row
