"""Whom this installation trusts: anchors and status data of the trust folder, and what they say of a certificate.

Certificates are judged by the machine's clock, never by the movable one: a certificate that is revoked today must not
sign, whatever day the demo shows. Source: Circular 15/2025/TT-BKHCN (signer and status are checked before signing).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Lock

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from django.conf import settings

from hocba.errors import SigningRefused, UsageError
from hocba.verification import Policy, TrustStore, load_trust
from hocba.verification.certificates.parsed import Certificate, read_certificate
from hocba.verification.certificates.standing import Standing
from hocba.verification.certificates.status import statements
from hocba.verification.findings import Finding
from hocba.verification.trust import is_demo

CLOCK_TOLERANCE = timedelta(minutes=5)
_SOURCE = "Circular 15/2025/TT-BKHCN"
_FILES = (".pem", ".crl", ".ocsp", ".vkey")
_lock = Lock()
_Fingerprint = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A CRL or OCSP answer that says something about a certificate."""

    kind: str
    """"crl" or "ocsp"."""
    sha256: str
    content: bytes
    """DER."""
    this_update: datetime
    next_update: datetime | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A certificate that may sign now, and what that rests on."""

    path: tuple[Certificate, ...]
    """Signer first, anchor last."""
    evidence: tuple[Evidence, ...]
    demo: bool
    """Issued under a demonstration root: without legal value."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    fingerprint: _Fingerprint
    store: TrustStore
    evidence: dict[tuple[Certificate, ...], tuple[Evidence, ...]] = field(default_factory=dict)


_loaded: dict[tuple[Path, bool], _Loaded] = {}


def store() -> TrustStore:
    """Anchors and status data of the trust folder, read again when a file there changes.

    Outside demo mode demonstration anchors are left out, whoever put them there.

    Raises:
        UsageError: TRUST_UNREADABLE.
    """
    return _current().store


def _current() -> _Loaded:
    folder, demo = Path(settings.TRUST_FOLDER), settings.HOCBA.demo
    with _lock:
        seen = _fingerprint(folder)
        known = _loaded.get((folder, demo))
        if known is None or known.fingerprint != seen:
            known = _loaded[folder, demo] = _Loaded(seen, _load(folder, demo=demo, names=[one[0] for one in seen]))
        return known


def policy(real_at: datetime) -> Policy:
    """By what the files of this installation are verified, signed in full or in part.

    Args:
        real_at: the machine's time; counted in whole minutes, so that one status serves all files of a run.
    """
    return Policy(validation_time=real_at.replace(second=0, microsecond=0), trust=store(), require_issued=False)


def judge(chain: Sequence[bytes], *, signing_at: datetime, real_at: datetime) -> Judged:
    """Refuse a certificate that must not sign: unknown issuer, not valid, revoked, status not to be had.

    Args:
        chain: DER, the signer's first.
        signing_at: the time that stands in the signature (product clock).
        real_at: the machine's time.

    Raises:
        SigningRefused: CERTIFICATE_NOT_TRUSTED, CERTIFICATE_IS_DEMO, CERTIFICATE_NOT_VALID_NOW,
            CERTIFICATE_REVOKED_NOW, CERTIFICATE_STATUS_UNKNOWN, CLOCK_BEHIND, and what parsing refuses.
    """
    current = _current()
    trusted = current.store
    leaf, path = _path(trusted, chain)
    _require_clock(trusted, real_at)
    for moment in (signing_at, real_at):
        late = next((one for one in path if not one.not_before <= moment <= one.not_after), None)
        if late is not None:
            raise SigningRefused(
                "CERTIFICATE_NOT_VALID_NOW",
                where="certificate",
                subject=late.common_name,
                time=moment.isoformat(),
                valid_from=late.not_before.isoformat(),
                valid_until=late.not_after.isoformat(),
            )
    _require_good(leaf, trusted.standing(path, real_at))
    if path not in current.evidence:
        current.evidence[path] = _evidence(trusted, path)
    return Judged(path, current.evidence[path], is_demo(path[-1]))


def anchors() -> tuple[Certificate, ...]:
    """The anchors in force."""
    return store().anchors


def intermediates() -> tuple[bytes, ...]:
    """Certificates of issuing CAs in the trust folder (`*.crt`, PEM), in DER: not trusted, only used to build paths.

    Raises:
        UsageError: TRUST_UNREADABLE.
    """
    found: list[bytes] = []
    for file in sorted(Path(settings.TRUST_FOLDER).glob("*.crt")):
        try:
            found += [one.public_bytes(Encoding.DER) for one in x509.load_pem_x509_certificates(file.read_bytes())]
        except (OSError, ValueError) as error:
            raise UsageError("TRUST_UNREADABLE", where=file.name, detail=type(error).__name__) from error
    return tuple(found)


