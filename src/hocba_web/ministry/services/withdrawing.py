"""Recalls at the ministry: of a reported record before it is recalled here, and of what left the register meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef

from hocba.documents.xml import RecallItem, read_record
from hocba.errors import HocbaError
from hocba.exchange.recalls import draft_recall
from hocba_web.audit import services as audit
from hocba_web.ministry.models import Certificate, Line, Message, Withdrawal
from hocba_web.ministry.services.certificates import registered, the_seal
from hocba_web.ministry.services.outbox.putting import put
from hocba_web.register import files
from hocba_web.register.models import Number
from hocba_web.register.selectors import records

_AT_ONCE = 200
"""Items of one recall list."""
_State = Withdrawal.State
log = structlog.get_logger("hocba.ministry")


def ask(uuid: UUID, reason: str, at: datetime) -> None:
    """An officer agreed to the recall of a reported record: the ministry is asked first. Fills `register.ports`.

    Args:
        uuid: of the record, which the warehouse has.
        reason: as the register keeps it.
        at: product clock, aware, UTC; inside the deciding transaction.
    """
    found = Withdrawal.objects.select_for_update().filter(uuid=uuid, state__in=Withdrawal.OPEN).first()
    if found is not None:
        found.binding, found.reason = True, reason[:500]
        found.save(update_fields=["binding", "reason"])
        return
    year = Number.objects.values_list("school_year", flat=True).get(uuid=uuid)
    row = Withdrawal.objects.create(uuid=uuid, school_year=year, reason=reason[:500], asked_at=at)
    _trace(row, at)


@transaction.atomic
def follow(at: datetime) -> int:
    """What the warehouse took and the register meanwhile recalled or replaced is asked back; how many.

    A recall that overtook its report, or a later replacement, would otherwise stay current at the ministry.
    """
    gone = Number.objects.filter(uuid=OuterRef("uuid")).exclude(state=Number.State.CURRENT)
    known = Withdrawal.objects.filter(uuid=OuterRef("uuid"))
    known = known.exclude(state=_State.REFUSED, binding=True)  # refused while it was current here, and it no longer is
    taken = Line.objects.filter(state=Line.State.ACCEPTED).filter(Exists(gone)).exclude(Exists(known))
    rows = [
        Withdrawal(uuid=line.uuid, school_year=line.school_year, asked_at=at, binding=False)
        for line in taken.order_by("id")[:_AT_ONCE]
    ]
    for row in rows:
        row.save(force_insert=True)
        _trace(row, at)
    return len(rows)


def send(*, at: datetime, real_at: datetime) -> Message | None:
    """Sign one recall list of what waits, of one school and year, and put it into the outbox.

    A record whose file cannot be read is held for an officer and keeps no other waiting.

    Args:
        at: product clock, aware, UTC: time of the signature.
        real_at: the machine's clock.

    Raises:
        Refused: MINISTRY_NO_SEAL.
        UsageError, SignerFailed: the Sở's key cannot be used.
    """
    waiting, items = _readable()
    if not waiting:
        return None
    seal = the_seal()
    certificate = registered(seal, school_year=waiting[0].school_year, at=at, real_at=real_at)
    if certificate.status != Certificate.Status.APPROVED:
        return None
    schools = dict(Number.objects.filter(uuid__in=[one.uuid for one in waiting]).values_list("uuid", "school_id"))
    first = waiting[0]
    together = [
        one for one in waiting if (schools[one.uuid], one.school_year) == (schools[first.uuid], first.school_year)
    ]
    draft = draft_recall([items[one.uuid] for one in together], seal.signer.chain, seal.algorithm, at, sender=seal.name)
    (value,) = seal.signer.sign([draft.to_be_signed], seal.algorithm)
    return _write(together, draft.embed(value), certificate, at=at, real_at=real_at)


def _readable() -> tuple[list[Withdrawal], dict[UUID, RecallItem]]:
    """The oldest that wait, with what their records say; a record that cannot be read is held with the reason."""
    found, items = [], {}
    for one in Withdrawal.objects.filter(state=_State.WAITING).order_by("id")[:_AT_ONCE]:
        try:
            items[one.uuid] = RecallItem.of(read_record(records.xml(one.uuid)).record)
        except HocbaError as error:
            log.warning("recall_not_readable", number=one.pk, code=error.code)
            still = Withdrawal.objects.filter(pk=one.pk, state=_State.WAITING)
            still.update(state=_State.HELD, error=error.code)
        else:
            found.append(one)
    return found, items


@transaction.atomic
def _write(
    together: Sequence[Withdrawal], data: bytes, certificate: Certificate, *, at: datetime, real_at: datetime
) -> Message | None:
    numbers = [one.pk for one in together]
    held = Withdrawal.objects.select_for_update().filter(pk__in=numbers, state=_State.WAITING)
    if len(list(held)) != len(numbers):  # another job was faster
        return None
    message = put(
        Message.Kind.RECALL,
        certificate,
        together[0].school_year,
        made_by=None,
        at=at,
        real_at=real_at,
        sha256=files.put(data),
        records=len(numbers),
        signed_at=at,
    )
    held.update(state=_State.ASKED, message=message)
    return message


def _trace(row: Withdrawal, at: datetime) -> None:
    audit.record(
        actor=None,
        action="ministry.recall.asked",
        subject=("record", row.uuid),
        at=at,
        school_id=Number.objects.values_list("school_id", flat=True).get(uuid=row.uuid),
        details={"uuid": str(row.uuid), "binding": row.binding},
    )
