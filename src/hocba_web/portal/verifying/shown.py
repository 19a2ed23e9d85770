"""What stands on the page of a result, ready for the template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

from hocba.messages import Language, next_step, what
from hocba.regulation import citation
from hocba_web.portal.verifying import wording
from hocba_web.portal.verifying.qr import Qr
from hocba_web.portal.verifying.verdicts import Register, Verdict

_INTEGRITY = {"SIGNATURE_COVERAGE", "SIGNATURE_INTEGRITY", "SIGNATURE_VALUE"}
"""A PDF's seal has no step of its own for what it covers: PDF_BYTE_RANGE passed, or the seal was not reached."""
_MUST = {
    "PDF": {"SIGNATURE_INTEGRITY", "SIGNATURE_VALUE"},
    "AUTHORITY": {"SIGNATURE_VALUE"},  # a JWS: its value covers the bytes themselves
}


@dataclass(frozen=True, slots=True)
class CheckShown:
    """One step of the numbered list (docs/verification.md), or the finding that stopped it."""

    number: int
    code: str
    state: str
    outcome: Promise
    where: str
    says: str
    next: str
    source: str


@dataclass(frozen=True, slots=True)
class FindingShown:
    """What is wrong, once, with all its places."""

    code: str
    says: str
    next: str
    source: str
    places: tuple[str, ...]
    """Whose signature, or which record of a package; none: the whole file."""


@dataclass(frozen=True, slots=True)
class SignatureShown:
    """The items of Circular 15/2025/TT-BKHCN and Decision 1789/QĐ-SGDĐT, art. 12 for one signature."""

    signer: str
    role: Promise | str
    time: datetime | None
    serial: str
    issuer: str
    provider: str
    valid_from: datetime | None
    valid_to: datetime | None
    status: tuple[str, Promise]
    algorithm: str
    key: str
    covers: Promise | str
    intact: bool | None
    """None: it could not be judged."""
    result: tuple[str, Promise]


@dataclass(frozen=True, slots=True)
class RegisterShown:
    """What the register says."""

    register: Register
    accepted_at: datetime | None = None
    finalised_at: datetime | None = None
    ended_at: datetime | None = None
    """Recalled or superseded."""
    places: tuple[str, ...] = ()
    same_pdf: bool = False
    """The file is, byte for byte, the PDF that the school sent."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Which record a file says that it is."""

    pupil: str
    school: str
    year: str
    class_name: str
    uuid: str
    revision: int | None
    issue_on: date | None


