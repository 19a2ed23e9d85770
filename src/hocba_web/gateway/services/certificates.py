"""The register of approved certificates (Công văn 2088/BGDĐT-GDTH, part III.1, types 3 and 4).

One officer prepares, another decides; nobody alone lets a school's seal count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from unicodedata import normalize
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import transaction

from hocba.errors import SigningRefused
from hocba.exchange.messages import RegisterCertificate
from hocba.signature_profile import list_format
from hocba.signing.certificates import SignerCertificate, read_chain
from hocba.transparency import Kind
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.gateway.models import Certificate
from hocba_web.gateway.services import rehearsal
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require
from hocba_web.register.models import Prepared, School
from hocba_web.register.services import prepared
from hocba_web.transparency.services import leaves

Status = Certificate.Status


def register(request: RegisterCertificate, *, school: School, at: datetime, real_at: datetime) -> Certificate:
    """Note that a school asks for approval of its certificate. One that is known keeps what was decided about it.

    Args:
        request: as parsed.
        school: who sends, logged in.
        at: product clock, aware, UTC; the certificate must be valid then.
        real_at: the machine's clock.

    Raises:
        Refused: GATEWAY_CERTIFICATE_MALFORMED, GATEWAY_CERTIFICATE_OWNER, GATEWAY_CERTIFICATE_INVALID.
    """
    chain = _chain(request)
    leaf = x509.load_der_x509_certificate(chain[0])
    certificate = _read(chain)
    _require_fits(request, leaf, certificate, school)
    if not certificate.not_before <= at <= certificate.not_after:
        raise Refused("GATEWAY_CERTIFICATE_INVALID")
    rules = rehearsal.rules_of(school)
    found, new = Certificate.objects.get_or_create(
        school=school,
        sha256=certificate.digest.hex(),
        defaults={
            "serial_number": f"{leaf.serial_number:X}",
            "chain": request.certificates,
            "signature_kind": request.signature_kind,
            "issuer": leaf.issuer.rfc4514_string()[:300],
            "valid_from": leaf.not_valid_before_utc,
            "valid_until": leaf.not_valid_after_utc,
            "registered_at": at,
            "decide_after": rehearsal.later(real_at, rules.approve_after),
        },
    )
    if new:
        decide_due(at=at, real_at=real_at)
    return found


def prepare(officer: Officer, certificate_id: int, *, approve: bool, note: str, at: datetime) -> Prepared:
    """Propose to approve or to refuse a certificate; also to withdraw an approved one, or to approve a refused one.

    Args:
        officer: an intake officer of the school's area.
        certificate_id: number of the certificate.
        approve: what is proposed.
        note: for who decides, at most 500 signs.
        at: product clock, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: OFFICER_MAY_NOT.
        Refused: CERTIFICATE_STANDS_SO (it is what is proposed), PREPARED_ALREADY.
    """
    found = Certificate.objects.select_related("school").filter(id=certificate_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    require(officer, Act.CERTIFICATE_PREPARE, area_code=found.school.area_code)
    if found.status == (Status.APPROVED if approve else Status.REFUSED):
        raise Refused("CERTIFICATE_STANDS_SO")
    return prepared.file(
        officer,
        kind=Prepared.Kind.CERTIFICATE,
        subject=str(found.id),
        details={"certificate": found.sha256, "recommend": "agree" if approve else "refuse"},
        school=found.school,
        note=note,
        at=at,
    )


def decide(officer: Officer, public_id: UUID, *, agree: bool, answer: str, at: datetime) -> Certificate:
    """Decide what another officer prepared.

    Args:
        officer: a deciding officer of the school's area, not the one who prepared.
        public_id: of what was prepared.
        agree: the certificate is approved; else refused, whatever was proposed.
        answer: why; the school is told, at most 500 signs.
        at: product clock, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: OFFICER_MAY_NOT, OFFICER_PREPARED_IT.
        Refused: PREPARED_DECIDED.
    """
    with transaction.atomic():
        row = prepared.take(officer, public_id, kind=Prepared.Kind.CERTIFICATE)
        found = Certificate.objects.select_for_update().select_related("school").get(id=int(row.subject))
        _settle(found, approve=agree, reason=answer, by=officer, at=at)
        prepared.settle(row, officer, agree=agree, answer=answer, at=at)
    return found


def by_rule(certificate_id: int, *, approve: bool, at: datetime, reason: str = "") -> Certificate:
    """Decide without officers; in demo mode only, where a school practises.

    Args:
        certificate_id: number of the certificate.
        approve: approved, else refused.
        at: product clock, aware, UTC.
        reason: why; the school is told, at most 500 signs.

    Raises:
        Missing: NOT_FOUND_HERE, also outside demo mode.
    """
    if not settings.HOCBA.demo:
        raise Missing("NOT_FOUND_HERE")
    with transaction.atomic():
        found = Certificate.objects.select_for_update().select_related("school").filter(id=certificate_id).first()
        if found is None:
            raise Missing("NOT_FOUND_HERE")
        _settle(found, approve=approve, reason=reason, by=None, at=at)
    return found


def decide_due(*, at: datetime, real_at: datetime) -> int:
    """Rehearsal: approve what approves itself by now; how many."""
    if not settings.HOCBA.demo:
        return 0
    due = Certificate.objects.filter(status=Status.PENDING, decide_after__lte=real_at).values_list("id", flat=True)
    return len([by_rule(certificate_id, approve=True, at=at) for certificate_id in due])


def approved(school: School) -> Mapping[str, Certificate]:
    """The approved certificates of a school, by SHA-256 of their DER."""
    return {found.sha256: found for found in Certificate.objects.filter(school=school, status=Status.APPROVED)}


def keep_approved(ids: Collection[int]) -> set[int]:
    """Those of these certificates that are approved, and stay so until the caller's transaction ends."""
    found = Certificate.objects.select_for_update(no_key=True).filter(id__in=ids, status=Status.APPROVED)
    return set(found.order_by("id").values_list("id", flat=True))


