"""One confirmation of a batch's owner: asked for, waited for, and used in the request that learns of it.

What grants a signature (SAD) never leaves the client; what is stored while the phone is waited for is the service's
own name of the request, of use only with this installation's log-in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from django.utils.translation import gettext as _

from hocba.adapters.csc import CscClient, CscFailed, Expired, Granted, Pending, RefusedByOwner, Secrets, Signed
from hocba.errors import HocbaError, SigningRefused
from hocba.signature_profile import ALGORITHMS
from hocba.signing.certificates import read_chain
from hocba.signing.values import require_valid
from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Refused
from hocba_web.signatures.chains import read_pem
from hocba_web.signatures.models import Batch, Certificate, Item
from hocba_web.signatures.selectors import ways
from hocba_web.signatures.selectors.batches import BatchState, state
from hocba_web.signatures.services.batches import own_open
from hocba_web.signatures.services.queue import advance, leases
from hocba_web.signatures.services.queue.rights import may_still
from hocba_web.signatures.services.queue.settling import may_use
from hocba_web.signatures.services.queue.values import ready_items, store
from hocba_web.signatures.services.remote.clients import client_of

_SLOW = timedelta(minutes=3)
"""Version 1.0.4 of the API waits for the phone inside one call."""
_SIGNING = timedelta(minutes=5)
"""How long values of a confirmed request may take."""
_PASSING = frozenset({"CSC_TIMEOUT", "CSC_UNREACHABLE", "CSC_BUSY"})
"""Failures of one poll that say nothing about the request: it is asked again."""
_TO_THE_PERSON = frozenset({"CSC_SECRET_NEEDED"})
"""Refusals before anything was sent: the page asks for what is missing."""
Outcome = Pending | Granted | Signed | RefusedByOwner | Expired


def begin(*, actor: Actor, batch_id: int, at: datetime, real_at: datetime, pin: str = "", otp: str = "") -> BatchState:
    """Ask the owner to confirm the next signatures of their batch, as many as one confirmation covers.

    Where the service wants a PIN or one-time password instead of the phone, they are signed in this request.

    Args:
        actor: the batch's owner.
        batch_id: the batch.
        at: product clock.
        real_at: the machine's time.
        pin: what the service asks its owner to type; kept nowhere, sent once.
        otp: the same.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: SIGNING_OTHER_WAY.
        UsageError: CSC_SECRET_NEEDED.
    """
    batch = _remote_batch(actor, batch_id)
    if batch.state != Batch.State.OPEN or batch.remote_handle or _is_asked(batch, real_at):
        return state(batch.id)
    if not may_still(batch, actor, at=at, real_at=real_at):
        return state(batch.id)
    secrets = Secrets(pin=pin, otp=otp)
    try:
        with client_of(batch.certificate.provider) as client:
            credential = client.credential(batch.certificate.key_name)
            if credential.chain[0] != read_pem(batch.certificate.chain)[0]:
                raise SigningRefused("KEY_OF_OTHER_CERTIFICATE", where="certificate")
            most = min(ways.provider(batch.certificate.provider).most_hashes, credential.multisign)
            ready_items(batch, at=at, real_at=real_at, most=most)
            with _Held(batch, real_at, most=most) as held:
                if held.items:
                    may_use(batch, held.items, at=at, real_at=real_at)
                    outcome = client.begin(
                        credential,
                        held.digests,
                        ALGORITHMS[batch.algorithm],
                        at=real_at,
                        secrets=secrets,
                        description=_("Ký học bạ số: {count} chữ ký").format(count=len(held.items)),
                    )
                    _go_on(client, held, outcome, at=at)
    except HocbaError as error:
        if error.code in _TO_THE_PERSON:
            raise
        leases.stop_whole(batch, error, at=at)
        return state(batch.id)
    return advance(batch.id, at=at, real_at=real_at, limit=2 * most)


def poll(*, actor: Actor, batch_id: int, at: datetime, real_at: datetime) -> BatchState:
    """Ask once whether the owner has confirmed; if so, fetch, check and store the values in this request.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: SIGNING_OTHER_WAY.
    """
    batch = _remote_batch(actor, batch_id)
    if batch.state != Batch.State.OPEN or not batch.remote_handle:
        return state(batch.id)
    pending = Pending.from_json(batch.remote_handle)
    with _Held(batch, real_at, only=batch.remote_items) as held:
        if held.busy:
            return state(batch.id)  # another page of the same owner polls just now
        try:
            if len(held.items) != len(batch.remote_items):
                raise SigningRefused("REMOTE_EXPIRED", where=batch.certificate.provider)
            may_use(batch, held.items, at=at, real_at=real_at)
            with client_of(batch.certificate.provider) as client:
                outcome: Outcome = client.advance(pending, held.digests, at=real_at)
                patience = timedelta(seconds=ways.provider(batch.certificate.provider).wait_seconds) + _SIGNING
                if isinstance(outcome, Pending) and real_at - pending.asked.begun_at > patience:
                    outcome = Expired()
                _go_on(client, held, outcome, at=at)
        except HocbaError as error:
            if isinstance(error, CscFailed) and error.code in _PASSING:
                return state(batch.id)
            leases.stop_whole(batch, error, at=at)
            return state(batch.id)
    return advance(batch.id, at=at, real_at=real_at, limit=2 * len(batch.remote_items))


class _Held:
    """The items of one confirmation, leased while the service is asked."""

    def __init__(self, batch: Batch, real_at: datetime, *, most: int = 0, only: Sequence[int] = ()) -> None:
        self.batch = batch
        self.items: list[Item] = []
        self._real_at = real_at
        self._most = most or len(only)
        self._only = list(only)
        self._worker = leases.worker_name()

    def __enter__(self) -> Self:
        found = leases.take(
            self.batch.id,
            Item.State.HASHED,
            worker=self._worker,
            real_at=self._real_at,
            most=self._most,
            counted=False,
            only=self._only or None,
            lasts=_SLOW,
        )
        place = {number: index for index, number in enumerate(self._only)}
        self.items = sorted(found, key=lambda item: place.get(item.id, 0)) if self._only else found
        return self

    def __exit__(self, *_error: object) -> None:
        leases.give_back(self._worker)

    @property
    def busy(self) -> bool:
        """Whether another request holds them."""
        waiting = Item.objects.filter(id__in=self._only, state=Item.State.HASHED, lease_until__gte=self._real_at)
        return not self.items and waiting.exists()

    @property
    def digests(self) -> list[bytes]:
        """What the service signs, in the order of the items."""
        name = ALGORITHMS[self.batch.algorithm].hash
        return [hashlib.new(name, bytes(item.to_be_signed or b"")).digest() for item in self.items]


def _go_on(client: CscClient, held: _Held, outcome: Outcome, *, at: datetime) -> None:
    """Do what an answer asks for; a grant is used at once."""
    if isinstance(outcome, Granted):
        outcome = client.sign(outcome, held.digests)
    if isinstance(outcome, Pending):
        Batch.objects.filter(id=held.batch.id, state=Batch.State.OPEN).update(
            remote_handle=outcome.to_json(),
            remote_items=[item.id for item in held.items],
            remote_asked_at=outcome.asked.begun_at,
        )
    elif isinstance(outcome, Signed):
        _store(held, outcome.values)
    else:
        code = "REMOTE_REFUSED" if isinstance(outcome, RefusedByOwner) else "REMOTE_EXPIRED"
        leases.stop_whole(held.batch, SigningRefused(code, where=held.batch.certificate.provider), at=at)


def _is_asked(batch: Batch, real_at: datetime) -> bool:
    """Whether another page of the same owner is asking just now."""
    return batch.items.filter(state=Item.State.HASHED, lease_until__gte=real_at).exists()


def _store(held: _Held, values: Sequence[bytes]) -> None:
    batch = held.batch
    key, algorithm = read_chain(read_pem(batch.certificate.chain)).key, ALGORITHMS[batch.algorithm]
    for item, value in zip(held.items, values, strict=True):
        require_valid(key, value, bytes(item.to_be_signed or b""), algorithm, where=str(item.id))
    Batch.objects.filter(id=batch.id).update(remote_handle="", remote_items=[], remote_asked_at=None)
    by_id = {item.id: value for item, value in zip(held.items, values, strict=True)}
    store(batch, by_id, {str(item.id): item for item in held.items})


def _remote_batch(actor: Actor, batch_id: int) -> Batch:
    batch = own_open(actor, batch_id)
    if batch.certificate.way != Certificate.Way.REMOTE:
        raise Refused("SIGNING_OTHER_WAY", where=f"batch/{batch.id}")
    return batch
