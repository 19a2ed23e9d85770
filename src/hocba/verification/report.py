"""What a verification says, in a form that cannot be misread.

Words are those of ETSI EN 319 102-1: `TOTAL_PASSED`, `TOTAL_FAILED`, `INDETERMINATE`, each of the last two with a
sub-indication. A report has no truth value: a caller reads `.indication` or calls `.require_passed()`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Literal, NoReturn

from hocba.documents.handover import Handover
from hocba.errors import DocumentError
from hocba.model import YearRecord

Kind = Literal["xml", "pdf", "package"]
NOTHING: Mapping[str, object] = MappingProxyType({})


class Indication(Enum):
    """Main result (ETSI EN 319 102-1, clause 5.1.3)."""

    TOTAL_PASSED = "TOTAL_PASSED"
    TOTAL_FAILED = "TOTAL_FAILED"
    INDETERMINATE = "INDETERMINATE"


class SubIndication(Enum):
    """Why it did not pass (ETSI EN 319 102-1, tables 5 and 6), in the order in which one is chosen over another."""

    FORMAT_FAILURE = "FORMAT_FAILURE"
    HASH_FAILURE = "HASH_FAILURE"
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"
    NOT_YET_VALID = "NOT_YET_VALID"
    SIG_CONSTRAINTS_FAILURE = "SIG_CONSTRAINTS_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE = "CRYPTO_CONSTRAINTS_FAILURE"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    CERTIFICATE_CHAIN_GENERAL_FAILURE = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    REVOKED_CA_NO_POE = "REVOKED_CA_NO_POE"
    REVOKED_NO_POE = "REVOKED_NO_POE"
    OUT_OF_BOUNDS_NO_POE = "OUT_OF_BOUNDS_NO_POE"
    TRY_LATER = "TRY_LATER"


class Outcome(Enum):
    """Outcome of one check."""

    PASSED = "passed"
    FAILED = "failed"
    INDETERMINATE = "indeterminate"
    NOT_CHECKED = "not_checked"
    """What it needs is not at hand; without effect on the indication."""


@dataclass(frozen=True, slots=True)
class Check:
    """One step of the list in `docs/verification.md`, or the finding that stopped it."""

    code: str
    """Stable; its sentence is in `messages/catalogue/verification.toml`."""
    outcome: Outcome
    where: str
    """The place in the file, such as "GVBM 022173903443" or "HOC_BA[3]/CBQL"; empty for the whole file."""
    source: str
    """The article or standard that the check carries out."""
    params: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    sub_indication: SubIndication | None = None
    """Given exactly where the outcome is failed or indeterminate."""

    def __post_init__(self) -> None:
        if (self.sub_indication is None) == (self.outcome in (Outcome.FAILED, Outcome.INDETERMINATE)):
            raise ValueError(f"{self.code}: {self.outcome} with {self.sub_indication}")


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature, with what TT 15/2025/TT-BKHCN and QĐ 1789 (TP.HCM) art. 12 ask to show of it."""

    slot: str
    """GVBM, GVCN, CBQL, KY_PHAT_HANH, DANH_SACH (a package's list) or PDF."""
    role: str
    indication: Indication
    sub_indication: SubIndication | None = None
    signer: str = ""
    """Common name of the certificate."""
    personal_id: str | None = None
    """12 digits; None on an organisation's seal."""
    serial: str = ""
    """Serial number of the certificate, hexadecimal."""
    signing_time: datetime | None = None
    """What the signature claims; proves nothing by itself."""
    revision: int | None = None
    covered_by: tuple[str, ...] = ()
    """Slots of later signatures that cover this one."""
    issuer: str = ""
    """Issuing CA."""
    provider: str = ""
    """Managing unit of the certificate: the organisation of the issuing CA."""
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    status: str = "unknown"
    """Of the certificate: good, revoked, on_hold or unknown."""
    certificate: bytes | None = None
    """DER of the signer's certificate; None where it could not be read."""


@dataclass(frozen=True, slots=True)
class RecordSummary:
    """Which record the file claims to be; proven only where the report passes."""

    uuid: str
    revision: int | None
    pupil: str
    school: str
    year: str
    state: str
    """draft, partially_signed or issued."""


