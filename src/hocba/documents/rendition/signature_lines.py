"""Who signed what and when, as the rendition prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from cryptography import x509
from cryptography.x509.oid import NameOID

from hocba.documents.rendition.form import FORM_VERSION
from hocba.documents.rendition.wording import wording
from hocba.model import YearRecord

VIETNAM = timezone(timedelta(hours=7))
"""All printed times are Vietnamese time; the country has had one offset, without summer time, since 1975."""
_SERIAL_GROUP = 4
_PERSON_PREFIX = "CCCD:"


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature of the XML."""

    slot: str
    """`GVBM`, `GVCN`, `CBQL` or `KY_PHAT_HANH`."""
    role: str
    """In what capacity, in Vietnamese."""
    name: str
    """Common name of the certificate: person, or school."""
    signing_time: datetime
    """Aware; as signed."""
    serial: str
    """Certificate serial number, upper-case hexadecimal, an even number of digits."""
    issuer: str
    """Common name of the certificate's issuer."""


Signed = tuple[YearRecord, Sequence[SignatureLine]]
"""A record with the signatures of its XML, in document order."""


def line_of(
    slot: str, record: YearRecord, certificate: bytes, signing_time: datetime, *, version: str = FORM_VERSION
) -> SignatureLine:
    """The line of one slot.

    Args:
        slot: `GVBM`, `GVCN`, `CBQL` or `KY_PHAT_HANH`.
        record: what was signed; names the head's title and the teachers' subjects.
        certificate: DER of the signer's certificate.
        signing_time: aware, from the signature.
        version: form version.

    Raises:
        UnknownRule: FORM_VERSION_UNKNOWN.
        ValueError: the certificate cannot be read.
    """
    return line_as(slot, _role(slot, record, _holder(certificate), version), certificate, signing_time)


def line_as(slot: str, role: str, certificate: bytes, signing_time: datetime) -> SignatureLine:
    """The line of a signature whose signer's capacity is known.

    Args:
        slot: as in `SignatureLine`.
        role: in Vietnamese.
        certificate: DER of the signer's certificate.
        signing_time: aware, from the signature.

    Raises:
        ValueError: the certificate cannot be read.
    """
    holder = _holder(certificate)
    return SignatureLine(
        slot=slot,
        role=role,
        name=holder.name,
        signing_time=signing_time,
        serial=holder.serial,
        issuer=holder.issuer,
    )


@dataclass(frozen=True, slots=True)
class _Holder:
    name: str
    serial: str
    issuer: str
    uids: frozenset[str]


@lru_cache(maxsize=1024)  # a school has some forty signers, each signing hundreds of records
def _holder(certificate: bytes) -> _Holder:
    parsed = x509.load_der_x509_certificate(certificate)
    uids = parsed.subject.get_attributes_for_oid(NameOID.USER_ID)
    return _Holder(
        name=_common_name(parsed.subject),
        serial=_hex(parsed.serial_number),
        issuer=_common_name(parsed.issuer),
        uids=frozenset(str(uid.value) for uid in uids),
    )


def _role(slot: str, record: YearRecord, holder: _Holder, version: str) -> str:
    """Who signed what: a teacher is named with the subjects of the part that carries the certificate's personal ID."""
    if slot == "CBQL":
        return record.manager.title
    roles = wording(version)["roles"]
    if slot == "GVBM":
        for part in record.assessment.parts:
            if f"{_PERSON_PREFIX}{part.teacher.personal_id}" in holder.uids:
                return str(roles["GVBM_of"].format(subjects=", ".join(result.name for result in part.results)))
    return str(roles[slot])


def vietnamese_time(moment: datetime) -> datetime:
    """The same moment on a Vietnamese clock, to the second.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a signing time needs its time zone")
    return moment.astimezone(UTC).astimezone(VIETNAM).replace(microsecond=0)


def grouped(serial: str) -> str:
    """The serial number in groups of four digits, so that it can be read aloud and broken over lines."""
    return " ".join(serial[i : i + _SERIAL_GROUP] for i in range(0, len(serial), _SERIAL_GROUP))


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()


def _hex(number: int) -> str:
    digits = f"{number:X}"
    return digits if len(digits) % 2 == 0 else "0" + digits
