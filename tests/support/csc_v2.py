"""A strict remote signing service of CSC API 2.0.0.2, for tests: one owner, one key, and the owner's phone.

It refuses everything that the API does not name, binds each SAD to its hashes, counts signatures, and answers with
sentences that repeat what was sent, as careless services do: nothing of them may surface on our side.
"""

from __future__ import annotations

import secrets
import threading
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, field
from typing import Any

from asn1crypto import algos
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature

from support.keys import HASHES, TestKey, der

HASH_NAMES = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
RSA_ALGOS = ("1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10")
EC_ALGOS = ("1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3")

FIELDS = {
    "info": {"lang"},
    "credentials/list": {"userID", "clientData"},
    "credentials/info": {"credentialID", "certificates", "certInfo", "authInfo", "lang", "clientData"},
    "credentials/getChallenge": {"credentialID", "authObjectID"},
    "credentials/authorize": {
        "credentialID", "numSignatures", "hashes", "hashAlgorithmOID", "authData", "description", "clientData",
    },
    "credentials/authorizeCheck": {"handle"},
    "credentials/extendTransaction": {"credentialID", "hashes", "hashAlgorithmOID", "SAD", "clientData"},
    "signatures/signHash": {
        "credentialID", "SAD", "hashes", "hashAlgorithmOID", "signAlgo", "signAlgoParams", "operationMode",
        "validity_period", "response_uri", "clientData",
    },
    "signatures/signPolling": {"requestID", "clientData"},
}  # fmt: skip


class Refused(Exception):
    """An answer of 4xx."""

    def __init__(self, description: str, error: str = "invalid_request", status: int = 400) -> None:
        super().__init__(description)
        self.body = {"error": error, "error_description": description}
        self.status = status


@dataclass
class Authorization:
    """One request to the owner, and the SAD it became."""

    hashes: list[bytes]
    hash_oid: str
    left: int
    description: str = ""
    state: str = "waiting"
    """"waiting", "confirmed", "refused" or "expired"."""