@dataclass(frozen=True, slots=True)
class ReceiptShown:
    """What an authority's receipt states."""

    uuid: str
    accepted_at: datetime | None
    record_digest: str
    witnessed_at: datetime | None
    """When a witness of the log had seen it; None: only the authority says the time."""
    matches: str = ""
    """Name of the file given with it that it is about; empty: none of them."""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record of a package."""

    number: int
    verdict: Verdict
    headline: str
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class Result:
    """One file."""

    name: str
    size: int
    sha256: str
    verdict: Verdict
    says: str
    """The headline, in Vietnamese."""
    says_en: str
    means: str
    next: str
    as_of: datetime
    number: str = ""
    """Of the report; empty where the file could not be examined."""
    qr: Qr | None = None
    address: str = ""
    """Where the report is confirmed."""
    kind: Promise | str = ""
    profile: str = ""
    indication: str = ""
    demo: bool = False
    digest: str = ""
    """SHA-256 over the canonical form of the record in it; empty where there is none."""
    claim: Claim | None = None
    register: RegisterShown | None = None
    """None where the file is no record."""
    receipt: ReceiptShown | None = None
    """None where the file is no receipt."""
    proven_at: datetime | None = None
    """Since when a receipt given with it proves that the file exists; None: no receipt was needed."""
    signatures: tuple[SignatureShown, ...] = ()
    structure: tuple[CheckShown, ...] = ()
    """Of the file as such: form, schema, and for a PDF whether paper and data agree."""
    findings: tuple[FindingShown, ...] = ()
    checks: tuple[CheckShown, ...] = ()
    records: tuple[RecordLine, ...] = ()


_STRUCTURE = {
    "XML_SCHEMA",
    "XML_SERIALISATION",
    "SLOTS_IN_PLACE",
    "PDF_STRUCTURE",
    "PDF_BYTE_RANGE",
    "PDF_XML_INSIDE",
    "PDF_SEAL_OF_AUTHORITY",
    "PDF_TEXT",
    "PACKAGE_SHAPE",
}


def checks_of(found: Mapping[str, Any], language: Language) -> tuple[CheckShown, ...]:
    """Every step, numbered in its order."""
    return tuple(_check(number, one, language) for number, one in enumerate(found["checks"], start=1))


def findings_of(checks: Iterable[CheckShown]) -> tuple[FindingShown, ...]:
    """What did not pass; the same sentence once, with all its places."""
    places: dict[tuple[str, str, str, str], dict[str, None]] = {}
    for one in checks:
        if one.state in {"error", "warning"}:
            found = places.setdefault((one.code, one.says, one.next, one.source), {})
            found |= {wording.whose(one.where): None} if one.where else {}
    return tuple(FindingShown(*said, places=tuple(found)) for said, found in places.items())


def structure_of(checks: Iterable[CheckShown]) -> tuple[CheckShown, ...]:
    """The steps that are about the file as such."""
    return tuple(one for one in checks if one.code in _STRUCTURE)


def signatures_of(found: Mapping[str, Any]) -> tuple[SignatureShown, ...]:
    """Every signature, in the order of the document."""
    return tuple(_signature(one, found["checks"]) for one in found["signatures"])


def claim_of(found: Mapping[str, Any]) -> Claim | None:
    """Which record it says that it is."""
    record, claims = found["record"], found["claims"] or {}
    if record is None:
        return None
    issue_on = claims.get("issue_on")
    return Claim(
        pupil=record["pupil"],
        school=record["school"],
        year=record["year"],
        class_name=claims.get("class_name", ""),
        uuid=record["uuid"],
        revision=record["revision"],
        issue_on=date.fromisoformat(issue_on) if issue_on else None,
    )


def receipt_of(found: Mapping[str, Any]) -> ReceiptShown | None:
    """What a receipt states."""
    receipt = found["receipt"]
    if receipt is None or receipt["uuid"] is None:
        return None
    return ReceiptShown(
        uuid=receipt["uuid"],
        accepted_at=stated_time(receipt["accepted_at"]),
        record_digest=receipt["record_digest"] or "",
        witnessed_at=stated_time(receipt["proven_at"]) if receipt["witnessed"] else None,
    )


def stated_time(value: str | None) -> datetime | None:
    """A time that a statement gives; None where it is none, or says no zone."""
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _check(number: int, one: Mapping[str, Any], language: Language) -> CheckShown:
    state, word = wording.OUTCOMES[one["outcome"]]
    return CheckShown(
        number=number,
        code=one["code"],
        state=state,
        outcome=word,
        where=wording.masked(one["where"]),
        says=wording.masked(what(one["code"], one["params"], language=language)),
        next=wording.masked(next_step(one["code"], one["params"], language=language)),
        source=citation(one["source"], language) if one["source"] else "",
    )


def _signature(one: Mapping[str, Any], checks: Iterable[Mapping[str, Any]]) -> SignatureShown:
    own = [check for check in checks if f"{check['where']}/".startswith(f"{one['where']}/")] if one["where"] else []
    intact = {check["code"] for check in own if check["outcome"] == "passed"}
    return SignatureShown(
        signer=wording.masked(one["signer"]),
        role=wording.role_of(one["slot"], checks),
        time=_moment(one["signing_time"]),
        serial=one["serial"],
        issuer=one["issuer"],
        provider=one["provider"],
        valid_from=_moment(one["valid_from"]),
        valid_to=_moment(one["valid_to"]),
        status=wording.STATUSES[one["status"]],
        algorithm=one["algorithm"],
        key=one["key"],
        covers=wording.COVERS.get(one["slot"], ""),
        intact=intact >= _MUST.get(one["slot"], _INTEGRITY) if own else None,
        result=wording.INDICATIONS[one["indication"]],
    )


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
