"""Puts a checked certificate into the table, in the place of the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import override

from hocba_web.accounts.actor import Actor
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.signatures.chains import write_pem
from hocba_web.signatures.models import Batch, Certificate, KeyFile
from hocba_web.signatures.selectors.certificates import Holder
from hocba_web.signatures.services.certificates.checks import Checked

State = Certificate.State


def add(
    actor: Actor,
    holder: Holder,
    checked: Checked,
    *,
    way: str,
    at: datetime,
    provider: str = "",
    key_name: str = "",
    asks: Sequence[str] = (),
    algorithms: Sequence[str] = (),
) -> Certificate:
    """Store it; a person's takes the place of their earlier one of the same way, the school's waits for approval.

    One of the school that the authority refused may be declared again: a paper was missing, and is there now. In a
    transaction of the caller's.

    Raises:
        Refused: CERTIFICATE_KNOWN, declared before and still there; CERTIFICATE_ENDED_BEFORE, it was lost or withdrawn.
    """
    parsed = checked.parsed
    again = _declared_before(actor.school_id, checked.certificate.digest.hex())
    row = Certificate(
        id=again,
        school_id=actor.school_id,
        holder=holder,
        staff_id=actor.staff_id if holder == "person" else None,
        holder_id=parsed.personal_id or parsed.tax_code or "",
        holder_name=parsed.common_name[:150],
        issuer_name=parsed.issuer_name[:200],
        serial=parsed.serial,
        sha256=checked.certificate.digest.hex(),
        chain=write_pem(checked.certificate.chain),
        valid_from=checked.certificate.not_before,
        valid_until=checked.certificate.not_after,
        way=way,
        provider=provider,
        key_name=key_name,
        asks=list(asks),
        algorithms=list(algorithms),
        state=State.ACTIVE if holder == "person" else State.PENDING,
        registered_by_id=actor.user_id,
        registered_at=at,
    )
    replaced = replace_earlier(row, at=at) if holder == "person" else 0
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused("CERTIFICATE_KNOWN", where="certificate") from error
    audit.record(
        actor=actor,
        action="signatures.certificate.registered",
        subject=("certificate", row.id),
        at=at,
        school_id=row.school_id,
        details={"holder": holder, "way": way, "serial": row.serial, "replaced": replaced},
    )
    return row


def replace_earlier(row: Certificate, *, at: datetime) -> int:
    """End the ones in use whose place this takes: the person's of the same way, or the school's; how many."""
    earlier = Certificate.objects.filter(school_id=row.school_id, holder=row.holder, state=State.ACTIVE)
    if row.staff is not None:
        earlier = earlier.filter(staff=row.staff, way=row.way)
    count = 0
    for one in earlier.exclude(id=row.id).select_for_update():
        end(one, State.REPLACED, at=at, reason="")
        count += 1
    return count


def end(row: Certificate, state: str, *, at: datetime, reason: str) -> None:
    """Take a certificate out of use and destroy its key file. Batches that still wait for its key stop at once."""
    row.state, row.ended_at, row.ended_reason = state, at, reason
    row.save(update_fields=["state", "ended_at", "ended_reason"])
    KeyFile.objects.filter(certificate=row).delete()
    with override("vi"):  # what is kept is Vietnamese, whatever language this person reads
        words = str(Certificate.State(state).label)
    Batch.objects.filter(certificate=row, state=Batch.State.OPEN).update(
        state=Batch.State.STOPPED,
        stopped_code="CERTIFICATE_ENDED",
        stopped_params={"state": words},
        remote_handle="",
        remote_items=[],
    )


def _declared_before(school_id: int, sha256: str) -> int | None:
    """The row (id) that is to be used again: of the school's certificate that the authority refused; None if new."""
    known = Certificate.objects.select_for_update().filter(school_id=school_id, sha256=sha256).first()
    if known is None:
        return None
    if known.state in {State.ACTIVE, State.PENDING}:
        raise Refused("CERTIFICATE_KNOWN", where="certificate")
    if known.state == State.REFUSED and known.holder == Certificate.Holder.ORGANISATION:
        return known.id
    raise Refused("CERTIFICATE_ENDED_BEFORE", where="certificate", state=str(State(known.state).label))
