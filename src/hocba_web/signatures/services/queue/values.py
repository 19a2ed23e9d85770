"""HASHED -> SIGNED: the only step that needs the key's owner. What comes back is believed only once it is checked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from hocba.adapters.agent import Expected, Returned, checked_values
from hocba.signature_profile import ALGORITHMS
from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Refused
from hocba_web.base.text import whole
from hocba_web.signatures import kinds, tasks
from hocba_web.signatures.chains import read_pem
from hocba_web.signatures.models import Batch, Item
from hocba_web.signatures.selectors.batches import BatchState, piece_of
from hocba_web.signatures.services.batches import own_open
from hocba_web.signatures.services.queue import leases
from hocba_web.signatures.services.queue.preparing import prepare_some, renew
from hocba_web.signatures.services.queue.rights import may_still
from hocba_web.signatures.services.queue.working import advance

LATEST = timedelta(hours=1)
"""A program on the signer's computer has so long to bring the values of the hashes that it fetched."""


@dataclass(frozen=True, slots=True)
class Hash:
    """One signature to be made outside."""

    item_id: str
    title: str
    """What the agent shows: whose record, which part."""
    message: bytes
    """What is signed; `hocba agent` hashes it itself."""
    digest: bytes
    """Of the message, by the algorithm's hash."""
    hash_name: str
    """"sha256", "sha384", "sha512"."""
    algorithm: str
    """Name of the signature algorithm."""


def hashes(*, actor: Actor, batch_id: int, at: datetime, real_at: datetime, limit: int = 100) -> tuple[Hash, ...]:
    """What the owner's agent or token is to sign next; prepared anew where the signing time had become old.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    batch = own_open(actor, batch_id)
    if not may_still(batch, actor, at=at, real_at=real_at):
        return ()
    items = ready_items(batch, at=at, real_at=real_at, most=limit)
    if not items:
        return ()
    algorithm = ALGORITHMS[batch.algorithm]
    messages = [bytes(item.to_be_signed or b"") for item in items]
    titles = kinds.kind_of(batch.kind).titles(batch.school_id, [piece_of(item) for item in items])
    return tuple(
        Hash(
            str(item.id),
            title,
            message,
            hashlib.new(algorithm.hash, message).digest(),
            algorithm.hash,
            algorithm.name,
        )
        for item, title, message in zip(items, titles, messages, strict=True)
    )


def give_values(
    *, actor: Actor, batch_id: int, values: Sequence[Returned], at: datetime, real_at: datetime
) -> BatchState:
    """Take values that an agent brought, all or some, check each, store them, and commit what can be.

    Values for items that have one already are passed over: an answer that was lost may be sent again. So are values
    that come later than `LATEST`: their hashes are made anew, for the time in a signature must be near to when it was
    made.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: SIGNING_STOPPED.
        SigningRefused, SignerFailed: as `checked_values`; nothing was stored then.
    """
    batch = own_open(actor, batch_id)
    if batch.state == Batch.State.STOPPED:
        raise Refused("SIGNING_STOPPED", where=f"batch/{batch.id}")
    named = [one.item_id for one in values]
    numbers = [number for number in map(whole, named) if number is not None]
    known = {str(item.id): item for item in Item.objects.filter(batch=batch, id__in=numbers)}
    behind = {Item.State.SIGNED, Item.State.COMMITTED}
    stale = {name for name, item in known.items() if item.signing_at is None or at - item.signing_at > LATEST}
    wanted = [
        one
        for one in values
        if one.item_id not in known or (known[one.item_id].state not in behind and one.item_id not in stale)
    ]
    algorithm = ALGORITHMS[batch.algorithm]
    expected = [
        Expected(name, bytes(item.to_be_signed), algorithm)
        for name, item in known.items()
        if item.state == Item.State.HASHED and item.to_be_signed is not None
    ]
    leaf = read_pem(batch.certificate.chain)[0]
    store(
        batch,
        {int(name): value for name, value in checked_values(leaf, expected, wanted, complete=False).items()},
        known,
    )
    return advance(batch.id, at=at, real_at=real_at)


def ready_items(batch: Batch, *, at: datetime, real_at: datetime, most: int) -> list[Item]:
    """Up to `most` HASHED items with a recent signing time; what is missing is prepared now."""
    if batch.state != Batch.State.OPEN:
        return []
    renew(batch, at=at, real_at=real_at)
    hashed = Item.objects.filter(batch=batch, state=Item.State.HASHED).exclude(id__in=batch.remote_items)
    waiting = hashed.order_by("target", "order", "id")
    worker = leases.worker_name()
    while waiting.count() < most:
        if not prepare_some(batch, worker=worker, at=at, real_at=real_at, most=most):
            break
    return list(waiting[:most])


def store(batch: Batch, values: Mapping[int, bytes], messages: Mapping[str, Item]) -> int:
    """Store checked values, each only where its item still waits for that very message; how many were."""
    with transaction.atomic():
        stored = sum(
            Item.objects.filter(
                id=item_id, batch=batch, state=Item.State.HASHED, signing_at=messages[str(item_id)].signing_at
            ).update(state=Item.State.SIGNED, value=value, attempt=0, lease_until=None, lease_by="")
            for item_id, value in values.items()
        )
        if stored:
            transaction.on_commit(lambda: tasks.look.enqueue(batch.id))
    return stored
