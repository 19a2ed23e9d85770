"""Declaring a certificate that a remote service holds: its owner confirms a proof as they would a signature."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.core import signing
from django.utils.translation import gettext as _

from hocba.adapters.agent.messages import PROOF
from hocba.adapters.csc import CscClient, CscCredential, Expired, Granted, Pending, RefusedByOwner, Secrets, Signed
from hocba.errors import SigningRefused
from hocba.signature_profile import ALGORITHMS, SignatureAlgorithm
from hocba.signing.certificates import read_chain
from hocba.signing.values import require_valid
from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Refused
from hocba_web.signatures.algorithms import algorithm_for
from hocba_web.signatures.models import Certificate
from hocba_web.signatures.selectors import ways
from hocba_web.signatures.selectors.certificates import Holder
from hocba_web.signatures.services.certificates import checks
from hocba_web.signatures.services.certificates.proofs import declare
from hocba_web.signatures.services.remote.clients import client_of

_SALT = "signatures.remote-proof"


@dataclass(frozen=True, slots=True)
class RemoteCredential:
    """A key that the service holds for somebody."""

    id: str
    holder_name: str
    valid_until: datetime
    needs: tuple[str, ...]
    """What a confirmation asks its owner to type, of "pin" and "otp"."""


@dataclass(frozen=True, slots=True)
class RemoteProof:
    """How a declaration stands."""

    state: Literal["waiting", "declared", "refused", "expired"]
    token: str = ""
    """To be polled with, while waiting; signed by this site, holds no secret."""
    certificate_id: int = 0
    """Once declared."""


def remote_credentials(
    *, actor: Actor, holder: Holder, provider: str, user_id: str = ""
) -> tuple[RemoteCredential, ...]:
    """The keys that a service holds for the person or the school.

    Args:
        actor: who declares.
        holder: "person" or "organisation".
        provider: name in the installation's file.
        user_id: what the service calls them, where the file says that it is typed.

    Raises:
        Forbidden, Refused: as `checks.require_declaring`.
        CscFailed, UsageError: as `CscClient` and the installation's file.
    """
    checks.require_declaring(actor, holder)
    login = ways.config().logins.get(provider)
    if login is None or login.user_ids == "personal_id":
        place = Certificate(school_id=actor.school_id, staff_id=actor.staff_id)
        own = place.staff.personal_id if place.staff is not None else ""
        user_id = own if holder == "person" else place.school.tax_code
    with client_of(provider) as client:
        return tuple(_row(client.credential(one)) for one in client.credentials(user_id))


def begin_remote(
    *,
    actor: Actor,
    holder: Holder,
    provider: str,
    credential_id: str,
    at: datetime,
    real_at: datetime,
    pin: str = "",
    otp: str = "",
) -> RemoteProof:
    """Ask the owner to confirm a proof; declared at once where a PIN or one-time password is enough.

    Raises:
        Forbidden, Refused, SigningRefused: as `checks.check`.
        CscFailed, UsageError: as `CscClient`; CSC_SECRET_NEEDED, CSC_SECRET_WRONG.
    """
    checks.require_declaring(actor, holder)
    with client_of(provider) as client:
        credential = client.credential(credential_id)
        # Refused before anybody's phone rings: another person's certificate, an unknown issuer, a revoked one.
        checks.check(actor, holder, credential.chain, at=at, real_at=real_at, offered=_offered(provider, credential))
        proof = _Proof(actor, holder, provider, credential_id, secrets.token_hex(24))
        algorithm = proof.algorithm(credential)
        outcome = client.begin(
            credential,
            [proof.digest(algorithm)],
            algorithm,
            at=real_at,
            secrets=Secrets(pin=pin, otp=otp),
            description=_("Khai báo chứng thư số với hệ thống học bạ số"),
        )
        return proof.settle(client, credential, outcome, at=at, real_at=real_at)


def poll_remote(*, actor: Actor, token: str, at: datetime, real_at: datetime) -> RemoteProof:
    """Ask once whether the owner confirmed; if so, the certificate is declared.

    Raises:
        Refused: PROOF_OUTDATED, not this person's token; and as `begin_remote`.
    """
    try:
        data = signing.loads(token, salt=_SALT)
        holder: Holder = "organisation" if data["holder"] == "organisation" else "person"
        proof = _Proof(actor, holder, data["provider"], data["credential"], data["nonce"])
        pending = Pending.from_json(data["pending"])
        mine = data["user"] == actor.user_id
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        raise Refused("PROOF_OUTDATED", where="certificate") from None
    if not mine:
        raise Refused("PROOF_OUTDATED", where="certificate")
    checks.require_declaring(actor, holder)
    with client_of(proof.provider) as client:
        credential = client.credential(proof.credential_id)
        digests = [proof.digest(proof.algorithm(credential))]
        outcome = client.advance(pending, digests, at=real_at)
        return proof.settle(client, credential, outcome, at=at, real_at=real_at)


@dataclass(frozen=True, slots=True)
class _Proof:
    actor: Actor
    holder: Holder
    provider: str
    credential_id: str
    nonce: str

    @property
    def message(self) -> bytes:
        return PROOF + self.nonce.encode("ascii")

    def algorithm(self, credential: CscCredential) -> SignatureAlgorithm:
        return algorithm_for(read_chain(credential.chain), _offered(self.provider, credential))

    def digest(self, algorithm: SignatureAlgorithm) -> bytes:
        return hashlib.new(algorithm.hash, self.message).digest()

    def settle(
        self,
        client: CscClient,
        credential: CscCredential,
        outcome: Pending | Granted | Signed | RefusedByOwner | Expired,
        *,
        at: datetime,
        real_at: datetime,
    ) -> RemoteProof:
        """Wait on, give up, or check the value and declare the certificate."""
        algorithm = self.algorithm(credential)
        if isinstance(outcome, Granted):
            outcome = client.sign(outcome, [self.digest(algorithm)])
        if isinstance(outcome, Pending):
            return RemoteProof("waiting", token=self._token(outcome))
        if isinstance(outcome, RefusedByOwner):
            return RemoteProof("refused")
        if isinstance(outcome, Expired):
            return RemoteProof("expired")
        if len(outcome.values) != 1:
            raise SigningRefused("SIGNER_VALUE_WRONG", where="certificate")
        key = read_chain(credential.chain).key
        require_valid(key, outcome.values[0], self.message, ALGORITHMS[algorithm.name], where="certificate")
        number = declare(
            self.actor,
            self.holder,
            credential.chain,
            way=Certificate.Way.REMOTE,
            at=at,
            real_at=real_at,
            provider=self.provider,
            key_name=self.credential_id,
            asks=sorted(credential.needs),
            offered=_offered(self.provider, credential),
        )
        return RemoteProof("declared", certificate_id=number)

    def _token(self, pending: Pending) -> str:
        data = {
            "user": self.actor.user_id,
            "holder": self.holder,
            "provider": self.provider,
            "credential": self.credential_id,
            "nonce": self.nonce,
            "pending": pending.to_json(),
        }
        return signing.dumps(data, salt=_SALT)


def _offered(provider: str, credential: CscCredential) -> Sequence[str]:
    """Algorithms that both the contract and the key allow."""
    allowed = ways.provider(provider).algorithms
    return tuple(name for name in credential.algorithms if name in allowed)


def _row(credential: CscCredential) -> RemoteCredential:
    certificate = read_chain(credential.chain)
    name = next((part[3:] for part in certificate.subject.split(",") if part.startswith("CN=")), certificate.subject)
    return RemoteCredential(credential.credential_id, name, certificate.not_after, tuple(sorted(credential.needs)))
