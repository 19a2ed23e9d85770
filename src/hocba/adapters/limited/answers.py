"""What the child answers beside the reports of the core's verifier."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hocba.documents.xml import RecallItem
from hocba.verification import VerificationReport


@dataclass(frozen=True, slots=True)
class Claimed:
    """Whose record a file claims to be; proven only where its report passes. As much as an answer must name."""

    uuid: UUID
    pupil_code: str = ""
    pupil_name: str = ""
    personal_id: str = ""


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """One record cut out of a list, byte for byte as it was signed."""

    file: bytes
    digest: str
    """SHA-256 over the exclusive C14N of the whole HOC_BA, hexadecimal; empty unless the report passes."""
    claimed: Claimed | None
    """None where the file does not even say its number."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of records: the report of its signature and of every record, and the records."""

    trust: str
    """SHA-256 of the list of anchors and status data that were used."""
    report: VerificationReport
    """Of the package; of each check only findings are there."""
    records: tuple[ListedRecord, ...]
    """In the order of `report.records`; none where the list could not be cut."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A list of records to recall."""

    trust: str
    report: VerificationReport
    items: tuple[RecallItem, ...]
    """None where the list could not be read."""


@dataclass(frozen=True, slots=True)
class Paired:
    """What is said of the PDF of a record."""

    trust: str
    report: VerificationReport


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What is said of a file that a stranger gave, as JSON of `hocba.verification.described`."""

    trust: str
    described: str