@dataclass
class CscV2:
    """The service; tests turn its knobs while it runs."""

    key: TestKey
    credential_id: str = "GX0112348"
    multisign: int = 50
    objects: tuple[str, ...] = ("mobile",)
    """Authentication objects: "mobile", "PIN", "OTP"."""
    pin: str = "135790"
    otp: str = "246810"
    raw_ecdsa: bool = False
    """Give r and s side by side."""
    user: str = "truong-th"
    password: str = "mat-khau-thu"
    fault: str = ""
    """Hits the next request: "silent", "drop", "html", "redirect", "huge", "busy", "down", "forget-token", "short"."""
    tokens: set[str] = field(default_factory=set)
    authorizations: dict[str, Authorization] = field(default_factory=dict)
    sads: dict[str, Authorization] = field(default_factory=dict)
    results: dict[str, list[str]] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Methods that were called with a good token, and their bodies."""
    signed: int = 0
    wrong_secrets: int = 0
    values_ready: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def answer_phone(self, state: str) -> Authorization:
        """The owner answers the newest request: "confirmed" or "refused"; or lets it become "expired"."""
        newest = list(self.authorizations.values())[-1]
        newest.state = state
        return newest

    # ------------------------------------------------------------ methods

    def login(self, authorization: str) -> dict[str, Any]:
        expected = "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()
        if authorization != expected:
            raise Refused(f"wrong login {authorization}", "authentication_error")
        token = secrets.token_urlsafe(24)
        self.tokens.add(token)
        return {"access_token": token, "token_type": "Bearer", "expires_in": 3600}

    def call(self, method: str, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        unknown = set(data) - FIELDS[method]
        if unknown:
            raise Refused(f"unknown parameter {sorted(unknown)}")
        name = method.replace("/", "_")
        answer: tuple[int, dict[str, Any]] = getattr(self, f"_{name}")(data)
        return answer

    def _info(self, _data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        methods = sorted(FIELDS)
        return 200, {"specs": "2.0.0.2", "name": "Simulator", "methods": methods, "asynchronousOperationMode": True}

    def _credentials_list(self, _data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        return 200, {"credentialIDs": [self.credential_id]}

    def _credentials_info(self, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self._require_credential(data)
        is_ec = isinstance(self.key.key, ec.EllipticCurvePrivateKey)
        chain = [*self.key.chain, der(self.key.root)] if data.get("certificates") == "chain" else self.key.chain[:1]
        objects = [{"id": each, "type": "Password" if each in {"PIN", "OTP"} else "Phone"} for each in self.objects]
        return 200, {
            "key": {"status": "enabled", "algo": list(EC_ALGOS if is_ec else RSA_ALGOS), "len": self.key.key.key_size},
            "cert": {"status": "valid", "certificates": [b64encode(each).decode() for each in chain]},
            "auth": {"mode": "explicit", "expression": " AND ".join(self.objects), "objects": objects},
            "SCAL": "2",
            "multisign": self.multisign,
        }

    def _credentials_getChallenge(self, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: N802  # the API's name
        self._require_credential(data)
        if data.get("authObjectID") not in self.objects:
            raise Refused("Invalid parameter authObjectID")
        return 204, {}

    def _credentials_authorize(self, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self._require_credential(data)
        count = data.get("numSignatures")
        if type(count) is not int or count < 1:
            raise Refused("Invalid value for parameter numSignatures")
        if count > self.multisign:
            raise Refused("Numbers of signatures is too high")
        hashes = self._hashes(data)
        if len(hashes) > count or len(set(hashes)) != len(hashes):
            raise Refused("Invalid hash list")
        self._require_secrets(data.get("authData"))
        made = Authorization(hashes, data["hashAlgorithmOID"], count, str(data.get("description", "")))
        if "mobile" not in self.objects:
            return 200, {"SAD": self._sad(made), "expiresIn": 300}
        handle = secrets.token_urlsafe(24)
        self.authorizations[handle] = made
        return 202, {"handle": handle}

    def _credentials_authorizeCheck(self, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: N802  # the API's name
        handle = data.get("handle")
        found = self.authorizations.get(handle) if isinstance(handle, str) else None
        if found is None or found.state == "used":
            raise Refused("Invalid parameter handle")
        if found.state == "refused":
            raise Refused("The owner denied the request", "access_denied")
        if found.state == "expired":
            raise Refused("The handle is expired")
        if found.state == "waiting":
            return 202, {"handle": handle}
        found.state = "used"
        return 200, {"SAD": self._sad(found), "expiresIn": 300}

    def _credentials_extendTransaction(self, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: N802  # the API's name
        self._require_credential(data)
        old = self._taken_sad(data)
        hashes = self._hashes(data)
        if len(hashes) > old.left:
            self.sads[data["SAD"]] = old
            raise Refused("No signatures left in this transaction")
        return 200, {"SAD": self._sad(Authorization(hashes, data["hashAlgorithmOID"], old.left))}

    def _signatures_signHash(self, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: N802  # the API's name
        self._require_credential(data)
        sad = self._taken_sad(data)
        hashes = self._hashes(data)
        if not set(hashes) <= set(sad.hashes) or data["hashAlgorithmOID"] != sad.hash_oid:
            raise Refused(f"Hash is not authorized by the SAD {data['SAD']}")
        if len(hashes) > sad.left:
            raise Refused("Numbers of signatures is too high")
        values = [self._value(data, each) for each in hashes]
        sad.left -= len(hashes)
        if sad.left:
            self.sads[data["SAD"]] = sad
        self.signed += len(hashes)
        if self.fault == "short":
            self.fault, values = "", values[:-1]
        if data.get("operationMode", "S") == "A":
            identifier = secrets.token_urlsafe(12)
            self.results[identifier] = values
            return 200, {"responseID": identifier}
        return 200, {"signatures": values}

    def _signatures_signPolling(self, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: N802  # the API's name
        if data.get("requestID") not in self.results:
            raise Refused("Invalid parameter requestID")
        if not self.values_ready.is_set():
            return 202, {"error": "accepted_request"}
        return 200, {"signatures": self.results[data["requestID"]]}

    # ------------------------------------------------------------ checks

    def _require_credential(self, data: dict[str, Any]) -> None:
        if data.get("credentialID") != self.credential_id:
            raise Refused("Invalid parameter credentialID")

    def _hashes(self, data: dict[str, Any]) -> list[bytes]:
        name = HASH_NAMES.get(data.get("hashAlgorithmOID", ""))
        given = data.get("hashes")
        if name is None or not isinstance(given, list) or not given:
            raise Refused("Missing hashes or hashAlgorithmOID")
        try:
            hashes = [b64decode(each, validate=True) for each in given]
        except (NotBase64, TypeError, ValueError):
            raise Refused("Invalid Base64 hash string parameter") from None
        if any(len(each) != HASHES[name].digest_size for each in hashes):
            raise Refused("Invalid digest value length")
        return hashes

    def _require_secrets(self, given: object) -> None:
        expected = [{"id": "PIN", "value": self.pin}, {"id": "OTP", "value": self.otp}, {"id": "mobile"}]
        if given == [each for each in expected if each["id"] in self.objects]:
            return
        self.wrong_secrets += 1
        if self.wrong_secrets > 2:
            raise Refused("Credential locked")
        raise Refused(f"The authentication data is invalid: {given}", "invalid_authentication_data")

    def _sad(self, made: Authorization) -> str:
        sad = secrets.token_urlsafe(32)
        self.sads[sad] = made
        return sad

    def _taken_sad(self, data: dict[str, Any]) -> Authorization:
        found = self.sads.pop(str(data.get("SAD")), None)
        if found is None:
            raise Refused(f"Invalid parameter SAD {data.get('SAD')}")
        return found

    def _value(self, data: dict[str, Any], digest: bytes) -> str:
        key, hash_ = self.key.key, HASHES[HASH_NAMES[data["hashAlgorithmOID"]]]
        algo, parameters = data.get("signAlgo"), data.get("signAlgoParams")
        if isinstance(key, ec.EllipticCurvePrivateKey):
            if algo not in EC_ALGOS or parameters is not None:
                raise Refused("Invalid parameter signAlgo")
            value = key.sign(digest, ec.ECDSA(Prehashed(hash_)))
            if self.raw_ecdsa:
                size = (key.key_size + 7) // 8
                value = b"".join(part.to_bytes(size, "big") for part in decode_dss_signature(value))
        elif algo == RSA_ALGOS[0] and parameters is None:
            value = key.sign(digest, padding.PKCS1v15(), Prehashed(hash_))
        elif algo == RSA_ALGOS[1] and _pss_of(parameters) == (hash_.name, "mgf1", hash_.name, hash_.digest_size):
            value = key.sign(digest, padding.PSS(padding.MGF1(hash_), hash_.digest_size), Prehashed(hash_))
        else:
            raise Refused("Invalid parameter signAlgo")
        return b64encode(value).decode()


def _pss_of(parameters: object) -> tuple[str, str, str, int]:
    """Hash, mask function, its hash and length of the salt, read by another library than the one that wrote them."""
    try:
        read = algos.RSASSAPSSParams.load(b64decode(str(parameters), validate=True), strict=True).native
    except (ValueError, TypeError):
        raise Refused("Invalid parameter signAlgoParams") from None
    mask = read["mask_gen_algorithm"]
    return read["hash_algorithm"]["algorithm"], mask["algorithm"], mask["parameters"]["algorithm"], read["salt_length"]
