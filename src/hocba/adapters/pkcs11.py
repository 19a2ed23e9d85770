"""A key in a token or HSM, reached through its PKCS#11 module: the key never leaves the device.

Measured facts behind the shape (SoftHSM 2.6.1, python-pkcs11 0.9.5): opening a session, logging in and finding the key
for each signature more than doubles its cost, so they are kept; two threads on two sessions crash the module, so a lock
lets one through; a forked process shares a broken session, so another process is refused: one process, one session.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

import pkcs11
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from pkcs11 import MGF, Attribute, KeyType, Mechanism, ObjectClass

from hocba.errors import SignerFailed
from hocba.signature_profile import SignatureAlgorithm

_DIGEST_INFO = {
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha384": bytes.fromhex("3041300d060960864801650304020205000430"),
    "sha512": bytes.fromhex("3051300d060960864801650304020305000440"),
}
"""DER of DigestInfo up to the digest (RFC 8017, 9.2): the plain RSA mechanism, which all tokens have, signs this."""

_CODES: tuple[tuple[type[Exception], str], ...] = (
    (pkcs11.exceptions.PinIncorrect, "TOKEN_PIN_WRONG"),
    (pkcs11.exceptions.PinLocked, "TOKEN_PIN_LOCKED"),
    (pkcs11.exceptions.NoSuchToken, "TOKEN_MISSING"),
    (pkcs11.exceptions.MultipleTokensReturned, "TOKEN_AMBIGUOUS"),
    (pkcs11.exceptions.TokenNotPresent, "TOKEN_MISSING"),
    (pkcs11.exceptions.DeviceRemoved, "TOKEN_MISSING"),
    (pkcs11.exceptions.MechanismInvalid, "SIGNER_ALGORITHM_UNFIT"),
)


class Pkcs11Signer:
    """Signs with a key of a token; satisfies `hocba.signing.Signer`. Close it, or use it as a context.

    Args:
        module: the device's PKCS#11 library.
        token: label of the token.
        pin: of the user.
        key: label of the private key; the token's certificate of the same CKA_ID is the signer's.
        issuers: certificates in DER that the token does not hold: the issuing CA first.

    Raises:
        SignerFailed: TOKEN_MODULE_UNUSABLE, TOKEN_MISSING, TOKEN_AMBIGUOUS, TOKEN_PIN_WRONG, TOKEN_PIN_LOCKED,
            TOKEN_KEY_MISSING, TOKEN_KEY_AMBIGUOUS, TOKEN_CERTIFICATE_MISSING, TOKEN_FAILED.
    """

    def __init__(self, module: Path, *, token: str, pin: str, key: str, issuers: Sequence[bytes] = ()) -> None:
        self._process = os.getpid()
        self._lock = Lock()
        self._token = token
        with _failures(token):
            try:
                library = pkcs11.lib(str(module))
            except (RuntimeError, OSError) as error:
                raise SignerFailed("TOKEN_MODULE_UNUSABLE", where=str(module)) from error
            self._session: Any = library.get_token(token_label=token).open(user_pin=pin)
        try:
            with _failures(token):
                self._key: Any = self._private_key(key)
                self._is_rsa = self._key.key_type == KeyType.RSA
                self._chain = (self._own_certificate(key), *issuers)
        except BaseException:
            self._session.close()
            raise

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Certificates in DER: the token's own for this key, then the issuers given."""
        return self._chain

    def sign(self, to_be_signed: Sequence[bytes], algorithm: SignatureAlgorithm) -> list[bytes]:
        """Sign each message, in order, in the open session.

        Raises:
            SignerFailed: SIGNER_ALGORITHM_UNFIT, TOKEN_OTHER_PROCESS, TOKEN_MISSING, TOKEN_FAILED.
        """
        if os.getpid() != self._process:
            raise SignerFailed("TOKEN_OTHER_PROCESS", where=self._token)
        if self._is_rsa != (algorithm.key == "rsa"):
            raise SignerFailed("SIGNER_ALGORITHM_UNFIT", where=self._token, algorithm=algorithm.name)
        with self._lock, _failures(self._token, algorithm=algorithm.name):
            return [self._sign_one(message, algorithm) for message in to_be_signed]

    def close(self) -> None:
        """Log out and end the session."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _private_key(self, key: str) -> Any:  # noqa: ANN401  # the library has no types
        # Listed to the end: a search that is left open would disturb the session later.
        wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.LABEL: key}
        found = list(self._session.get_objects(wanted))
        if len(found) != 1:
            code = "TOKEN_KEY_AMBIGUOUS" if found else "TOKEN_KEY_MISSING"
            raise SignerFailed(code, where=self._token, token=self._token)
        return found[0]

    def _own_certificate(self, key: str) -> bytes:
        wanted = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.ID: self._key.id}
        found = [bytes(each[Attribute.VALUE]) for each in self._session.get_objects(wanted)]
        if len(found) != 1:
            raise SignerFailed("TOKEN_CERTIFICATE_MISSING", where=self._token, key=key)
        return found[0]

    def _sign_one(self, message: bytes, algorithm: SignatureAlgorithm) -> bytes:
        digest = hashlib.new(algorithm.hash, message).digest()
        if algorithm.key == "ec":
            value = bytes(self._key.sign(digest, mechanism=Mechanism.ECDSA))
            half = len(value) // 2
            return encode_dss_signature(int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big"))
        if algorithm.pss:
            name = algorithm.hash.upper()
            parameters = (Mechanism[name], MGF[name], len(digest))
            return bytes(self._key.sign(digest, mechanism=Mechanism.RSA_PKCS_PSS, mechanism_param=parameters))
        return bytes(self._key.sign(_DIGEST_INFO[algorithm.hash] + digest, mechanism=Mechanism.RSA_PKCS))


@contextmanager
def _failures(token: str, **params: object) -> Iterator[None]:
    """Turn what the module says into our codes."""
    try:
        yield
    except pkcs11.exceptions.PKCS11Error as error:
        code = next((code for kind, code in _CODES if isinstance(error, kind)), "TOKEN_FAILED")
        raise SignerFailed(code, where=token, token=token, detail=type(error).__name__, **params) from error