def digest(certificate: bytes | None) -> str:
    """Key of `approved` for a certificate in DER; one that nothing has for None."""
    return hashlib.sha256(certificate).hexdigest() if certificate is not None else ""


def _settle(found: Certificate, *, approve: bool, reason: str, by: Officer | None, at: datetime) -> None:
    """Approval, and its end, go into the log: which seals counted when is for everybody to see."""
    before = found.status
    found.status = Status.APPROVED if approve else Status.REFUSED
    found.reason, found.decided_at, found.decide_after = reason[:500], at, None
    found.save(update_fields=["status", "reason", "decided_at", "decide_after"])
    if Status.APPROVED in {before, found.status} and before != found.status:
        facts = {"school": found.school.code, "status": str(found.status)}
        leaves.append(Kind.CERTIFICATE, found.sha256, facts, at)
    audit.record(
        actor=by,
        action="gateway.certificate.decided",
        subject=("certificate", found.id),
        at=at,
        school_id=found.school_id,
        details={"status": found.status, "sha256": found.sha256},
    )


def _chain(request: RegisterCertificate) -> list[bytes]:
    try:
        found = x509.load_pem_x509_certificates(request.certificates.encode())
        return [one.public_bytes(Encoding.DER) for one in found]
    except ValueError:
        raise Refused("GATEWAY_CERTIFICATE_MALFORMED") from None


def _read(chain: list[bytes]) -> SignerCertificate:
    try:
        return read_chain(chain)
    except SigningRefused:
        raise Refused("GATEWAY_CERTIFICATE_MALFORMED") from None


def _require_fits(
    request: RegisterCertificate, leaf: x509.Certificate, certificate: SignerCertificate, school: School
) -> None:
    if f"{leaf.serial_number:X}" != request.serial_number.lstrip("0"):
        raise Refused("GATEWAY_CERTIFICATE_MALFORMED")
    names = [normalize("NFC", name) for name in certificate.organisations]
    if names != [normalize("NFC", school.name)] or not certificate.tax_code(list_format().profile.certificates):
        raise Refused("GATEWAY_CERTIFICATE_OWNER")
