"""The three certificate steps of every signature: path, validity, status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hocba.verification.certificates.parsed import Certificate
from hocba.verification.findings import Finding, found, not_checked, passed
from hocba.verification.policy import Policy
from hocba.verification.report import Check
from hocba.verification.trust import is_demo


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of a signer's certificate."""

    checks: tuple[Check, ...]
    status: str
    """good, revoked, on_hold or unknown."""
    demo: bool
    """The path ends at a demo root."""


def judge(
    leaf: Certificate, chain: Sequence[Certificate], signing_time: datetime | None, policy: Policy, where: str
) -> Judgement:
    """Steps CERTIFICATE_PATH, CERTIFICATE_VALIDITY and CERTIFICATE_STATUS.

    Args:
        leaf: the signer's certificate, already bound to the signature.
        chain: the other certificates of the signature, in its order.
        signing_time: what the signature claims; only ever used against it.
        policy: trust, time and proof.
        where: place of the signature in the file.
    """
    checks: list[Check] = []
    validity = [*_against_claim(leaf, signing_time)]
    try:
        path = policy.trust.path(leaf, chain)
    except Finding as finding:
        checks.append(found(finding, where))
        checks.extend(found(one, where) for one in validity)
        checks.append(not_checked("CERTIFICATE_STATUS", where))
        return Judgement(tuple(checks), "unknown", demo=False)
    checks.append(passed("CERTIFICATE_PATH", where))
    standing = policy.trust.standing(path, policy.proven_at)
    validity += standing.validity
    status = [*standing.status]
    if standing.revoked is not None and standing.revoked.revoked_at is not None:
        proven = signing_time is not None and standing.revoked.revoked_at <= signing_time
        status.append(
            Finding(
                "CERTIFICATE_REVOKED" if proven else "CERTIFICATE_REVOKED_NO_PROOF",
                subject=leaf.subject,
                revoked_at=standing.revoked.revoked_at.isoformat(),
                origin=standing.revoked.origin,
            )
        )
    for step, findings in (("CERTIFICATE_VALIDITY", validity), ("CERTIFICATE_STATUS", status)):
        if findings:
            checks.extend(found(one, where) for one in findings)
        else:
            checks.append(passed(step, where))
    return Judgement(tuple(checks), standing.word, demo=is_demo(path[-1]))


def _against_claim(leaf: Certificate, signing_time: datetime | None) -> list[Finding]:
    """A signature that itself claims a time outside its certificate's validity (Circular 15/2025/TT-BKHCN)."""
    if signing_time is None:
        return []
    if signing_time < leaf.not_before:
        return [Finding("SIGNED_BEFORE_VALIDITY", subject=leaf.subject, since=leaf.not_before.isoformat())]
    if signing_time > leaf.not_after:
        return [Finding("SIGNED_AFTER_EXPIRY", subject=leaf.subject, until=leaf.not_after.isoformat())]
    return []
