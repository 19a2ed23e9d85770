"""What the certificate of one person or seal of the tree shall say."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from hocba.adapters.demo_pki.people import DemoRole

IssuerName = Literal["government", "public", "foreign"]


def vietnamese_midnight(year: int, month: int, day: int) -> datetime:
    """The first moment of a day in Viet Nam (UTC+7, no summer time)."""
    return datetime(year, month, day, tzinfo=timezone(timedelta(hours=7)))


def name_of(parts: Iterable[tuple[x509.ObjectIdentifier, str]]) -> x509.Name:
    """A distinguished name, one attribute an RDN.

    The library's own length check counts bytes, where X.520 counts characters: a school's Vietnamese name of 60 letters
    would be refused. Real certificates carry longer names still, so that nothing is checked here.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Attribute's length", category=UserWarning)
        return x509.Name([x509.NameAttribute(oid, value, _validate=False) for oid, value in parts])


VALID_FROM = vietnamese_midnight(2025, 8, 1)
"""First day of every demo certificate: before the sample's school year begins."""

TO_SIGN = x509.ExtendedKeyUsage(
    [
        x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # document signing, RFC 9336
        ExtendedKeyUsageOID.EMAIL_PROTECTION,  # what NSS, and with it pdfsig, asks of a signer
    ]
)


@dataclass(frozen=True, slots=True)
class LeafSpec:
    """One end-entity certificate; the defaults are those of an ordinary one."""

    file: str
    """Name of its files, without the ending."""
    who: str
    role: DemoRole
    not_after: datetime
    personal_id: str = ""
    tax_code: str = ""
    organisation: str = ""
    not_before: datetime = VALID_FROM
    bits: int = 2048
    """RSA modulus; 256 for ECDSA P-256."""
    issuer: IssuerName | None = None
    """None: the authority that certifies the role."""
    signs: bool = True
    """digitalSignature and nonRepudiation; otherwise only keyEncipherment."""
    extended: x509.ExtendedKeyUsage = TO_SIGN
    revoked_on: datetime | None = None
    fault_code: str = ""

    @property
    def issuer_name(self) -> IssuerName:
        """Which authority issues it."""
        return self.issuer or ("government" if self.role.on_public_duty else "public")

    @property
    def subject(self) -> x509.Name:
        """C, O, CN and UID, where UID is CCCD:<12 digits> for a person and MST:<tax code> for an organisation."""
        is_seal = not self.personal_id
        organisation = self.who if is_seal else self.organisation
        uid = f"MST:{self.tax_code}" if is_seal else f"CCCD:{self.personal_id}"
        parts = [
            (NameOID.COUNTRY_NAME, "VN"),
            *([(NameOID.ORGANIZATION_NAME, organisation)] if organisation else []),
            (NameOID.COMMON_NAME, self.who),
            (NameOID.USER_ID, uid),
        ]
        return name_of(parts)

    @property
    def key_usage(self) -> x509.KeyUsage:
        """The critical key usage."""
        return x509.KeyUsage(
            digital_signature=self.signs,
            content_commitment=self.signs,
            key_encipherment=not self.signs,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=False,
            crl_sign=False,
            encipher_only=False,
            decipher_only=False,
        )
