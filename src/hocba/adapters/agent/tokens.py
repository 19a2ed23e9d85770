"""The tokens of this computer through one PKCS#11 module. Used from one thread only: modules crash with two."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pkcs11
from cryptography import x509
from pkcs11 import Attribute, ObjectClass, TokenFlag

from hocba.adapters.agent.holders import holder_of
from hocba.adapters.agent.ports import TokenCertificate
from hocba.adapters.pkcs11 import Pkcs11Signer
from hocba.errors import SignerFailed, SigningRefused
from hocba.signing import Signer
from hocba.signing.certificates import read_chain

_TRIES = (
    (TokenFlag.USER_PIN_LOCKED, "locked"),
    (TokenFlag.USER_PIN_FINAL_TRY, "last"),
    (TokenFlag.USER_PIN_COUNT_LOW, "low"),
)


class Pkcs11TokenRing:
    """Every token that the module sees; satisfies `hocba.adapters.agent.ports.TokenRing`.

    Args:
        module: the device's PKCS#11 library.
        token: label of the only token to use; empty for all.
    """

    def __init__(self, module: Path, token: str = "") -> None:
        self._module = module
        self._token = token

    def certificates(self) -> Sequence[TokenCertificate]:
        """Certificates of people and organisations on the tokens; those of issuers only complete their chains.

        Raises:
            SignerFailed: TOKEN_MODULE_UNUSABLE, TOKEN_FAILED.
        """
        try:
            library = pkcs11.lib(str(self._module))
            tokens = [slot.get_token() for slot in library.get_slots(token_present=True)]
            ready = [token for token in tokens if token.flags & TokenFlag.TOKEN_INITIALIZED]
            found = [one for token in ready if self._token in {"", token.label} for one in _of(token)]
        except (RuntimeError, OSError) as error:
            raise SignerFailed("TOKEN_MODULE_UNUSABLE", where=str(self._module)) from error
        except pkcs11.exceptions.PKCS11Error as error:
            token = self._token or self._module.name
            raise SignerFailed("TOKEN_FAILED", where=token, token=token, detail=type(error).__name__) from error
        return sorted(found, key=lambda one: (one.token, one.key_id))  # tokens list them in any order

    def open(self, certificate: TokenCertificate, pin: str) -> AbstractContextManager[Signer]:
        """Log in to the certificate's token, once.

        Raises:
            SignerFailed: as `Pkcs11Signer`.
        """
        issuers = certificate.chain[1:]
        return _KeyOfCertificate(
            self._module, token=certificate.token, pin=pin, key=certificate.key_id.hex(), issuers=issuers
        )


class _KeyOfCertificate(Pkcs11Signer):
    """Finds the key by the CKA_ID it shares with its certificate: every maker labels keys in another way."""

    def _private_key(self, key: str) -> Any:  # noqa: ANN401  # the library has no types
        wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: bytes.fromhex(key)}
        found = list(self._session.get_objects(wanted))
        if len(found) != 1:
            code = "TOKEN_KEY_AMBIGUOUS" if found else "TOKEN_KEY_MISSING"
            raise SignerFailed(code, where=self._token, token=self._token)
        return found[0]


def _of(token: Any) -> list[TokenCertificate]:  # noqa: ANN401  # the library has no types
    with token.open() as session:
        objects = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
        stored = [(bytes(each[Attribute.ID]), bytes(each[Attribute.VALUE])) for each in objects]
    tries = next((name for flag, name in _TRIES if token.flags & flag), "")
    everything = [der for _, der in stored]
    found = []
    for key_id, der in stored:
        try:
            chain = _chain(der, everything)
            read = read_chain(chain)
        except (SigningRefused, ValueError):
            continue  # not a certificate, or of a kind of key that signs no record
        if not read.is_ca:
            found.append(TokenCertificate(token.label, key_id, chain, read.key_kind, holder_of(der), tries))
    return found


def _chain(der: bytes, others: Sequence[bytes]) -> tuple[bytes, ...]:
    """The certificate and those of its issuers that are there, as far as the signatures bear it out."""
    chain = [der]
    for _ in others:
        issuer = next((each for each in others if each not in chain and _issued(each, chain[-1])), None)
        if issuer is None:
            break
        chain.append(issuer)
    return tuple(chain)


def _issued(issuer: bytes, certificate: bytes) -> bool:
    parsed, above = x509.load_der_x509_certificate(certificate), x509.load_der_x509_certificate(issuer)
    if parsed.issuer != above.subject or parsed.issuer == parsed.subject:
        return False
    try:
        read_chain((certificate, issuer))
    except SigningRefused:
        return False
    return True
