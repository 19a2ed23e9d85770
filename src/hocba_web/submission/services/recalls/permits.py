"""A written permission of the authority to amend closed records: without one in force nothing of them changes.

Source: Decision 32/QĐ-THPĐ, chapter I art. 5(6)(a); the path behind it: Decision 1789/QĐ-SGDĐT (Thành phố Hồ Chí Minh),
art. 21. Off by default: there is no permission until one is recorded here.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.base.text import clean
from hocba_web.schools.services.attachments import Upload, store
from hocba_web.schools.services.dates import day_of
from hocba_web.submission.models import AmendmentPermit

_SOURCE = "Decision 32/QĐ-THPĐ, chapter I art. 5(6)(a)"
_LONGEST_NUMBER = 40
_LONGEST_BODY = 150


@transaction.atomic
def record_permit(
    *,
    actor: Actor,
    number: str,
    dated: date,
    body: str,
    until: date,
    scan: Upload,
    at: datetime,
    real_at: datetime,
) -> AmendmentPermit:
    """Record the authority's decision, with its scan.

    Args:
        actor: the principal.
        number: of the authority's paper.
        dated: its day, not in the future.
        body: who issued it.
        until: last day on which amendments may be asked for under it.
        scan: the paper.
        at: product clock, aware, UTC.
        real_at: the machine's clock, for the second factor.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: PERMIT_INVALID, ATTACHMENT_*.
    """
    require(actor, Action.AMENDMENT_APPROVE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    number, body = clean(number), clean(body)
    texts = 0 < len(number) <= _LONGEST_NUMBER and 0 < len(body) <= _LONGEST_BODY
    if not texts or dated > day_of(at) or until < dated:
        raise Refused("PERMIT_INVALID", source=_SOURCE)
    if AmendmentPermit.objects.filter(school_id=actor.school_id, number=number, dated=dated).exists():
        raise Refused("PERMIT_KNOWN", where="number", source=_SOURCE, number=number)
    evidence = store(actor=actor, school_id=actor.school_id, name=scan.name, content=scan.content, at=at)
    row = AmendmentPermit.objects.create(
        school_id=actor.school_id,
        number=number,
        dated=dated,
        body=body,
        until=until,
        evidence=evidence,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    audit.record(
        actor=actor,
        action="submission.permit.recorded",
        subject=("permit", row.id),
        at=at,
        school_id=actor.school_id,
        details={"number": number.replace(" ", "_")},
    )
    return row
