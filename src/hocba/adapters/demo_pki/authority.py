"""Certification authorities of the tree: certificates, revocation lists and OCSP answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from hocba.adapters.demo_pki.keys import PrivateKey
from hocba.adapters.demo_pki.leaf import VALID_FROM, LeafSpec, name_of
from hocba.adapters.demo_pki.marker import DEMO_POLICY_OID

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey
_HOST = "pki.hocba-demo.example"
_POLICIES = x509.CertificatePolicies([x509.PolicyInformation(DEMO_POLICY_OID, None)])
_CA_USAGE = x509.KeyUsage(
    digital_signature=True,  # it signs its OCSP answers itself
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority: its certificate and the key that dies with the process."""

    file: str
    """Name of its files, without the ending."""
    certificate: x509.Certificate
    key: PrivateKey

    @classmethod
    def root(cls, file: str, name: str, key: PrivateKey, *, until: datetime) -> Self:
        """A self-signed authority that may have authorities below it."""
        subject = _authority_name(name)
        builder = (
            _builder(subject, subject, key.public_key(), VALID_FROM, until)
            .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
            .add_extension(_CA_USAGE, critical=True)
        )
        return cls(file, builder.sign(key, SHA256()), key)

    def subordinate(self, file: str, name: str, key: PrivateKey, *, until: datetime) -> Authority:
        """An authority below this one that certifies people and organisations."""
        builder = (
            self._builder_below(_authority_name(name), key.public_key(), VALID_FROM, until)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_CA_USAGE, critical=True)
        )
        return Authority(file, builder.sign(self.key, SHA256()), key)

    def certify(self, spec: LeafSpec, key: PublicKey) -> x509.Certificate:
        """The certificate of a person or an organisation."""
        builder = (
            self._builder_below(spec.subject, key, spec.not_before, spec.not_after)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(spec.key_usage, critical=True)
            .add_extension(spec.extended, critical=False)
        )
        return builder.sign(self.key, SHA256())

    def revocation_list(
        self, revoked: Sequence[tuple[x509.Certificate, datetime]], *, now: datetime, until: datetime
    ) -> bytes:
        """A complete CRL in DER."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(now)
            .next_update(until)
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(_key_id_of(self.certificate), critical=False)
        )
        for certificate, moment in revoked:
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(certificate.serial_number)
                .revocation_date(moment)
                .add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False)
                .build()
            )
        return builder.sign(self.key, SHA256()).public_bytes(Encoding.DER)

    def status(
        self, certificate: x509.Certificate, revoked_on: datetime | None, *, now: datetime, until: datetime
    ) -> bytes:
        """An OCSP answer in DER, signed by the authority itself."""
        builder = ocsp.OCSPResponseBuilder().add_response(
            cert=certificate,
            issuer=self.certificate,
            algorithm=SHA1(),  # noqa: S303  # names the certificate (RFC 6960 default, what clients match); protects nothing
            cert_status=ocsp.OCSPCertStatus.REVOKED if revoked_on else ocsp.OCSPCertStatus.GOOD,
            this_update=now,
            next_update=until,
            revocation_time=revoked_on,
            revocation_reason=x509.ReasonFlags.key_compromise if revoked_on else None,
        )
        answer = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.certificate).sign(self.key, SHA256())
        return answer.public_bytes(Encoding.DER)

    def _builder_below(
        self, subject: x509.Name, key: PublicKey, start: datetime, end: datetime
    ) -> x509.CertificateBuilder:
        access = x509.AuthorityInformationAccess(
            [
                x509.AccessDescription(
                    AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(f"http://{_HOST}/ocsp")
                ),
                x509.AccessDescription(
                    AuthorityInformationAccessOID.CA_ISSUERS,
                    x509.UniformResourceIdentifier(f"http://{_HOST}/{self.file}.crt"),
                ),
            ]
        )
        where = x509.DistributionPoint(
            [x509.UniformResourceIdentifier(f"http://{_HOST}/{self.file}.crl")], None, None, None
        )
        return (
            _builder(subject, self.certificate.subject, key, start, end)
            .add_extension(_key_id_of(self.certificate), critical=False)
            .add_extension(access, critical=False)
            .add_extension(x509.CRLDistributionPoints([where]), critical=False)
        )


def _authority_name(name: str) -> x509.Name:
    parts = (
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, "Hocba DEMO - không có giá trị pháp lý"),
        (NameOID.COMMON_NAME, name),
    )
    return name_of(parts)


def _key_id_of(issuer: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    own = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PublicKey, start: datetime, end: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(_POLICIES, critical=False)
    )
