"""Signatures of a record with what their certificates say, for pages."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hocba.model import Subject
from hocba.signature_profile import profile
from hocba.verification.certificates.parsed import read_certificate
from hocba_web.records.models import Revision, Signature
from hocba_web.records.selectors.drafts import filled_of

_CERTIFICATE = re.compile(rb"<ds:X509Certificate>([^<]+)</ds:X509Certificate>")


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One filled slot."""

    slot: str
    name: str
    """Common name of the certificate."""
    personal_id: str
    """12 digits; empty on the school's seal."""
    subjects: tuple[Subject, ...]
    signed_at: datetime
    serial: str
    issuer: str
    valid_until: datetime
    evidence: int
    """How many CRLs and OCSP answers are kept with it."""
    carried: bool
    """It stands unchanged from an earlier revision."""


def signatures_of(record_id: int, number: int, profile_name: str) -> tuple[SignatureRow, ...]:
    """Signatures of one revision, in the order of signing; two queries."""
    named = Revision.objects.filter(record_id=record_id, number=number).values_list("signers", flat=True).first() or []
    subjects = {person: tuple(Subject(one) for one in codes) for _slot, person, codes in named}
    rows = Signature.objects.filter(revision__record_id=record_id, revision__number=number)
    slots = profile(profile_name)
    found = [(slots.slot(row.slot).order, _row(row, profile_name, subjects.get(row.person, ()))) for row in rows]
    return tuple(one for _, one in sorted(found, key=lambda each: (each[0], each[1].signed_at)))


def _row(row: Signature, profile_name: str, subjects: Iterable[Subject]) -> SignatureRow:
    filled = filled_of(row, profile(profile_name))
    found = _CERTIFICATE.search(filled.element)
    if found is None:
        raise ValueError(f"no certificate in {row.slot}")
    certificate = read_certificate(b64decode(found[1]))
    return SignatureRow(
        slot=row.slot,
        name=certificate.common_name,
        personal_id=certificate.personal_id or "",
        subjects=tuple(subjects),
        signed_at=row.signed_at,
        serial=certificate.serial,
        issuer=certificate.issuer_name,
        valid_until=certificate.not_after,
        evidence=len(row.evidence),
        carried=row.carried_from_id is not None,
    )
