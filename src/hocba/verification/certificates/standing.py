"""How a path stands at the moment at which a signature is proven to have existed.

A claimed signing time proves nothing, so nothing here asks for it (ETSI EN 319 102-1, 5.2.6 and 5.6).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from hocba.verification.certificates.parsed import Certificate
from hocba.verification.certificates.status import Statement, require_good, revocation
from hocba.verification.findings import Finding


@dataclass(frozen=True, slots=True)
class Standing:
    """What speaks against a path at one moment; empty and None if nothing does."""

    validity: tuple[Finding, ...]
    """CERTIFICATE_EXPIRED_NO_PROOF, SIGNED_BEFORE_VALIDITY."""
    status: tuple[Finding, ...]
    """AUTHORITY_REVOKED, STATUS_UNKNOWN, CERTIFICATE_ON_HOLD."""
    revoked: Statement | None
    """Revocation of the signer's certificate: what it means depends on the signing time."""
    word: str
    """Status of the signer's certificate: good, revoked, on_hold or unknown."""


def judge_path(
    path: Sequence[Certificate],
    known_of: Callable[[Certificate, Certificate], Sequence[Statement]],
    proven_at: datetime,
) -> Standing:
    """Judge a path; the anchor's own status is the caller's decision.

    Args:
        path: signer first, anchor last.
        known_of: what is authentically said of a certificate, given its issuer (`statements`).
        proven_at: aware.
    """
    validity = [finding for certificate in path if (finding := _outside(certificate, proven_at))]
    status: list[Finding] = []
    revoked: Statement | None = None
    word = "good"
    for certificate, issuer in pairwise(path):
        known = known_of(certificate, issuer)
        gone = revocation(known, proven_at)
        if gone is not None and certificate is path[0]:
            revoked, word = gone, "revoked"
        elif gone is not None:
            status.append(Finding("AUTHORITY_REVOKED", subject=certificate.subject, revoked_at=gone.revoked_at))
        else:
            try:
                require_good(known, proven_at)
            except Finding as finding:
                status.append(finding.about(subject=certificate.subject))
                if certificate is path[0]:
                    word = "on_hold" if finding.code == "CERTIFICATE_ON_HOLD" else "unknown"
    return Standing(tuple(validity), tuple(status), revoked, word)


def _outside(certificate: Certificate, proven_at: datetime) -> Finding | None:
    if proven_at > certificate.not_after:
        return Finding(
            "CERTIFICATE_EXPIRED_NO_PROOF", subject=certificate.subject, until=certificate.not_after.isoformat()
        )
    if proven_at < certificate.not_before:
        return Finding("SIGNED_BEFORE_VALIDITY", subject=certificate.subject, since=certificate.not_before.isoformat())
    return None
