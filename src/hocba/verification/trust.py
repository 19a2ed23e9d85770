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
_SUFFIXES = (".pem", ".crl", ".ocsp", ".vkey")
_QUORUM = "quorum.txt"
_MOST_DIGITS = 3
_MAX_FILE = 64 * 1024 * 1024
"""The largest CRLs of public authorities are some ten megabytes."""


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Anchors and status data. Path and status results that depend on bytes alone are kept for later files."""

    anchors: tuple[Certificate, ...] = ()
    crls: tuple[x509.CertificateRevocationList, ...] = ()
    responses: tuple[ocsp.OCSPResponse, ...] = ()
    log_keys: tuple[str, ...] = ()
    """Keys of registry logs and their witnesses, as text; read by the verification of receipts."""
    witnesses: int = 0
    """How many of those witnesses must have cosigned what a receipt rests on; 0: none must, and who did is told."""
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
        witnesses: int = 0,
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
                witnesses,
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

    A file `quorum.txt` in the folder says in one number how many witnesses must have cosigned (`TrustStore.witnesses`).

    Raises:
        UsageError: TRUST_UNREADABLE, TRUST_EMPTY (a folder without anchors is a mistake, not an empty trust).
    """
    try:
        if not path.is_dir():
            return _part(path, ".pem")
        files = [file for suffix in _SUFFIXES for file in sorted(path.glob(f"*{suffix}"))]
        parts = [_part(file, file.suffix) for file in files]
        quorum = path / _QUORUM
        witnesses = _number(_read(quorum).strip(), quorum) if quorum.exists() else 0
    except OSError as error:
        raise UsageError("TRUST_UNREADABLE", where=str(path), detail=error.strerror or "") from error
    if not any(part.anchors for part in parts):
        raise UsageError("TRUST_EMPTY", where=str(path))
    return TrustStore(
        tuple(one for part in parts for one in part.anchors),
        tuple(one for part in parts for one in part.crls),
        tuple(one for part in parts for one in part.responses),
        tuple(one for part in parts for one in part.log_keys),
        witnesses,
    )


def _part(file: Path, suffix: str) -> TrustStore:
    """What one file says.

    Raises:
        UsageError: TRUST_UNREADABLE; `where` is the file.
    """
    data = _read(file)
    try:
        match suffix:
            case ".pem":
                return TrustStore.of([data])
            case ".crl":
                return TrustStore.of(crls=[data])
            case ".ocsp":
                return TrustStore.of(responses=[data])
            case _:
                return TrustStore.of(log_keys=[data.decode("utf-8", "replace").strip()])
    except UsageError as error:
        error.where = str(file)
        raise


def _number(text: bytes, file: Path) -> int:
    if not (len(text) <= _MOST_DIGITS and text.isdigit()):
        raise UsageError("TRUST_UNREADABLE", where=str(file), detail=text[:20].decode("ascii", "replace"))
    return int(text)


def _read(file: Path) -> bytes:
    if file.stat().st_size > _MAX_FILE:
        raise UsageError("TRUST_UNREADABLE", where=str(file), detail=f"> {_MAX_FILE} B")
    return file.read_bytes()