def _path(trusted: TrustStore, chain: Sequence[bytes]) -> tuple[Certificate, tuple[Certificate, ...]]:
    try:
        parsed = [read_certificate(der) for der in chain]
        leaf = parsed[0]
        if is_demo(leaf) and not settings.HOCBA.demo:
            raise SigningRefused("CERTIFICATE_IS_DEMO", where="certificate", subject=leaf.common_name)
        return leaf, trusted.path(leaf, parsed[1:])
    except IndexError:
        raise SigningRefused("CERTIFICATE_UNREADABLE", where="certificate") from None
    except Finding as finding:
        raise SigningRefused(
            "CERTIFICATE_NOT_TRUSTED", where="certificate", subject=leaf_name(chain), reason=finding.code
        ) from finding


def leaf_name(chain: Sequence[bytes]) -> str:
    """Whose certificate a chain is, as far as it can be read."""
    try:
        return read_certificate(chain[0]).common_name
    except (Finding, IndexError):
        return ""


def _require_clock(trusted: TrustStore, real_at: datetime) -> None:
    """A machine whose clock is behind what was already published would judge by the wrong day."""
    newest = max((crl.last_update_utc for crl in trusted.crls), default=None)
    if newest is not None and newest > real_at + CLOCK_TOLERANCE:
        raise SigningRefused("CLOCK_BEHIND", where="clock", clock=real_at.isoformat(), proof=newest.isoformat())


def _require_good(leaf: Certificate, standing: Standing) -> None:
    if standing.revoked is not None:
        since = standing.revoked.revoked_at
        raise SigningRefused(
            "CERTIFICATE_REVOKED_NOW",
            where="certificate",
            subject=leaf.common_name,
            since=since.isoformat() if since else "?",
        )
    for finding in standing.status:
        if finding.code == "AUTHORITY_REVOKED":
            raise SigningRefused(
                "CERTIFICATE_REVOKED_NOW",
                where="certificate",
                subject=str(finding.params.get("subject", "")),
                since=str(finding.params.get("revoked_at", "?")),
            )
        raise SigningRefused(
            "CERTIFICATE_STATUS_UNKNOWN", where="certificate", subject=leaf.common_name, reason=finding.code
        )


def _evidence(trusted: TrustStore, path: Sequence[Certificate]) -> tuple[Evidence, ...]:
    """For each certificate below the anchor the newest CRL and the newest OCSP answer that speak of it."""
    found: dict[str, Evidence] = {}
    for certificate, issuer in pairwise(path):
        lists = [crl for crl in trusted.crls if statements(certificate, issuer, [crl], [])]
        answers = [one for one in trusted.responses if statements(certificate, issuer, [], [one])]
        for evidence in (*_newest([_of_list(one) for one in lists]), *_newest([_of_answer(one) for one in answers])):
            found[evidence.sha256] = evidence
    return tuple(found.values())


def _newest(all_: Sequence[Evidence]) -> Sequence[Evidence]:
    return [max(all_, key=lambda one: one.this_update)] if all_ else []


def _of_list(crl: x509.CertificateRevocationList) -> Evidence:
    der = crl.public_bytes(Encoding.DER)
    return Evidence("crl", hashlib.sha256(der).hexdigest(), der, crl.last_update_utc, crl.next_update_utc)


def _of_answer(answer: ocsp.OCSPResponse) -> Evidence:
    der = answer.public_bytes(Encoding.DER)
    return Evidence("ocsp", hashlib.sha256(der).hexdigest(), der, answer.this_update_utc, answer.next_update_utc)


def _fingerprint(folder: Path) -> _Fingerprint:
    """Names, times and sizes: what changes when somebody puts another file there."""
    try:
        with os.scandir(folder) as entries:
            found = [(one.name, one.stat()) for one in entries if one.name.endswith(_FILES)]
    except FileNotFoundError:
        return ()
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found))


def _load(folder: Path, *, demo: bool, names: Sequence[str]) -> TrustStore:
    if not any(name.endswith(".pem") for name in names):
        return TrustStore()
    trusted = load_trust(folder)
    if demo:
        return trusted
    genuine = tuple(anchor for anchor in trusted.anchors if not is_demo(anchor))
    return TrustStore(genuine, trusted.crls, trusted.responses, trusted.log_keys)
