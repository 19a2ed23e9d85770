"""Beginning, stopping and going on with batches: what their owners, and who decides on locks, may do to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from hocba.errors import SigningRefused
from hocba.signing.certificates import read_chain
from hocba_web.accounts.actor import Actor
from hocba_web.audit import services as audit
from hocba_web.base.clock import local
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import LARGEST_KEY
from hocba_web.signatures import kinds, tasks
from hocba_web.signatures.algorithms import algorithm_for
from hocba_web.signatures.chains import read_pem
from hocba_web.signatures.kinds import Piece
from hocba_web.signatures.models import Batch, Certificate, Item
from hocba_web.signatures.selectors import certificates, trust, ways
from hocba_web.signatures.selectors.batches import GOING_ON, BatchState, may_stop_others, piece_of, state
from hocba_web.signatures.services import evidence

MOST_PIECES = 3000
"""More than every signature of the largest school's busiest person."""
seen_digest = kinds.seen_of
_Key = tuple[int, str, str, int]


def start(
    *,
    actor: Actor,
    kind: str,
    pieces: Sequence[Piece],
    certificate_id: int,
    seen: str,
    at: datetime,
    real_at: datetime,
) -> int:
    """Put what somebody confirmed into the queue.

    Args:
        actor: the signer, in the capacity in which they sign.
        kind: name of a registered kind.
        pieces: what is to be signed, as it is now.
        certificate_id: one of `selectors.certificates.usable`.
        seen: `seen_digest` of what the page showed.
        at: product clock.
        real_at: the machine's clock.

    Returns:
        Number of the batch.

    Raises:
        Refused: SHOWN_OUTDATED, NOTHING_TO_SIGN, TOO_MUCH_TO_SIGN, SIGNING_ELSEWHERE, SIGNING_GOES_ON,
            CERTIFICATE_NOT_ACTIVE, and what the kind refuses.
        SigningRefused: as `trust.judge`; KEY_TOO_WEAK, SIGNER_ALGORITHM_UNFIT.
    """
    if not pieces:
        raise Refused("NOTHING_TO_SIGN")
    if len(pieces) > MOST_PIECES:
        raise Refused("TOO_MUCH_TO_SIGN", most=MOST_PIECES)
    if seen_digest(pieces) != seen or len({_key(one) for one in pieces}) < len(pieces):
        raise Refused("SHOWN_OUTDATED", source="Decision 32/QĐ-THPĐ, art. 9(1)")
    signed = kinds.kind_of(kind)
    signed.require(actor, pieces, at=at)
    certificate = certificates.for_signing(actor, signed.holder, certificate_id)
    judged = _judge(certificate, at, real_at)
    algorithm = algorithm_for(read_chain(read_pem(certificate.chain)), ways.offered(certificate))
    with transaction.atomic():
        _require_free(kind, pieces, actor)
        evidence.keep(judged.evidence, real_at=real_at)
        batch = Batch.objects.create(
            school_id=actor.school_id,
            owner_id=actor.user_id,
            role=actor.role.value,
            capacity=actor.capacity,
            kind=kind,
            certificate=certificate,
            algorithm=algorithm.name,
            confirmed_at=at,
            real_at=real_at,
        )
        _insert(batch, pieces, actor)
        audit.record(
            actor=actor,
            action="signatures.batch.confirmed",
            subject=("signing_batch", batch.id),
            at=at,
            school_id=batch.school_id,
            pupils=signed.pupils(pieces),
            details={"kind": kind, "items": len(pieces), "certificate": certificate.sha256[:16]},
        )
        transaction.on_commit(lambda: tasks.look.enqueue(batch.id))
    return batch.id


def stop(*, actor: Actor, batch_id: int, at: datetime) -> BatchState:
    """Stop a batch and free what is not signed yet; what was signed already is still checked and stored.

    A batch that stopped because its certificate or key failed gives up its unchecked values too.

    Raises:
        Missing: NOT_FOUND_HERE, neither one's own nor, for who decides on locks, the school's.
    """
    with transaction.atomic():
        batch = _held(actor, batch_id, others=True)
        if batch.state == Batch.State.DONE:
            return state(batch_id)
        gone = [Item.State.SHOWN, Item.State.HASHED]
        if batch.stopped_code:
            gone.append(Item.State.SIGNED)
        # Locked in the order in which workers lock them, or the two would wait for each other.
        held = batch.items.filter(state__in=gone).select_for_update().order_by("target", "order", "id")
        freed = batch.items.filter(id__in=list(held.values_list("id", flat=True)), state__in=gone).update(
            state=Item.State.STOPPED, to_be_signed=None, value=None, signing_at=None, lease_by="", lease_until=None
        )
        batch.state, batch.stopped_code, batch.stopped_params, batch.ended_at = Batch.State.STOPPED, "", {}, at
        batch.remote_handle, batch.remote_items = "", []
        batch.save()
        audit.record(
            actor=actor,
            action="signatures.batch.stopped",
            subject=("signing_batch", batch.id),
            at=at,
            school_id=batch.school_id,
            details={"items": freed, "own": batch.owner_id == actor.user_id},
        )
        transaction.on_commit(lambda: tasks.look.enqueue(batch.id))
    return state(batch_id)


