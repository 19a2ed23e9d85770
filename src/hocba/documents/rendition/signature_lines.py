"""Who signed what and when, as the rendition prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from cryptography import x509
from cryptography.x509.oid import NameOID

from hocba.documents.rendition.form import FORM_VERSION
from hocba.documents.rendition.wording import wording
from hocba.model import YearRecord

VIETNAM = timezone(timedelta(hours=7))
"""All printed times are Vietnamese time; the country has had one offset, without summer time, since 1975."""
_SERIAL_GROUP = 4


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


def line_of(slot: str, record: YearRecord, certificate: bytes, signing_time: datetime) -> SignatureLine:
    """The line of one slot.

    Args:
        slot: `GVBM`, `GVCN`, `CBQL` or `KY_PHAT_HANH`.
        record: whose record was signed; names the head's title.
        certificate: DER of the signer's certificate.
        signing_time: aware, from the signature.
    """
    parsed = x509.load_der_x509_certificate(certificate)
    role = record.manager.title if slot == "CBQL" else wording(FORM_VERSION)["roles"][slot]
    return SignatureLine(
        slot=slot,
        role=role,
        name=_common_name(parsed.subject),
        signing_time=signing_time,
        serial=_hex(parsed.serial_number),
        issuer=_common_name(parsed.issuer),
    )


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
