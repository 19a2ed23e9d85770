"""What a verifier needs to trust a throw-away tree: its root and current status data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from hocba.verification import TrustStore
from support.keys import FROM, Ca, type_of_key

CRL_UNTIL = datetime(2027, 6, 1, tzinfo=UTC)


def crl_of(issuer: x509.Certificate, key: type_of_key, revoked: Mapping[int, datetime] | None = None) -> bytes:
    """A CRL in DER, of 01/08/2025, current until 01/06/2027; `revoked`: serial number -> when."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject).last_update(FROM)
    builder = builder.next_update(CRL_UNTIL)
    for serial, moment in (revoked or {}).items():
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(moment)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def trust_files(ca: Ca, *, revoked: Mapping[int, datetime] | None = None) -> dict[str, bytes]:
    """The files of a folder that `--trust` takes."""
    return {
        "root.pem": ca.root.public_bytes(Encoding.PEM),
        "root.crl": crl_of(ca.root, ca.root_key),
        "issuing.crl": crl_of(ca.issuing, ca.issuing_key, revoked),
    }


def trust_of(ca: Ca, *, revoked: Mapping[int, datetime] | None = None) -> TrustStore:
    """The root of a tree with a current CRL of root and issuing CA."""
    files = trust_files(ca, revoked=revoked)
    return TrustStore.of([files.pop("root.pem")], crls=files.values())