@dataclass(frozen=True, slots=True)
class AuthorityCopy:
    """A PDF that says it is a copy made by the authority from a record's XML; true only where the report passes."""

    authority: str
    """Organisation of the certificate that sealed the copy."""
    sealed_at: datetime
    """What that seal claims."""


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """The result for one file. Has no truth value on purpose."""

    kind: Kind
    indication: Indication
    sub_indication: SubIndication | None
    checks: tuple[Check, ...]
    """Every step, in order."""
    profile: str | None = None
    record: RecordSummary | None = None
    signatures: tuple[SignatureReport, ...] = ()
    signed_record: YearRecord | None = None
    """Rebuilt from the signed bytes alone; None unless the indication is TOTAL_PASSED."""
    signed_handover: Handover | None = None
    """The same of a hand-over document (profile "handover-1"), which is no record."""
    signed_xml: bytes | None = None
    """The XML: of a PDF, the file inside it; None unless the indication is TOTAL_PASSED."""
    records: tuple[VerificationReport, ...] = ()
    """Of a package: one report a record, in order."""
    demo: bool = False
    """A trust anchor used is a demo root: the file has no legal value."""
    registry: Mapping[str, object] | None = field(default=None)
    """`state`, `proven_time`, `as_of`; only where a receipt or registry was asked."""
    copy: AuthorityCopy | None = None
    """Of a PDF that is no school's: the seal on its pages is the authority's; the school's is in the XML alone."""

    def __bool__(self) -> NoReturn:
        raise TypeError("read .indication, or call .require_passed()")

    @property
    def findings(self) -> tuple[Check, ...]:
        """The checks that did not pass, `not_checked` aside."""
        return tuple(check for check in self.checks if check.outcome in (Outcome.FAILED, Outcome.INDETERMINATE))

    def require_passed(self) -> VerificationReport:
        """This report, if everything passed.

        Raises:
            DocumentError: the code and place of the finding that decided the indication.
        """
        if self.indication is Indication.TOTAL_PASSED:
            return self
        decisive = next(check for check in self.findings if check.sub_indication is self.sub_indication)
        raise DocumentError(decisive.code, where=decisive.where, **decisive.params)

    def as_json(self, file: str) -> dict[str, object]:
        """The object that `hocba verify --json` prints; `file` is the path as given."""
        result: dict[str, object] = {
            "file": file,
            "kind": self.kind,
            "indication": self.indication.value,
            "sub_indication": self.sub_indication.value if self.sub_indication else None,
            "profile": self.profile,
            "record": _record_json(self.record),
            "signatures": [_signature_json(signature) for signature in self.signatures],
            "checks": [
                {"code": check.code, "outcome": check.outcome.value, "where": check.where, "source": check.source}
                for check in self.checks
            ],
        }
        if self.copy is not None:
            result["copy"] = {"authority": self.copy.authority, "sealed_at": self.copy.sealed_at.isoformat()}
        if self.registry is not None:
            result["registry"] = {key: self.registry.get(key) for key in ("state", "proven_time", "as_of")}
        return result


def conclude(checks: Iterable[Check]) -> tuple[Indication, SubIndication | None]:
    """The indication that a list of checks gives: failed before indeterminate before passed.

    Raises:
        ValueError: nothing was checked, which must never read as passed.
    """
    checks = tuple(checks)
    if not any(check.outcome is not Outcome.NOT_CHECKED for check in checks):
        raise ValueError("nothing was checked")
    worst: dict[Outcome, SubIndication] = {}
    for check in checks:
        if check.sub_indication is not None and (
            check.outcome not in worst or _RANK[check.sub_indication] < _RANK[worst[check.outcome]]
        ):
            worst[check.outcome] = check.sub_indication
    if Outcome.FAILED in worst:
        return Indication.TOTAL_FAILED, worst[Outcome.FAILED]
    if Outcome.INDETERMINATE in worst:
        return Indication.INDETERMINATE, worst[Outcome.INDETERMINATE]
    return Indication.TOTAL_PASSED, None


_RANK = {sub: rank for rank, sub in enumerate(SubIndication)}


def _record_json(record: RecordSummary | None) -> dict[str, object] | None:
    if record is None:
        return None
    return {
        "uuid": record.uuid,
        "revision": record.revision,
        "pupil": record.pupil,
        "school": record.school,
        "year": record.year,
        "state": record.state,
    }


def _signature_json(signature: SignatureReport) -> dict[str, object]:
    return {
        "slot": signature.slot,
        "role": signature.role,
        "signer": signature.signer,
        "personal_id": signature.personal_id,
        "serial": signature.serial,
        "signing_time": signature.signing_time.isoformat() if signature.signing_time else None,
        "indication": signature.indication.value,
        "covered_by": list(signature.covered_by),
    }
