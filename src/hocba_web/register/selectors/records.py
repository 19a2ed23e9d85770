"""One record that is held: where it stands, what it says, its files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from hocba_web.base.refusals import Missing
from hocba_web.register import files
from hocba_web.register.models import Copy, Number, Receipt, Record

_NOWHERE = (0, UUID(int=0))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a record stands; no pupil's data."""

    uuid: UUID
    school_id: int
    """Of the register's school."""
    school_code: str
    school_name: str
    area_code: str
    school_year: int
    """The year in which the school year begins."""
    group: str
    """"15/6" or "15/8"."""
    state: Number.State
    accepted_at: datetime
    """UTC; so are the other times."""
    recalled_at: datetime | None
    superseded_at: datetime | None
    reported_at: datetime | None
    finalised_at: datetime | None
    successor: UUID | None
    """For officers and the school only."""
    record_digest: str
    """SHA-256 over the exclusive C14N of the whole HOC_BA."""
    pdf: str
    """SHA-256 of the school's sealed PDF; empty where it sent none."""
    leaf: int
    """Number of the acceptance's leaf in the log."""


@dataclass(frozen=True, slots=True)
class Held:
    """A record with its pupil's data; whoever asks traces it."""

    standing: Standing
    class_name: str
    grade: int
    personal_id: str
    pupil_name: str
    born: date
    pupil_code: str
    revision: int
    profile: str
    issued_at: datetime
    """Time of the school's seal as signed, UTC."""
    file: str
    """SHA-256 of the XML file."""
    certificate: str
    message_id: str
    evidence: dict[str, object]
    code_hash: str = field(repr=False)
    code_told_at: datetime | None

    @property
    def uuid(self) -> UUID:
        """Look-up UUID."""
        return self.standing.uuid


@dataclass(frozen=True, slots=True)
class Rendition:
    """A sealed PDF of a record."""

    content: bytes
    sealed_by: Literal["school", "authority"]


def standing(uuid: UUID) -> Standing | None:
    """Where a record stands; None where the UUID was never accepted."""
    found = _rows(uuid)
    return _standing(*found) if found else None


def standings(uuids: Collection[UUID]) -> dict[UUID, Standing]:
    """Where some records stand; nothing for a UUID that was never accepted."""
    numbers = Number.objects.select_related("school").in_bulk(list(uuids))
    years = {number.school_year for number in numbers.values()}
    found = Record.objects.filter(school_year__in=years, uuid__in=list(numbers))
    return {record.uuid: _standing(numbers[record.uuid], record) for record in found}


def current_of(personal_ids: Collection[str], school_year: int) -> dict[str, UUID]:
    """The one current record of some pupils in a school year, by personal ID."""
    found = Number.objects.filter(
        personal_id__in=list(personal_ids), school_year=school_year, state=Number.State.CURRENT
    )
    return dict(found.values_list("personal_id", "uuid"))


def held(uuid: UUID) -> Held | None:
    """The record with its pupil's data, whatever its state; None where the UUID was never accepted.

    A miss asks the database as often as a hit.
    """
    found = _rows(uuid)
    if found is None:
        return None
    number, record = found
    return Held(
        standing=_standing(number, record),
        class_name=record.class_name,
        grade=record.grade,
        personal_id=record.personal_id,
        pupil_name=record.pupil_name,
        born=record.born,
        pupil_code=record.pupil_code,
        revision=record.revision,
        profile=record.profile,
        issued_at=record.issued_at,
        file=record.file,
        certificate=record.certificate,
        message_id=record.message_id,
        evidence=record.evidence,
        code_hash=number.code_hash,
        code_told_at=number.code_told_at,
    )


def xml(uuid: UUID) -> bytes:
    """The file as the school sent it.

    Raises:
        Missing: NOT_FOUND_HERE, REGISTER_FILE_LOST.
        Refused: REGISTER_FILE_DAMAGED.
    """
    return files.get(_record(uuid).file)


def pdf(uuid: UUID) -> Rendition:
    """The school's sealed PDF, or the authority's labelled copy where it was made (`services.copies.make`).

    Raises:
        Missing: NOT_FOUND_HERE, REGISTER_NO_PDF, REGISTER_FILE_LOST.
        Refused: REGISTER_FILE_DAMAGED.
    """
    record = _record(uuid)
    if record.pdf:
        return Rendition(files.get(record.pdf), "school")
    copy = Copy.objects.filter(number_id=uuid).first()
    if copy is None:
        raise Missing("REGISTER_NO_PDF")
    return Rendition(files.get(copy.sha256), "authority")


def receipt(uuid: UUID) -> str | None:
    """The signed receipt (JWS in compact form); None until it is signed."""
    return Receipt.objects.filter(number_id=uuid).values_list("statement", flat=True).first()


def receipts(uuids: Collection[UUID]) -> dict[UUID, str]:
    """The receipts that are signed, by UUID."""
    found = Receipt.objects.filter(number_id__in=list(uuids))
    return dict(found.values_list("number_id", "statement"))


def _rows(uuid: UUID) -> tuple[Number, Record] | None:
    number = Number.objects.select_related("school").filter(uuid=uuid).first()
    key = (number.school_year, uuid) if number else _NOWHERE
    record = Record.objects.filter(pk=key).first()
    return (number, record) if number and record else None


def _record(uuid: UUID) -> Record:
    found = _rows(uuid)
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found[1]


def _standing(number: Number, record: Record) -> Standing:
    school = number.school
    return Standing(
        uuid=number.uuid,
        school_id=school.id,
        school_code=school.code,
        school_name=school.name,
        area_code=school.area_code,
        school_year=number.school_year,
        group=number.group,
        state=Number.State(number.state),
        accepted_at=number.accepted_at,
        recalled_at=number.recalled_at,
        superseded_at=number.superseded_at,
        reported_at=number.reported_at,
        finalised_at=number.finalised_at,
        successor=number.successor,
        record_digest=record.record_digest,
        pdf=record.pdf,
        leaf=record.leaf,
    )
