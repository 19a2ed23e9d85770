"""One certificate, parsed once: thousands of records carry the same few, so parsing is cached by its bytes."""

from __future__ import annotations

import re
import unicodedata
import warnings
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import Lock

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import NameOID

from hocba.verification.algorithms import PublicKey
from hocba.verification.der import BIT_STRING, SEQUENCE, read_der
from hocba.verification.findings import Finding

_PERSON = re.compile(r"CCCD:(\d{12})", re.ASCII)
_ORGANISATION = re.compile(r"MST:(\d{10}(?:-?\d{3})?)", re.ASCII)
_CURVES = frozenset({"secp256r1", "secp384r1", "secp521r1"})
_RSA_BITS = range(2048, 8193)
"""At least 2048 (TT 15/2025/TT-BKHCN); the upper bound keeps a crafted key from costing seconds."""
_RSA_EXPONENT = 65537
_PARSING = Lock()
"""Warning filters belong to the process, so that they are changed by one thread at a time."""
_CACHED = 4096
"""A province's signers at work at one time; about 10 KB each."""


@dataclass(frozen=True, slots=True, eq=False)
class Certificate:
    """What verification needs of one X.509 certificate; compared by identity, since parsing is cached."""

    der: bytes
    x509: x509.Certificate
    key: PublicKey
    subject: str
    """RFC 4514, as `X509SubjectName` writes it."""
    issuer: str
    serial: str
    """Hexadecimal, upper case."""
    not_before: datetime
    not_after: datetime
    common_name: str
    organisation: str
    issuer_name: str
    """Common name of the issuing CA."""
    provider: str
    """Organisation of the issuing CA: the managing unit."""
    personal_id: str | None
    """12 digits of `UID=CCCD:…`; None unless there is exactly one."""
    tax_code: str | None
    """Of `UID=MST:…`; None unless there is exactly one."""

    @property
    def self_issued(self) -> bool:
        """Whether subject and issuer are the same name."""
        return self.x509.subject == self.x509.issuer


@lru_cache(maxsize=_CACHED)
def read_certificate(der: bytes) -> Certificate:
    """Parse strict DER.

    Raises:
        Finding: CERTIFICATE_MALFORMED, CERTIFICATE_KEY_WEAK.
    """
    try:
        with _PARSING, warnings.catch_warnings():
            # Vietnamese names are longer in bytes than X.520 allows in letters; the library warns of each.
            warnings.simplefilter("ignore", UserWarning)
            certificate = x509.load_der_x509_certificate(der)
            # cryptography parses lazily: reading every part here is what makes later access safe
            subject, issuer = certificate.subject, certificate.issuer
            key = certificate.public_key()
            names = (subject.rfc4514_string(), issuer.rfc4514_string())
            times = (certificate.not_valid_before_utc, certificate.not_valid_after_utc)
            _ = certificate.extensions, certificate.signature_algorithm_oid
            serial = certificate.serial_number
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion, x509.DuplicateExtension) as error:
        raise Finding("CERTIFICATE_MALFORMED", detail=type(error).__name__) from error
    if certificate.version is not x509.Version.v3 or serial <= 0:
        raise Finding("CERTIFICATE_MALFORMED", detail="version or serial number")
    _require_one_frame(der)
    uids = [str(attribute.value) for attribute in subject.get_attributes_for_oid(NameOID.USER_ID)]
    return Certificate(
        der=der,
        x509=certificate,
        key=_strong(key),
        subject=names[0],
        issuer=names[1],
        serial=f"{serial:X}",
        not_before=times[0],
        not_after=times[1],
        common_name=_first(subject, NameOID.COMMON_NAME),
        organisation=_first(subject, NameOID.ORGANIZATION_NAME),
        issuer_name=_first(issuer, NameOID.COMMON_NAME),
        provider=_first(issuer, NameOID.ORGANIZATION_NAME),
        personal_id=_only(_PERSON, uids),
        tax_code=_only(_ORGANISATION, uids),
    )


def _require_one_frame(der: bytes) -> None:
    """What the issuer's signature does not cover has one form: the algorithm as signed, and a value of whole bytes.

    Otherwise an issuing certificate, which nothing pins by its digest, could be changed in a byte or two unnoticed.
    """
    try:
        signed, algorithm, value = read_der(der).expect(SEQUENCE).children()
        same = algorithm.whole in {one.whole for one in signed.children()[2:3]}
        whole_bytes = value.expect(BIT_STRING).content[:1] == b"\0"
    except (Finding, ValueError) as error:
        raise Finding("CERTIFICATE_MALFORMED", detail="frame") from error
    if not same or not whole_bytes:
        raise Finding("CERTIFICATE_MALFORMED", detail="signature")


def _strong(key: object) -> PublicKey:
    """RSA of at least 2048 bits or ECDSA on a NIST curve of at least 256 (TT 15/2025/TT-BKHCN)."""
    if isinstance(key, RSAPublicKey):
        if key.key_size in _RSA_BITS and key.public_numbers().e >= _RSA_EXPONENT:
            return key
        raise Finding("CERTIFICATE_KEY_WEAK", key=f"RSA-{key.key_size}")
    if isinstance(key, EllipticCurvePublicKey):
        if key.curve.name in _CURVES:
            return key
        raise Finding("CERTIFICATE_KEY_WEAK", key=key.curve.name)
    raise Finding("CERTIFICATE_KEY_WEAK", key=type(key).__name__)


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    """In NFC, as the data of a record are: the same name may be written with combining marks on a certificate."""
    value = next((str(attribute.value) for attribute in name.get_attributes_for_oid(oid)), "")
    return unicodedata.normalize("NFC", value)


def _only(pattern: re.Pattern[str], values: list[str]) -> str | None:
    """The one value of that form: two identities in one certificate are none."""
    found = [match[1] for value in values if (match := pattern.fullmatch(value))]
    return found[0] if len(found) == 1 else None
