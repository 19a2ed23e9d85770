"""A key that a remote service holds for somebody, as both versions of the API describe it."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from hocba.adapters.csc.algorithms import offered_names
from hocba.adapters.csc.transport import CscFailed
from hocba.errors import SigningRefused
from hocba.signature_profile import KeyKind
from hocba.signing.certificates import read_chain

Mode = Literal["implicit", "explicit", "oauth2code"]


@dataclass(frozen=True, slots=True)
class CscCredential:
    """What a signature with this credential needs and what it can do."""

    credential_id: str
    chain: tuple[bytes, ...]
    """Certificates in DER, the signer's first, without the root."""
    key_kind: KeyKind
    algorithms: tuple[str, ...]
    """Names of `hocba.signature_profile` that the key's service offers."""
    offered: tuple[str, ...]
    """The service's own identifiers."""
    multisign: int
    """Most signatures of one confirmation."""
    scal: Literal["1", "2"]
    """"2": a confirmation is good for the named hashes only."""
    enabled: bool
    mode: Mode
    """"implicit": the service asks the owner itself (phone); "explicit": by what `needs`; "oauth2code": on its page."""
    needs: frozenset[Literal["pin", "otp"]]
    """What the owner must type for a confirmation."""
    authentication: tuple[tuple[str, Literal["pin", "otp", "phone"]], ...] = ()
    """Version 2: the service's authentication objects by their ids."""


def read_credential(credential_id: str, data: Mapping[str, Any], *, where: str) -> CscCredential:
    """The credential of an answer of credentials/info.

    Raises:
        CscFailed: CSC_ANSWER_BROKEN.
        SigningRefused: CERTIFICATE_UNREADABLE, CERTIFICATE_CHAIN_BROKEN, KEY_TOO_WEAK.
    """
    try:
        key, certificates = data["key"], data["cert"]["certificates"]
        offered = tuple(str(each) for each in key["algo"])
        chain = tuple(b64decode(each, validate=True) for each in certificates)
        multisign = data.get("multisign", 1)
        enabled = key["status"] == "enabled" and data["cert"].get("status", "valid") == "valid"
        mode, needs, authentication = _authorization(data)
    except (KeyError, TypeError, AttributeError, NotBase64, ValueError):
        raise CscFailed("CSC_ANSWER_BROKEN", where=where) from None
    if type(multisign) is not int or multisign < 1:
        raise CscFailed("CSC_ANSWER_BROKEN", where=where)
    read = read_chain(_leading(chain))
    return CscCredential(
        credential_id=credential_id,
        chain=read.chain,
        key_kind=read.key_kind,
        algorithms=tuple(name for name in offered_names(offered) if name.startswith(_FAMILY[read.key_kind])),
        offered=offered,
        multisign=multisign,
        scal="2" if str(data.get("SCAL", "1")) == "2" else "1",
        enabled=enabled,
        mode=mode,
        needs=needs,
        authentication=authentication,
    )


_FAMILY = {"rsa": "rsa-", "ec": "ecdsa-"}


def _leading(chain: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """The chain without what does not belong to it: services list certificates in the order of their database."""
    for length in range(len(chain), 1, -1):
        try:
            read_chain(chain[:length])
        except SigningRefused:
            continue
        return chain[:length]
    return chain[:1]


_Objects = tuple[tuple[str, Literal["pin", "otp", "phone"]], ...]


def _authorization(data: Mapping[str, Any]) -> tuple[Mode, frozenset[Literal["pin", "otp"]], _Objects]:
    """Version 1 says `authMode`, `PIN`, `OTP`; version 2 says `auth` with a list of objects."""
    if "auth" in data:
        objects = tuple((str(one["id"]), _kind(one)) for one in data["auth"].get("objects", ()))
        mode = _mode(data["auth"]["mode"])
    else:
        given = [("PIN", data.get("PIN")), ("OTP", data.get("OTP"))]
        objects = tuple((name, _kind({"id": name})) for name, one in given if one and _wanted(one))
        mode = _mode(data["authMode"])
    needs: set[Literal["pin", "otp"]] = set()
    for _, kind in objects:
        if kind != "phone":
            needs.add(kind)
    return mode, frozenset(needs), objects


def _wanted(one: Mapping[str, Any]) -> bool:
    return str(one.get("presence", "false")) in {"true", "True", "optional"}


def _mode(text: object) -> Mode:
    if text == "implicit":
        return "implicit"
    if text == "explicit":
        return "explicit"
    if text == "oauth2code":
        return "oauth2code"
    raise ValueError(text)


def _kind(one: Mapping[str, Any]) -> Literal["pin", "otp", "phone"]:
    name = str(one["id"]).upper()
    if "OTP" in name or one.get("generator"):
        return "otp"
    return "pin" if "PIN" in name or one.get("type") == "Password" else "phone"
