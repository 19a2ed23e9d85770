"""Where the two versions of the API differ: names of fields, and how a one-time password is asked for and given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hocba.adapters.csc.credential import CscCredential
from hocba.adapters.csc.provider import Version
from hocba.adapters.csc.states import Secrets


@dataclass(frozen=True, slots=True)
class Dialect:
    """One version's way to say it."""

    hashes: str
    hash_algorithm: str
    info_extras: Mapping[str, Any]
    authentication: Callable[[CscCredential, Secrets], dict[str, Any]]
    otp_request: Callable[[CscCredential], tuple[str, dict[str, Any]]]
    names_hash_algorithm: bool
    """Whether credentials/authorize wants the hash algorithm beside the hashes."""


def _typed_1(credential: CscCredential, secrets: Secrets) -> dict[str, Any]:
    typed = {
        "PIN": secrets.pin if "pin" in credential.needs else "",
        "OTP": secrets.otp if "otp" in credential.needs else "",
    }
    return {name: value for name, value in typed.items() if value}


def _typed_2(credential: CscCredential, secrets: Secrets) -> dict[str, Any]:
    values = {"pin": secrets.pin, "otp": secrets.otp, "phone": ""}
    objects = [
        {"id": name, "value": values[kind]} if values[kind] else {"id": name}
        for name, kind in credential.authentication
    ]
    return {"authData": objects}


def _otp_1(credential: CscCredential) -> tuple[str, dict[str, Any]]:
    return "credentials/sendOTP", {"credentialID": credential.credential_id}


def _otp_2(credential: CscCredential) -> tuple[str, dict[str, Any]]:
    named = next((name for name, kind in credential.authentication if kind == "otp"), "OTP")
    return "credentials/getChallenge", {"credentialID": credential.credential_id, "authObjectID": named}


DIALECTS: Mapping[Version, Dialect] = {
    "1.0.4": Dialect("hash", "hashAlgo", {}, _typed_1, _otp_1, names_hash_algorithm=False),
    "2": Dialect("hashes", "hashAlgorithmOID", {"authInfo": True}, _typed_2, _otp_2, names_hash_algorithm=True),
}