def resume(*, actor: Actor, batch_id: int, at: datetime, real_at: datetime) -> BatchState:
    """Go on with one's stopped batch: what is not signed yet is prepared anew, with a new signing time.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: SIGNING_ELSEWHERE, CERTIFICATE_NOT_ACTIVE, and what the kind refuses, such as SHOWN_OUTDATED.
        SigningRefused: as `trust.judge`.
    """
    again = [Item.State.STOPPED, Item.State.SHOWN, Item.State.HASHED]
    with transaction.atomic():
        batch = _held(actor, batch_id)
        if batch.state != Batch.State.STOPPED:
            return state(batch_id)
        items = list(batch.items.filter(state__in=again).defer("to_be_signed", "value"))
        _reopen(batch, items, actor, at, real_at)
    return state(batch_id)


def retry(*, actor: Actor, batch_id: int, item_ids: Sequence[int], at: datetime, real_at: datetime) -> BatchState:
    """Try items of one's batch again that failed; others of the list are left as they are.

    Raises:
        As `resume`.
    """
    with transaction.atomic():
        batch = _held(actor, batch_id)
        known = [one for one in item_ids if one <= LARGEST_KEY]
        items = list(batch.items.filter(id__in=known, state=Item.State.FAILED).defer("to_be_signed", "value"))
        if items:
            _reopen(batch, items, actor, at, real_at)
    return state(batch_id)


def _reopen(batch: Batch, items: Sequence[Item], actor: Actor, at: datetime, real_at: datetime) -> None:
    """Put items back to the beginning and open their batch."""
    signed = kinds.kind_of(batch.kind)
    pieces = [piece_of(item) for item in items]
    if pieces:
        signed.require(actor, pieces, at=at)
    certificates.require_active(batch.certificate)
    _judge(batch.certificate, at, real_at)
    foreign = [piece_of(item) for item in items if item.state not in GOING_ON]
    _require_free(batch.kind, foreign, actor)
    try:
        with transaction.atomic():
            batch.items.filter(id__in=[item.id for item in items]).update(
                state=Item.State.SHOWN,
                to_be_signed=None,
                value=None,
                signing_at=None,
                lease_by="",
                lease_until=None,
                attempt=0,
                failure_code="",
                failure_params={},
            )
    except IntegrityError as error:
        raise Refused("SIGNING_ELSEWHERE", name="?", since="?", count=len(pieces)) from error
    batch.state, batch.stopped_code, batch.stopped_params, batch.ended_at = Batch.State.OPEN, "", {}, None
    batch.remote_handle, batch.remote_items = "", []
    batch.save()
    audit.record(
        actor=actor,
        action="signatures.batch.resumed",
        subject=("signing_batch", batch.id),
        at=at,
        school_id=batch.school_id,
        details={"items": len(items)},
    )
    transaction.on_commit(lambda: tasks.look.enqueue(batch.id))


def own_open(actor: Actor, batch_id: int) -> Batch:
    """One's own batch, with its certificate, for those who bring values.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = Batch.objects.select_related("certificate")
    batch = found.filter(id=batch_id, owner_id=actor.user_id, school_id=actor.school_id).first()
    if batch is None:
        raise Missing("NOT_FOUND_HERE")
    return batch


def _held(actor: Actor, batch_id: int, *, others: bool = False) -> Batch:
    found = Batch.objects.select_for_update(of=("self",), no_key=True).select_related("certificate")
    found = found.filter(id=batch_id, school_id=actor.school_id)
    if not (others and may_stop_others(actor)):
        found = found.filter(owner_id=actor.user_id)
    batch = found.first()
    if batch is None:
        raise Missing("NOT_FOUND_HERE")
    return batch


def _judge(certificate: Certificate, at: datetime, real_at: datetime) -> trust.Judged:
    latest = Batch.objects.order_by("-real_at").values_list("real_at", flat=True).first()
    if latest is not None and latest > real_at + trust.CLOCK_TOLERANCE:
        raise SigningRefused("CLOCK_BEHIND", where="clock", clock=real_at.isoformat(), proof=latest.isoformat())
    return trust.judge(read_pem(certificate.chain), signing_at=at, real_at=real_at)


def _insert(batch: Batch, pieces: Sequence[Piece], actor: Actor) -> None:
    rows = [new_item(batch, piece) for piece in sorted(pieces, key=lambda one: (one.target, one.order))]
    try:
        with transaction.atomic():
            Item.objects.bulk_create(rows)
    except IntegrityError:
        _require_free(batch.kind, pieces, actor)
        raise


def new_item(batch: Batch, piece: Piece) -> Item:
    """A piece as a row, not saved."""
    return Item(
        batch=batch,
        kind=batch.kind,
        target=piece.target,
        slot=piece.slot,
        person=piece.person,
        revision=piece.revision,
        order=piece.order,
        shown_digest=piece.shown_digest,
    )


def _key(one: Piece | Item) -> _Key:
    """What one going signature is known by: whoever asks for it twice asks for one."""
    return one.target, one.slot, one.person, one.revision


def _require_free(kind: str, pieces: Sequence[Piece], actor: Actor) -> None:
    """Refuse what somebody is signing already.

    Raises:
        Refused: SIGNING_ELSEWHERE, SIGNING_GOES_ON (in one's own batch).
    """
    wanted = {_key(one) for one in pieces}
    taken = Item.objects.filter(kind=kind, state__in=GOING_ON, target__in={one.target for one in pieces})
    found = [
        item for item in taken.select_related("batch__owner").defer("to_be_signed", "value") if _key(item) in wanted
    ]
    if not found:
        return
    batch = found[0].batch
    since = local(batch.confirmed_at).strftime("%H:%M %d/%m/%Y")
    if batch.owner_id == actor.user_id:
        raise Refused("SIGNING_GOES_ON", where=f"batch/{batch.id}", since=since, count=len(found), batch=batch.id)
    raise Refused("SIGNING_ELSEWHERE", name=batch.owner.full_name, since=since, count=len(found))
