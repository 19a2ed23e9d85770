"""Signature values that come back from a browser or a remote service, checked before anything is embedded.

Whoever sends them is not believed: the certificate must be the one asked for, every item must be there once, and every
value must be that key's signature of that message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from hocba.errors import SigningRefused
from hocba.signature_profile import SignatureAlgorithm
from hocba.signing.certificates import read_chain
from hocba.signing.values import require_valid

MOST_VALUE_BYTES = 1024
"""As long as a value of RSA with 8192 bits; nothing that signs records gives more."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One signature that was asked for."""

    item_id: str
    to_be_signed: bytes
    """The whole message, as prepared by the server and never sent back by the browser."""
    algorithm: SignatureAlgorithm


@dataclass(frozen=True, slots=True)
class Returned:
    """One signature as it came back."""

    item_id: str
    value: bytes
    certificate: bytes
    """DER of the certificate that the signer's side says it used."""


def checked_values(
    certificate: bytes, expected: Sequence[Expected], returned: Sequence[Returned], *, complete: bool = True
) -> dict[str, bytes]:
    """The values by item, each verified.

    Args:
        certificate: DER of the certificate that the signatures were prepared for.
        expected: what was asked for, item ids unique.
        returned: what came back, in any order.
        complete: whether every item must be there; without, those that came back are checked and the others left out.

    Returns:
        Values by item id, in the order of `expected`: RSA as they are, ECDSA in DER.

    Raises:
        SigningRefused: RETURNED_CERTIFICATE_OTHER, RETURNED_ITEM_UNKNOWN, RETURNED_ITEM_TWICE, RETURNED_ITEM_MISSING;
            from the certificate also CERTIFICATE_UNREADABLE, KEY_TOO_WEAK. Nothing may be embedded then.
        SignerFailed: SIGNER_VALUE_WRONG; `where` is the item.
    """
    asked = {one.item_id: one for one in expected}
    found: dict[str, Returned] = {}
    for one in returned:
        if one.item_id not in asked:
            raise SigningRefused("RETURNED_ITEM_UNKNOWN", where=one.item_id[:64])
        if one.item_id in found:
            raise SigningRefused("RETURNED_ITEM_TWICE", where=one.item_id)
        if one.certificate != certificate:
            raise SigningRefused("RETURNED_CERTIFICATE_OTHER", where=one.item_id)
        found[one.item_id] = one
    missing = [item_id for item_id in asked if item_id not in found]
    if complete and missing:
        raise SigningRefused("RETURNED_ITEM_MISSING", where=missing[0], count=len(missing))
    key = read_chain((certificate,)).key
    values: dict[str, bytes] = {}
    for item_id, item in asked.items():
        if item_id in found:
            given = found[item_id].value
            value = as_der(given) if item.algorithm.key == "ec" else given
            require_valid(key, value, item.to_be_signed, item.algorithm, where=item_id)
            values[item_id] = value
    return values


def as_der(value: bytes) -> bytes:
    """An ECDSA value as `Ecdsa-Sig-Value`: some tokens and services give r and s side by side."""
    try:
        decode_dss_signature(value)
    except ValueError:
        half = len(value) // 2
        if len(value) % 2 or not value or len(value) > MOST_VALUE_BYTES:
            return value  # neither form: verification will refuse it
        return encode_dss_signature(int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big"))
    return value
