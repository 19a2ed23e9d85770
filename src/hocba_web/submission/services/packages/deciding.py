"""The principal approves packages (Decision 32/QĐ-THPĐ, art. 6(10)); what was not sent may be taken apart again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, fresh, require, two_people
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.base.text import clean
from hocba_web.submission.models import Package, PackageLine
from hocba_web.submission.services.packages.rows import held, pupils_of

SOURCE = "Decision 32/QĐ-THPĐ, art. 6(10)"
_LONGEST = 500


@transaction.atomic
def approve(*, actor: Actor, seen: Mapping[int, str], at: datetime, real_at: datetime) -> list[Package]:
    """Let packages be signed and sent.

    Args:
        actor: the principal; not who prepared them.
        seen: package (id) -> digest of the content that the page showed.
        at: product clock, aware, UTC.
        real_at: the machine's clock, for the second factor.

    Raises:
        Forbidden: ROLE_MAY_NOT, SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Missing: NOT_FOUND_HERE.
        Refused: PACKAGE_NOT_WAITING, PACKAGE_CHANGED.
    """
    require(actor, Action.SUBMISSION_APPROVE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    packages = held(actor, seen)
    for one in packages:
        two_people(one.prepared_by_id, actor)
        if one.state != Package.State.PREPARED:
            raise Refused("PACKAGE_NOT_WAITING", where=str(one.number), source=SOURCE, state=one.get_state_display())
        if one.content_digest != seen[one.id]:
            raise Refused("PACKAGE_CHANGED", where=str(one.number), source=SOURCE)
        one.state = Package.State.APPROVED
        one.approved_by_id, one.approved_at = actor.user_id, at
        one.save(update_fields=["state", "approved_by", "approved_at"])
    audit.record(
        actor=actor,
        action="submission.package.approved",
        subject=("school", actor.school_id),
        at=at,
        school_id=actor.school_id,
        pupils=pupils_of(packages),
        details={"packages": [one.number for one in packages]},
    )
    return packages


@transaction.atomic
def dissolve(*, actor: Actor, package_id: int, reason: str, at: datetime) -> Package:
    """Take a package apart that was not sent: its records can go into others.

    Args:
        actor: the clerk, or the principal who does not approve it.
        package_id: the package.
        reason: why; for who prepared it.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: PACKAGE_SENT_ALREADY, REASON_NEEDED.
    """
    target = Target(school_id=actor.school_id)
    if not allowed(actor, Action.SUBMISSION_APPROVE, target):
        require(actor, Action.SUBMISSION_PREPARE, target)
    told = clean(reason)[:_LONGEST]
    if not told:
        raise Refused("REASON_NEEDED", where="reason")
    (package,) = held(actor, [package_id])
    if package.state not in {*Package.UNSIGNED, Package.State.SIGNED}:
        raise Refused("PACKAGE_SENT_ALREADY", where=str(package.number), state=package.get_state_display())
    give_up(package, user_id=actor.user_id, reason=told, at=at)
    audit.record(
        actor=actor,
        action="submission.package.dissolved",
        subject=("package", package.id),
        at=at,
        school_id=actor.school_id,
        pupils=pupils_of([package]),
        details={"number": package.number},
    )
    return package


def give_up(package: Package, *, user_id: int, reason: str, at: datetime) -> None:
    """End a package that was not sent; inside the caller's transaction."""
    package.state = Package.State.DISSOLVED
    package.dissolved_by_id, package.dissolved_at, package.dissolved_reason = user_id, at, reason
    package.save(update_fields=["state", "dissolved_by", "dissolved_at", "dissolved_reason"])
    package.lines.filter(state=PackageLine.State.WAITING).update(state=PackageLine.State.DROPPED)
