"""The client of a remote signing service: CSC API 1.0.4.0 and 2.0.0.2.

One confirmation goes `begin` -> (`poll` until the owner has answered) -> `sign`; `advance` does the last two in one
step, so that the signature activation data (SAD) never leaves this module. The service's word is not believed: values
are verified by whoever embeds them.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from hocba.adapters.agent.values import MOST_VALUE_BYTES, as_der
from hocba.adapters.csc.algorithms import sign_algo
from hocba.adapters.csc.credential import CscCredential, read_credential
from hocba.adapters.csc.dialect import DIALECTS
from hocba.adapters.csc.provider import CscProvider
from hocba.adapters.csc.states import (
    Asked,
    Expired,
    Granted,
    Pending,
    RefusedByOwner,
    Secrets,
    Signed,
    digests_id,
)
from hocba.adapters.csc.tokens import TokenSupplier
from hocba.adapters.csc.transport import Answer, CscFailed, Transport
from hocba.errors import UsageError
from hocba.signature_profile import SignatureAlgorithm

_MOST_PAGES = 20
_ACCEPTED = 202
_EC = "1.2.840.10045."
_WRONG_SECRET = frozenset({"invalid_otp", "invalid_pin", "invalid_authentication_data"})
_OVER = re.compile(
    r"\b(SAD|handle|transaction|authorization|request)\b.*\bexpired\b|Invalid parameter (handle|SAD|requestID)",
    re.IGNORECASE,
)
"""How services say that a confirmation is over: the API has no word of its own for it."""


@dataclass(frozen=True, slots=True)
class ServiceInfo:
    """What the service says of itself."""

    name: str
    specs: str
    methods: frozenset[str]


class CscClient:
    """Calls one provider with one supplier of access tokens.

    Every method raises `CscFailed` (a `SignerFailed`): CSC_UNREACHABLE, CSC_TLS, CSC_LOGIN_REFUSED, CSC_BUSY,
    CSC_REFUSED, CSC_FAILED, CSC_ANSWER_BROKEN; and CSC_TIMEOUT, when what happened is not known: nothing is lost then,
    because values can always be asked for anew.
    """

    def __init__(self, provider: CscProvider, tokens: TokenSupplier) -> None:
        self._provider = provider
        self._tokens = tokens
        self._transport = Transport(provider)
        self._dialect = DIALECTS[provider.version]

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def info(self) -> ServiceInfo:
        """What the service is and can do; needs no token."""
        data = self._transport.post("info", {}, "").data
        methods = data.get("methods")
        if not isinstance(methods, list):
            raise self._broken()
        return ServiceInfo(str(data.get("name", "")), str(data.get("specs", "")), frozenset(map(str, methods)))

    def credentials(self, user_id: str = "") -> tuple[str, ...]:
        """Identifiers of the credentials of the token's owner, or of `user_id` where the token is the school's."""
        wanted: dict[str, Any] = {"userID": user_id} if user_id else {}
        found: list[str] = []
        for _ in range(_MOST_PAGES):
            data = self._post("credentials/list", wanted).data
            page = data.get("credentialIDs")
            if not isinstance(page, list) or not all(isinstance(each, str) for each in page):
                raise self._broken()
            found += page
            following = data.get("nextPageToken")
            if not following:
                break
            wanted = {**wanted, "pageToken": following}
        return tuple(found)

    def credential(self, credential_id: str) -> CscCredential:
        """One credential with its certificates.

        Raises:
            SigningRefused: CERTIFICATE_UNREADABLE, KEY_TOO_WEAK.
        """
        wanted = {"credentialID": credential_id, "certificates": "chain", **self._dialect.info_extras}
        data = self._post("credentials/info", wanted).data
        return read_credential(credential_id, data, where=self._provider.name)

    def ask_otp(self, credential: CscCredential) -> None:
        """Have the service send its one-time password to the owner."""
        method, data = self._dialect.otp_request(credential)
        self._post(method, data)

    def begin(
        self,
        credential: CscCredential,
        digests: Sequence[bytes],
        algorithm: SignatureAlgorithm,
        *,
        at: datetime,
        secrets: Secrets | None = None,
        description: str = "",
        total: int = 0,
    ) -> Pending | Granted | RefusedByOwner | Expired:
        """Ask the owner to confirm signatures of those digests.

        Args:
            credential: from `credential`.
            digests: by the algorithm's hash; at most `most_hashes` of the provider and `multisign` of the credential.
            algorithm: one that the credential and the provider offer.
            at: aware, UTC; the waiting is counted from here.
            secrets: what the owner typed, where the credential `needs` it; sent once, never repeated.
            description: shown on the phone, at most 500 characters.
            total: signatures that the owner confirms in all, where more digests follow by `extend`; else their number.

        Returns:
            `Granted` at once where a PIN or one-time password is enough (and where 1.0.4 waits for the phone itself).

        Raises:
            UsageError: CSC_TOO_MANY_HASHES, CSC_ALGORITHM_NOT_OFFERED, CSC_SECRET_NEEDED, CSC_CREDENTIAL_DISABLED,
                CSC_AUTHORIZATION_UNSUPPORTED.
            CscFailed: CSC_SECRET_WRONG (ask the person again, never by machine), CSC_CREDENTIAL_LOCKED.
        """
        given = secrets or Secrets()
        asked = self._asked(credential, digests, algorithm, given, at)
        self._require_not_too_many(credential, max(total, len(digests)))
        data = {
            "credentialID": credential.credential_id,
            "numSignatures": max(total, len(digests)),
            **self._hashes(asked, digests),
            **self._dialect.authentication(credential, given),
        }
        if description:
            data["description"] = description[:500]
        # 1.0.4 knows no "still waiting": where the owner confirms on the phone, the call itself takes that long.
        patience = self._provider.wait_seconds if self._provider.version == "1.0.4" and not credential.needs else None
        try:
            answer = self._post("credentials/authorize", data, patience=patience)
        except CscFailed as failed:
            return self._end(failed)
        return self._authorized(asked, answer)

    def poll(self, pending: Pending, *, at: datetime) -> Pending | Granted | Signed | RefusedByOwner | Expired:
        """Ask once how it stands.

        Args:
            pending: from `begin`, `poll` or `sign`, also read back from a database.
            at: aware, UTC; after the provider's `wait_seconds` the request is `Expired`.
        """
        # Values of an asynchronous signHash may take as long again as the confirmation did.
        patience = self._provider.wait_seconds * (1 if pending.stage == "authorize" else 2)
        if at - pending.asked.begun_at > timedelta(seconds=patience):
            return Expired()
        if pending.stage == "authorize":
            try:
                answer = self._post("credentials/authorizeCheck", {"handle": pending.handle})
            except CscFailed as failed:
                return self._end(failed)
            return self._authorized(pending.asked, answer)
        try:
            answer = self._post("signatures/signPolling", {"requestID": pending.handle})
        except CscFailed as failed:
            return self._end(failed)
        return pending if answer.status == _ACCEPTED else self._signed(pending.asked, answer)

    def sign(self, granted: Granted, digests: Sequence[bytes]) -> Signed | Pending | RefusedByOwner | Expired:
        """Sign the digests that were confirmed, all at once.

        Returns:
            `Pending` where the provider works asynchronously: `poll` it for the values.

        Raises:
            UsageError: CSC_OTHER_DIGESTS (nothing was sent).
        """
        self._require_same(granted.asked, digests)
        algo = granted.asked.sign_algo
        data = {
            "credentialID": granted.asked.credential_id,
            "SAD": granted.sad,
            "signAlgo": algo.oid,
            **self._hashes(granted.asked, digests),
        }
        data[self._dialect.hash_algorithm] = algo.hash_oid
        if algo.parameters:
            data["signAlgoParams"] = algo.parameters
        if self._provider.asynchronous:
            data |= {"operationMode": "A"}
        try:
            answer = self._post("signatures/signHash", data)
        except CscFailed as failed:
            return self._end(failed)
        identifier = answer.data.get("responseID")
        if self._provider.asynchronous and isinstance(identifier, str) and identifier:
            return Pending(granted.asked, "sign", identifier)
        return self._signed(granted.asked, answer)

    def advance(
        self, state: Pending | Granted, digests: Sequence[bytes], *, at: datetime
    ) -> Pending | Signed | RefusedByOwner | Expired:
        """One step further: poll, and sign as soon as it is granted, in the same call."""
        if isinstance(state, Pending):
            self._require_same(state.asked, digests)
            polled = self.poll(state, at=at)
            if not isinstance(polled, Granted):
                return polled
            state = polled
        return self.sign(state, digests)

    def extend(self, granted: Granted, digests: Sequence[bytes]) -> Granted:
        """Exchange a confirmation that has signatures left for one of further digests, without asking the owner.

        For a second round, such as the seal on the PDF that carries the sealed XML; only where `info` names
        credentials/extendTransaction.

        Raises:
            CscFailed: CSC_REFUSED where the service allows no further signature.
        """
        asked = replace(granted.asked, count=len(digests), digests_id=digests_id(digests))
        data = {"credentialID": asked.credential_id, "SAD": granted.sad, **self._hashes(asked, digests)}
        return Granted(asked, self._sad(self._post("credentials/extendTransaction", data)))

    def _asked(
        self,
        credential: CscCredential,
        digests: Sequence[bytes],
        algorithm: SignatureAlgorithm,
        secrets: Secrets,
        at: datetime,
    ) -> Asked:
        where = self._provider.name
        algo = sign_algo(algorithm, credential.offered)
        if algo is None or algorithm.name not in self._provider.algorithms or algorithm.key != credential.key_kind:
            raise UsageError("CSC_ALGORITHM_NOT_OFFERED", where=where, algorithm=algorithm.name)
        if not credential.enabled:
            raise UsageError("CSC_CREDENTIAL_DISABLED", where=where)
        if credential.mode == "oauth2code":
            raise UsageError("CSC_AUTHORIZATION_UNSUPPORTED", where=where)
        typed = {"pin": secrets.pin, "otp": secrets.otp}
        if any(not typed[each] for each in credential.needs):
            raise UsageError("CSC_SECRET_NEEDED", where=where)
        return Asked(credential.credential_id, algo, len(digests), digests_id(digests), at)

    def _require_not_too_many(self, credential: CscCredential, count: int) -> None:
        most = min(self._provider.most_hashes, credential.multisign)
        if not 1 <= count <= most:
            raise UsageError("CSC_TOO_MANY_HASHES", where=self._provider.name, count=count, most=most)

    def _hashes(self, asked: Asked, digests: Sequence[bytes]) -> dict[str, Any]:
        named: dict[str, Any] = {self._dialect.hashes: [b64encode(digest).decode("ascii") for digest in digests]}
        if self._dialect.names_hash_algorithm:
            named[self._dialect.hash_algorithm] = asked.sign_algo.hash_oid
        return named

    def _require_same(self, asked: Asked, digests: Sequence[bytes]) -> None:
        if digests_id(digests) != asked.digests_id:
            raise UsageError("CSC_OTHER_DIGESTS", where=self._provider.name)

    def _authorized(self, asked: Asked, answer: Answer) -> Pending | Granted:
        if answer.status == _ACCEPTED:
            handle = answer.data.get("handle")
            if not isinstance(handle, str) or not handle:
                raise self._broken()
            return Pending(asked, "authorize", handle)
        return Granted(asked, self._sad(answer))

    def _sad(self, answer: Answer) -> str:
        sad = answer.data.get("SAD")
        if not isinstance(sad, str) or not sad:
            raise self._broken()
        return sad

    def _signed(self, asked: Asked, answer: Answer) -> Signed:
        given = answer.data.get("signatures")
        values: list[bytes] = []
        if isinstance(given, list):
            with suppress(TypeError, NotBase64, ValueError):
                values = [b64decode(each, validate=True) for each in given]
        if len(values) != asked.count or not all(1 <= len(value) <= MOST_VALUE_BYTES for value in values):
            raise self._broken()
        if asked.sign_algo.oid.startswith(_EC):
            values = [as_der(value) for value in values]
        return Signed(tuple(values))

    def _end(self, failed: CscFailed) -> RefusedByOwner | Expired:
        """Sort a refusal: an outcome of the request, or an error of its own."""
        if failed.code != "CSC_REFUSED":
            raise failed
        if failed.error == "access_denied":
            return RefusedByOwner()
        if failed.error == "expired_token" or _OVER.search(failed.hint):
            return Expired()
        where = self._provider.name
        if failed.error in _WRONG_SECRET:
            raise CscFailed("CSC_SECRET_WRONG", where=where, error=failed.error) from None
        if "locked" in failed.hint.lower():
            raise CscFailed("CSC_CREDENTIAL_LOCKED", where=where, error=failed.error) from None
        raise failed

    def _post(self, method: str, data: Mapping[str, Any], *, patience: int | None = None) -> Answer:
        token = self._tokens.token()
        try:
            return self._transport.post(method, data, token, patience=patience)
        except CscFailed as failed:
            if failed.code != "CSC_LOGIN_REFUSED":
                raise
            # Refused before anything was done, so the same call may be made once more.
            renewed = self._tokens.token(renew=True)
            if renewed == token:
                raise
            return self._transport.post(method, data, renewed, patience=patience)

    def _broken(self) -> CscFailed:
        return CscFailed("CSC_ANSWER_BROKEN", where=self._provider.name)
