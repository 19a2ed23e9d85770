"""What a verifier trusts, named by its caller: trust anchors, status data, keys of registry logs. Empty by default."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ObjectIdentifier

from hocba.errors import UsageError
from hocba.verification.certificates.parsed import Certificate, read_certificate
from hocba.verification.certificates.path import build_path
from hocba.verification.certificates.standing import Standing, judge_path
from hocba.verification.certificates.status import Statement, serials_of, statements
from hocba.verification.findings import Finding

DEMO_POLICY_OID = ObjectIdentifier("1.3.6.1.4.1.32473.2088.1")
"""Certificate policy that every certificate of a demo tree carries (an arc that RFC 5612 keeps for examples)."""
_KEPT = 4096
"""Cached results; a store that lives for years in a web process must not grow without end."""
_MAX_FILE = 64 * 1024 * 1024
"""The largest CRLs of public authorities are some ten megabytes."""


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Anchors and status data. Path and status results that depend on bytes alone are kept for later files."""

    anchors: tuple[Certificate, ...] = ()
    crls: tuple[x509.CertificateRevocationList, ...] = ()
    responses: tuple[ocsp.OCSPResponse, ...] = ()
    log_keys: tuple[str, ...] = ()
    """Keys of registry logs, as text; read by the verification of receipts."""
    _paths: dict[tuple[Certificate, ...], tuple[Certificate, ...] | Finding] = field(
        default_factory=dict, compare=False, repr=False
    )
    _standings: dict[tuple[tuple[Certificate, ...], datetime], Standing] = field(
        default_factory=dict, compare=False, repr=False
    )
    _statements: dict[tuple[Certificate, Certificate], tuple[Statement, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Whatever the moment: each message has another one, and the same authorities."""
    _by_serial: dict[int, list[ocsp.OCSPResponse]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        anchors: Iterable[bytes] = (),
        *,
        crls: Iterable[bytes] = (),
        responses: Iterable[bytes] = (),
        log_keys: Iterable[str] = (),
    ) -> TrustStore:
        """A store from PEM anchors (several in one text allowed) and DER status data.

        Raises:
            UsageError: TRUST_UNREADABLE.
        """
        try:
            return cls(
                tuple(
                    read_certificate(certificate.public_bytes(Encoding.DER))
                    for pem in anchors
                    for certificate in x509.load_pem_x509_certificates(pem)
                ),
                tuple(x509.load_der_x509_crl(der) for der in crls),
                tuple(ocsp.load_der_ocsp_response(der) for der in responses),
                tuple(log_keys),
            )
        except (ValueError, Finding) as error:
            raise UsageError("TRUST_UNREADABLE", detail=str(error)) from error

    def path(self, leaf: Certificate, chain: Sequence[Certificate]) -> tuple[Certificate, ...]:
        """Signer first, anchor last.

        Raises:
            Finding: see `certificates.path.build_path`.
        """
        key = (leaf, *chain)
        known = self._paths.get(key)
        if known is None:
            if len(self._paths) >= _KEPT:
                self._paths.clear()
            try:
                known = tuple(build_path(leaf, chain, self.anchors))
            except Finding as finding:
                known = finding
            self._paths[key] = known
        if isinstance(known, Finding):
            raise Finding(known.code, where=known.where, **known.params)
        return known

    def standing(self, path: Sequence[Certificate], proven_at: datetime) -> Standing:
        """Validity and status of a whole path at the proven moment; the same for every record of one batch."""
        key = (tuple(path), proven_at)
        known = self._standings.get(key)
        if known is None:
            if len(self._standings) >= _KEPT:
                self._standings.clear()
            known = self._standings[key] = judge_path(key[0], self._known_of, proven_at)
        return known

    def _known_of(self, certificate: Certificate, issuer: Certificate) -> tuple[Statement, ...]:
        """What the status data say of a certificate of that issuer."""
        key = (certificate, issuer)
        known = self._statements.get(key)
        if known is None:
            if len(self._statements) >= _KEPT:
                self._statements.clear()
            known = self._statements[key] = statements(certificate, issuer, self.crls, self._answers(certificate))
        return known

    def _answers(self, certificate: Certificate) -> Sequence[ocsp.OCSPResponse]:
        """The responses about a serial number: an authority may bring one for every signer of a province."""
        if not self._by_serial and self.responses:
            found: dict[int, list[ocsp.OCSPResponse]] = {}
            for response in self.responses:
                for serial in serials_of(response):
                    found.setdefault(serial, []).append(response)
            self._by_serial.update(found)
        return self._by_serial.get(certificate.x509.serial_number, ())


@lru_cache(maxsize=256)
def is_demo(anchor: Certificate) -> bool:
    """Whether a certificate says of itself that it is a demonstration without legal value."""
    try:
        policies = anchor.x509.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except x509.ExtensionNotFound:
        return False
    return any(policy.policy_identifier == DEMO_POLICY_OID for policy in policies)


def load_trust(path: Path) -> TrustStore:
    """A PEM file of anchors, or a folder: `*.pem` anchors, `*.crl` and `*.ocsp` status data (DER), `*.vkey` log keys.

    Raises:
        UsageError: TRUST_UNREADABLE, TRUST_EMPTY (a folder without anchors is a mistake, not an empty trust).
    """
    try:
        if not path.is_dir():
            return TrustStore.of([_read(path)])
        anchors, crls, responses, log_keys = (
            [_read(file) for file in sorted(path.glob(pattern))] for pattern in ("*.pem", "*.crl", "*.ocsp", "*.vkey")
        )
    except OSError as error:
        raise UsageError("TRUST_UNREADABLE", where=str(path), detail=error.strerror or "") from error
    if not anchors:
        raise UsageError("TRUST_EMPTY", where=str(path))
    return TrustStore.of(
        anchors, crls=crls, responses=responses, log_keys=[key.decode("utf-8", "replace").strip() for key in log_keys]
    )


def _read(file: Path) -> bytes:
    if file.stat().st_size > _MAX_FILE:
        raise UsageError("TRUST_UNREADABLE", where=str(file), detail=f"> {_MAX_FILE} B")
    return file.read_bytes()
