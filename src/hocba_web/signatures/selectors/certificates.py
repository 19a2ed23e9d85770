"""Certificates as pages list them, and the one that a batch may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from django.db.models import QuerySet

from hocba.errors import HocbaError
from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.answered import Answered, answered_in_one
from hocba_web.signatures.chains import read_pem
from hocba_web.signatures.models import Certificate
from hocba_web.signatures.selectors import trust

Holder = Literal["person", "organisation"]
_NOBODY = 0
"""No row has this number: an account without a place on the staff owns no certificate."""


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One certificate."""

    id: int
    holder: str
    holder_name: str
    holder_id: str
    issuer_name: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    way: str
    way_label: str
    provider: str
    state: str
    state_label: str
    answer: str
    registered_at: datetime
    ended_at: datetime | None
    demo: bool
    """Issued under a demonstration root."""
    why_not: str = ""
    """Why it cannot sign now, as a code of the catalogue; empty if it can."""
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def answered(self) -> Answered:
        """The authority's answer, said."""
        return answered_in_one(self.answer)

    @property
    def usable(self) -> bool:
        """Whether it can sign now."""
        return not self.why_not


def own(actor: Actor, *, at: datetime, real_at: datetime) -> tuple[CertificateRow, ...]:
    """The acting person's own certificates, newest first, ended ones too."""
    found = Certificate.objects.filter(school_id=actor.school_id, holder="person", staff_id=actor.staff_id or _NOBODY)
    return tuple(_row(one, at, real_at) for one in found)


def of_school(actor: Actor, *, at: datetime, real_at: datetime) -> tuple[CertificateRow, ...]:
    """The school's own certificates, newest first, ended ones too."""
    found = Certificate.objects.filter(school_id=actor.school_id, holder="organisation")
    return tuple(_row(one, at, real_at) for one in found)


def usable(actor: Actor, holder: Holder, *, at: datetime, real_at: datetime) -> tuple[CertificateRow, ...]:
    """What somebody may choose from to sign: those that can sign now first, then the others with the reason."""
    found = own(actor, at=at, real_at=real_at) if holder == "person" else of_school(actor, at=at, real_at=real_at)
    ended = {Certificate.State.REPLACED, Certificate.State.WITHDRAWN, Certificate.State.LOST}
    return tuple(sorted((one for one in found if one.state not in ended), key=lambda one: not one.usable))


@dataclass(frozen=True, slots=True)
class SealFacts:
    """The school's certificate in use."""

    id: int
    sha256: str
    """Of the certificate in DER, lower-case hexadecimal."""
    holder_name: str
    serial: str
    valid_until: datetime


def seal_in_use(school_id: int) -> SealFacts | None:
    """The school's approved certificate; None where there is none. Not judged."""
    one = Certificate.objects.filter(
        school_id=school_id, holder=Certificate.Holder.ORGANISATION, state=Certificate.State.ACTIVE
    ).first()
    return SealFacts(one.id, one.sha256, one.holder_name, one.serial, one.valid_until) if one else None


def for_signing(actor: Actor, holder: Holder, certificate_id: int) -> Certificate:
    """The certificate of a new or resumed batch.

    Raises:
        Missing: NOT_FOUND_HERE, not this person's or school's.
        Refused: CERTIFICATE_NOT_ACTIVE.
    """
    found: QuerySet[Certificate] = Certificate.objects.filter(
        id=certificate_id, school_id=actor.school_id, holder=holder
    )
    if holder == "person":
        found = found.filter(staff_id=actor.staff_id or _NOBODY)
    certificate = found.first()
    if certificate is None:
        raise Missing("NOT_FOUND_HERE")
    require_active(certificate)
    return certificate


def require_active(certificate: Certificate) -> None:
    """Refuse a certificate that was ended, lost, or is not approved yet.

    Raises:
        Refused: CERTIFICATE_NOT_ACTIVE.
    """
    if certificate.state != Certificate.State.ACTIVE:
        raise Refused(
            "CERTIFICATE_NOT_ACTIVE",
            where="certificate",
            source="Công văn 2088/BGDĐT-GDTH, part 2.4",
            state=str(Certificate.State(certificate.state).label),
        )


def _row(one: Certificate, at: datetime, real_at: datetime) -> CertificateRow:
    code, params, demo = "", {}, False
    try:
        demo = trust.judge(read_pem(one.chain), signing_at=at, real_at=real_at).demo
        require_active(one)
    except HocbaError as refused:
        code, params = refused.code, dict(refused.params)
    return CertificateRow(
        id=one.id,
        holder=one.holder,
        holder_name=one.holder_name,
        holder_id=one.holder_id,
        issuer_name=one.issuer_name,
        serial=one.serial,
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        way=one.way,
        way_label=str(Certificate.Way(one.way).label),
        provider=one.provider,
        state=one.state,
        state_label=str(Certificate.State(one.state).label),
        answer=one.answer,
        registered_at=one.registered_at,
        ended_at=one.ended_at,
        demo=demo,
        why_not=code,
        params=params,
    )
