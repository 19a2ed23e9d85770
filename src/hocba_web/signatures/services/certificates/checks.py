"""Whose certificate it is, and whether it may ever sign: asked before one is declared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from hocba.errors import SigningRefused
from hocba.signature_profile import DEFAULT_PROFILE, profile
from hocba.signing.certificates import SignerCertificate, read_chain, require_may_sign
from hocba.verification.certificates.parsed import Certificate as Parsed
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.base.refusals import Refused
from hocba_web.signatures.algorithms import algorithm_for
from hocba_web.signatures.models import Certificate
from hocba_web.signatures.selectors import trust
from hocba_web.signatures.selectors.certificates import Holder

_OWNER = "Decision 32/QĐ-THPĐ, art. 9(1); Công văn 2088/BGDĐT-GDTH, part 2.4"


@dataclass(frozen=True, slots=True)
class Checked:
    """A certificate that may be declared."""

    certificate: SignerCertificate
    parsed: Parsed
    judged: trust.Judged


def require_declaring(actor: Actor, holder: Holder) -> None:
    """Refuse whoever may not declare certificates of that holder.

    Raises:
        Forbidden: as `permissions.require`.
        Refused: CERTIFICATE_NEEDS_STAFF, an account without a place on the staff.
    """
    target = Target(school_id=actor.school_id, user_id=actor.user_id)
    require(actor, Action.CERTIFICATE_OWN if holder == "person" else Action.CERTIFICATE_SCHOOL_DECLARE, target)
    if holder == "person" and actor.staff_id is None:
        raise Refused("CERTIFICATE_NEEDS_STAFF", source=_OWNER)


def check(
    actor: Actor,
    holder: Holder,
    chain: Sequence[bytes],
    *,
    at: datetime,
    real_at: datetime,
    offered: Sequence[str] = (),
) -> Checked:
    """Refuse a certificate that is not the holder's, not trusted here, not valid, or not made to sign.

    Args:
        actor: who declares it.
        holder: for whom.
        chain: DER, the signer's first.
        at: product clock.
        real_at: the machine's time.
        offered: algorithms of the key's service; empty for any.

    Raises:
        Refused: CERTIFICATE_OTHER_PERSON, CERTIFICATE_OTHER_SCHOOL, SCHOOL_TAX_CODE_MISSING.
        SigningRefused: as `trust.judge`, `read_chain` and `require_may_sign`.
    """
    certificate = read_chain(chain)
    judged = trust.judge(certificate.chain, signing_at=at, real_at=real_at)
    rules = profile(DEFAULT_PROFILE)
    algorithm = algorithm_for(certificate, offered or None)
    require_may_sign(certificate, rules, algorithm, at, where="certificate")
    place = Certificate(school_id=actor.school_id, staff_id=actor.staff_id)
    if holder == "person":
        found = certificate.personal_id(rules.certificates)
        expected = place.staff.personal_id if place.staff else ""
        if not found or found != expected:
            raise Refused("CERTIFICATE_OTHER_PERSON", where="certificate", source=_OWNER, found=found or "–")
    else:
        _require_school(place, certificate, certificate.tax_code(rules.certificates))
    return Checked(certificate, judged.path[0], judged)


def _require_school(place: Certificate, certificate: SignerCertificate, tax_code: str) -> None:
    school = place.school
    if not school.tax_code:
        raise Refused("SCHOOL_TAX_CODE_MISSING", where="school", source=_OWNER)
    names = [normalize("NFC", name) for name in certificate.organisations]
    if names != [normalize("NFC", school.name)] or tax_code != school.tax_code:
        raise Refused(
            "CERTIFICATE_OTHER_SCHOOL",
            where="certificate",
            source=_OWNER,
            found=f"{', '.join(names) or '–'}, {tax_code or '–'}",
            expected=f"{school.name}, {school.tax_code}",
        )


def require_same_key(expected: bytes, found: bytes) -> None:
    """Refuse a proof that another key made.

    Raises:
        SigningRefused: KEY_OF_OTHER_CERTIFICATE.
    """
    if expected != found:
        raise SigningRefused("KEY_OF_OTHER_CERTIFICATE", where="certificate")
