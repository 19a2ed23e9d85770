"""What the authority states and signs: the receipt of a record, the closing of a group, where a record stands.

Our extension beside Công văn 2088/BGDĐT-GDTH. A receipt proves that the file existed when it was accepted; the closing
statement says from when its records have effect (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d)). Verified by
`hocba.verification.verify_statement`, which shares no code with this.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol, Self
from uuid import UUID

from hocba.errors import DocumentError, InvalidValue
from hocba.model import ClosingGroup, SchoolYear
from hocba.signature_profile import SignatureAlgorithm
from hocba.signing import Signer
from hocba.signing.certificates import read_chain
from hocba.signing.values import require_valid, xml_value

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_JWS = {"rsa": "RS", "ec": "ES"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """That the authority accepted a record."""

    kind: ClassVar[str] = "hocba-receipt"
    uuid: UUID
    record_digest: str
    """SHA-256 over the exclusive C14N of the whole HOC_BA, 64 hexadecimal digits."""
    pdf_digest: str | None
    """SHA-256 of the sealed PDF, if it came before judgement."""
    school: str
    """Code of the school."""
    message_id: str
    """Of the submission with which the record was accepted."""
    verdict: str
    """"accepted"."""
    policy: str
    """Name of the policy by which it was judged."""
    accepted_at: datetime
    """Aware; UTC."""
    log: Mapping[str, Any] | None = None
    """Where it stands in the log: `leaf` (base64url), `index`, `size`, `proof` (base64 each), `checkpoint` (a note).

    Verified by `hocba.verification.verify_receipt`; None in receipts of an authority without a log."""

    def payload(self) -> dict[str, Any]:
        """The members as stated."""
        log = {} if self.log is None else {"log": dict(self.log)}
        return log | {
            "uuid": str(self.uuid),
            "record_digest": self.record_digest,
            "pdf_digest": self.pdf_digest,
            "school": self.school,
            "message_id": self.message_id,
            "verdict": self.verdict,
            "policy": self.policy,
            "accepted_at": _time(self.accepted_at),
        }

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> Self:
        """From a verified statement.

        Raises:
            DocumentError: MESSAGE_MALFORMED.
        """
        try:
            pdf, log = payload["pdf_digest"], payload.get("log")
            return cls(
                uuid=UUID(payload["uuid"]),
                record_digest=_digest(payload["record_digest"]),
                pdf_digest=None if pdf is None else _digest(pdf),
                school=str(payload["school"]),
                message_id=str(payload["message_id"]),
                verdict=str(payload["verdict"]),
                policy=str(payload["policy"]),
                accepted_at=_moment(payload["accepted_at"]),
                log=None if log is None else dict(log),
            )
        except (KeyError, ValueError, TypeError, AttributeError):
            raise DocumentError("MESSAGE_MALFORMED", where="receipt") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingStatement:
    """That a group of a school's records is closed."""

    kind: ClassVar[str] = "hocba-closing"
    school: str
    school_year: SchoolYear
    group: ClosingGroup
    finalised_at: datetime
    """Aware; UTC."""
    records: int
    """How many current records of the group the authority holds at that moment."""

    def payload(self) -> dict[str, Any]:
        """The members as stated."""
        return {
            "school": self.school,
            "school_year": str(self.school_year),
            "group": self.group.value,
            "finalised_at": _time(self.finalised_at),
            "records": self.records,
        }

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> Self:
        """From a verified statement.

        Raises:
            DocumentError: MESSAGE_MALFORMED.
        """
        try:
            return cls(
                school=str(payload["school"]),
                school_year=SchoolYear.parse(payload["school_year"]),
                group=ClosingGroup(payload["group"]),
                finalised_at=_moment(payload["finalised_at"]),
                records=int(payload["records"]),
            )
        except (KeyError, ValueError, TypeError, AttributeError, InvalidValue):
            raise DocumentError("MESSAGE_MALFORMED", where="closing") from None


class Statement(Protocol):
    """What the authority can state."""

    kind: ClassVar[str]
    """The header's `typ`."""

    def payload(self) -> dict[str, Any]:
        """The members as stated, without the time of signing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingStatement:
    """Where a record stands in the register, for whoever holds it; no pupil's data, no successor."""

    kind: ClassVar[str] = "hocba-standing"
    uuid: UUID
    digest: str
    """As asked about: SHA-256 over the exclusive C14N of the whole HOC_BA, hexadecimal."""
    nonce: str
    """As sent with the question."""
    state: str
    """"current", "recalled", "superseded"; "unknown" where the UUID was never accepted."""
    same_content: bool
    """Whether the digest is that of the record held."""
    proven_time: datetime | None
    """When it was accepted, aware; None where it is unknown or the content differs."""
    as_of: datetime
    """When this was looked up; aware."""

    def payload(self) -> dict[str, Any]:
        """The members as stated."""
        return {
            "uuid": str(self.uuid),
            "digest": self.digest,
            "nonce": self.nonce,
            "state": self.state,
            "same_content": self.same_content,
            "proven_time": _time(self.proven_time) if self.proven_time else None,
            "as_of": _time(self.as_of),
        }


def sign_statement(statement: Statement, signer: Signer, algorithm: SignatureAlgorithm, signed_at: datetime) -> str:
    """The statement as JWS in compact form, with the signer's certificates.

    Args:
        statement: what is stated.
        signer: holds the authority's organisation certificate.
        algorithm: one that fits the key.
        signed_at: aware.

    Raises:
        SignerFailed: SIGNER_VALUE_WRONG, or what the device says.
        SigningRefused: what `read_chain` refuses.
    """
    certificate = read_chain(signer.chain)
    name = "PS" if algorithm.pss else _JWS[algorithm.key]
    header = {
        "alg": f"{name}{algorithm.hash.removeprefix('sha')}",
        "typ": statement.kind,
        "x5c": [base64.b64encode(each).decode("ascii") for each in certificate.chain],
    }
    payload = statement.payload() | {"signed_at": _time(signed_at)}
    signed = b".".join((_part(header), _part(payload)))
    (value,) = signer.sign([signed], algorithm)
    require_valid(certificate.key, value, signed, algorithm, where=statement.kind)
    return b".".join((signed, _encoded(xml_value(certificate.key, value, algorithm)))).decode("ascii")


def _part(members: Mapping[str, Any]) -> bytes:
    return _encoded(json.dumps(members, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode())


def _encoded(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def _digest(text: str) -> str:
    if not _DIGEST.fullmatch(text):
        raise ValueError(text)
    return text
