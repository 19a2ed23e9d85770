"""A signed package goes into the outbox."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from hocba.lifecycle import Event, Guard
from hocba.lifecycle import Role as LifeRole
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.records.services import steps
from hocba_web.submission.models import Message, Package, PackageLine
from hocba_web.submission.services.account import require_account
from hocba_web.submission.services.outbox.putting import put_submission
from hocba_web.submission.services.packages.deciding import SOURCE
from hocba_web.submission.services.packages.rows import held, pupils_of


@transaction.atomic
def send(*, actor: Actor, package_ids: Collection[int], at: datetime, real_at: datetime) -> list[Message]:
    """Put signed packages into the outbox; from here on they are sent until the gateway answers.

    Args:
        actor: the clerk.
        package_ids: signed packages.
        at: product clock, aware, UTC.
        real_at: the machine's clock.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: GATEWAY_NOT_CONFIGURED, LIST_NOT_SIGNED_YET.
    """
    require(actor, Action.SUBMISSION_PREPARE, Target(school_id=actor.school_id))
    require_account(actor.school_id)
    packages = held(actor, package_ids)
    messages = []
    for package in packages:
        if package.state != Package.State.SIGNED:
            raise Refused(
                "LIST_NOT_SIGNED_YET", where=str(package.number), source=SOURCE, state=package.get_state_display()
            )
        lines = package.lines.filter(state=PackageLine.State.WAITING)
        for record in steps.hold(list(lines.values_list("record_id", flat=True))):
            steps.take(
                record, Event.SUBMIT, role=LifeRole.CLERK, actor=actor, at=at, facts=frozenset({Guard.PACKAGE_SIGNED})
            )
        package.state = Package.State.SENT
        package.save(update_fields=["state"])
        messages.append(put_submission(package, user_id=actor.user_id, at=at, real_at=real_at))
    audit.record(
        actor=actor,
        action="submission.package.sent",
        subject=("school", actor.school_id),
        at=at,
        school_id=actor.school_id,
        pupils=pupils_of(packages),
        details={"packages": [one.number for one in packages]},
    )
    return messages
