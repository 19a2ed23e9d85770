"""Declaring a certificate whose key is elsewhere: its owner signs a number that nobody knew before.

What is signed begins with words that no record, list or PDF begins with, so a proof can never pass for a signature.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.core import signing
from django.db import transaction

from hocba.adapters.agent import as_der
from hocba.adapters.agent.messages import PROOF
from hocba.errors import SigningRefused
from hocba.signature_profile import ALGORITHMS, SignatureAlgorithm
from hocba.signing.certificates import read_chain
from hocba.signing.values import require_valid
from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Refused
from hocba_web.signatures.chains import completed
from hocba_web.signatures.models import Certificate
from hocba_web.signatures.ports import ports
from hocba_web.signatures.selectors import trust, ways
from hocba_web.signatures.selectors.certificates import Holder
from hocba_web.signatures.services import devices, evidence
from hocba_web.signatures.services.certificates import checks, storing

GOOD_FOR = timedelta(minutes=10)
_SALT = "signatures.proof"
AgentWay = Literal["agent", "vgca"]


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the owner's program signs, and the ticket that comes back with its value."""

    token: str
    """Signed by this site; holds no secret."""
    message: bytes
    digest: bytes
    """SHA-256 of the message."""


def algorithm_of_proof(leaf: bytes) -> SignatureAlgorithm:
    """By which algorithm a proof is made: always over SHA-256, which every token and the VGCA service know."""
    return ALGORITHMS["rsa-sha256" if read_chain((leaf,)).key_kind == "rsa" else "ecdsa-sha256"]


def challenge(*, actor: Actor, holder: Holder, real_at: datetime) -> Challenge:
    """A fresh number to be signed by the key of the certificate that is to be declared.

    Args:
        actor: who declares.
        holder: "person" or "organisation".
        real_at: the machine's time; the challenge is good for ten minutes.

    Raises:
        Forbidden, Refused: as `checks.require_declaring`.
    """
    checks.require_declaring(actor, holder)
    nonce = secrets.token_hex(24)
    token = signing.dumps(
        {"user": actor.user_id, "holder": holder, "nonce": nonce, "at": real_at.isoformat()}, salt=_SALT
    )
    message = PROOF + nonce.encode("ascii")
    return Challenge(token, message, hashlib.sha256(message).digest())


def register_proved(
    *,
    actor: Actor,
    holder: Holder,
    way: AgentWay,
    token: str,
    chain: Sequence[bytes],
    value: bytes,
    at: datetime,
    real_at: datetime,
) -> int:
    """Declare a certificate of a token that the owner's own program reaches.

    Args:
        actor: who declares.
        holder: as challenged.
        way: "agent" (hocba agent) or "vgca".
        token: of the challenge.
        chain: DER, the certificate first; issuers that are missing are taken from the trust folder (`*.crt`).
        value: signature of the challenge's message by `algorithm_of_proof`.
        at: product clock.
        real_at: the machine's time.

    Returns:
        Number of the certificate.

    Raises:
        Forbidden, Refused: PROOF_OUTDATED, CERTIFICATE_KNOWN …, as `checks.check`.
        SigningRefused, SignerFailed: SIGNER_VALUE_WRONG, and as `checks.check`.
    """
    checks.require_declaring(actor, holder)
    message = _message(actor, holder, token, real_at)
    _require_proof(chain, message, value)
    return declare(actor, holder, chain, way=way, at=at, real_at=real_at)


def register_device(
    *, actor: Actor, holder: Holder, device: str, key: str, pin: str, at: datetime, real_at: datetime
) -> int:
    """Declare a certificate of a device of this server: its key signs a fresh number, here.

    Args:
        actor: who declares.
        holder: "person" or "organisation".
        device: name in the installation's file.
        key: label of the key in the device.
        pin: tried once, kept nowhere.
        at: product clock.
        real_at: the machine's time.

    Returns:
        Number of the certificate.

    Raises:
        Forbidden, Refused, SigningRefused: as `checks.check`.
        SignerFailed: as `Pkcs11Signer`: TOKEN_PIN_WRONG, TOKEN_KEY_MISSING …
        UsageError: SIGNING_PROVIDER_UNKNOWN.
    """
    checks.require_declaring(actor, holder)
    message = PROOF + secrets.token_hex(24).encode("ascii")
    with devices.opened(ways.device(device), key, pin) as signer:
        chain = signer.chain
        (value,) = signer.sign([message], algorithm_of_proof(chain[0]))
    _require_proof(chain, message, value)
    return declare(
        actor, holder, chain, way=Certificate.Way.PKCS11, at=at, real_at=real_at, provider=device, key_name=key
    )


def declare(
    actor: Actor,
    holder: Holder,
    chain: Sequence[bytes],
    *,
    way: str,
    at: datetime,
    real_at: datetime,
    provider: str = "",
    key_name: str = "",
    asks: Sequence[str] = (),
    offered: Sequence[str] = (),
) -> int:
    """Check and store a certificate whose key was proven; the number. Raises as `checks.check` and `storing.add`."""
    whole = completed(chain, trust.intermediates())
    checked = checks.check(actor, holder, whole, at=at, real_at=real_at, offered=offered)
    with transaction.atomic():
        evidence.keep(checked.judged.evidence, real_at=real_at)
        row = storing.add(
            actor, holder, checked, way=way, at=at, provider=provider, key_name=key_name, asks=asks, algorithms=offered
        )
        if holder == "organisation":
            ports.certificate_declared(row.id)
    return row.id


def _message(actor: Actor, holder: Holder, token: str, real_at: datetime) -> bytes:
    try:
        data = signing.loads(token, salt=_SALT)
        made = datetime.fromisoformat(data["at"])
        mine = (data["user"], data["holder"]) == (actor.user_id, holder)
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        raise Refused("PROOF_OUTDATED", where="certificate") from None
    if not mine or not timedelta(0) <= real_at - made <= GOOD_FOR:
        raise Refused("PROOF_OUTDATED", where="certificate")
    return PROOF + str(data["nonce"]).encode("ascii")


def _require_proof(chain: Sequence[bytes], message: bytes, value: bytes) -> None:
    if not chain:
        raise SigningRefused("CERTIFICATE_UNREADABLE", where="certificate")
    certificate = read_chain((chain[0],))
    signature = as_der(value) if certificate.key_kind == "ec" else value
    require_valid(certificate.key, signature, message, algorithm_of_proof(chain[0]), where="certificate")
