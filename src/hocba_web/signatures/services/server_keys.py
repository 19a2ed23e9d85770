"""Keys that this server reaches: key files and devices. The secret comes with the request and dies with it."""

from __future__ import annotations

from datetime import datetime

from hocba.errors import HocbaError, SignerFailed, SigningRefused
from hocba.signature_profile import ALGORITHMS
from hocba.signing.certificates import read_chain
from hocba.signing.values import require_valid
from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Refused
from hocba_web.signatures.chains import read_pem
from hocba_web.signatures.models import Batch, Certificate, Item
from hocba_web.signatures.selectors.batches import BatchState, state
from hocba_web.signatures.services import server_signers
from hocba_web.signatures.services.batches import own_open
from hocba_web.signatures.services.queue import advance, leases
from hocba_web.signatures.services.queue.rights import may_still
from hocba_web.signatures.services.queue.settling import may_use
from hocba_web.signatures.services.queue.values import ready_items, store

AT_ONCE = 48
SERVER_WAYS = (Certificate.Way.PKCS12, Certificate.Way.PKCS11)


def sign(
    *, actor: Actor, batch_id: int, secret: str, at: datetime, real_at: datetime, limit: int = AT_ONCE
) -> BatchState:
    """Sign the next items of one's batch with a key of this server, then commit them.

    A wrong secret stops the batch at once (devices count wrong PINs and lock): only its owner goes on, with `resume`.

    Args:
        actor: the batch's owner.
        batch_id: the batch.
        secret: password of the key file or PIN of the device; kept nowhere.
        at: product clock.
        real_at: the machine's time.
        limit: how many items at most.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: SIGNING_OTHER_WAY.
    """
    batch = own_open(actor, batch_id)
    if batch.certificate.way not in SERVER_WAYS:
        raise Refused("SIGNING_OTHER_WAY", where=f"batch/{batch.id}")
    if not may_still(batch, actor, at=at, real_at=real_at):
        return state(batch.id)
    ready_items(batch, at=at, real_at=real_at, most=limit)
    worker = leases.worker_name()
    items = (
        leases.take(batch.id, Item.State.HASHED, worker=worker, real_at=real_at, most=limit, counted=False)
        if batch.state == Batch.State.OPEN
        else []
    )
    if items:
        try:
            may_use(batch, items, at=at, real_at=real_at)
            values = _values(batch, items, secret)
            # Stored before the lease ends: nobody else may begin to sign the same items meanwhile.
            store(batch, values, {str(item.id): item for item in items})
        except HocbaError as error:
            leases.stop_whole(batch, error, at=at)
            return state(batch.id)
        finally:
            leases.give_back(worker)
    return advance(batch.id, at=at, real_at=real_at, limit=2 * limit)


def _values(batch: Batch, items: list[Item], secret: str) -> dict[int, bytes]:
    algorithm = ALGORITHMS[batch.algorithm]
    certificate = read_chain(read_pem(batch.certificate.chain))
    messages = [bytes(item.to_be_signed or b"") for item in items]
    with server_signers.opened(batch.certificate, secret) as signer:
        if signer.chain[0] != certificate.chain[0]:
            raise SigningRefused("KEY_OF_OTHER_CERTIFICATE", where="certificate")
        values = signer.sign(messages, algorithm)
    if len(values) != len(items):
        raise SignerFailed("SIGNER_VALUE_WRONG", where="certificate")
    for item, message, value in zip(items, messages, values, strict=True):
        require_valid(certificate.key, value, message, algorithm, where=str(item.id))
    return {item.id: value for item, value in zip(items, values, strict=True)}
