"""The register of approved certificates (Công văn 2088/BGDĐT-GDTH, part III.1, types 3 and 4)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from unicodedata import normalize

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import transaction

from hocba.errors import SigningRefused
from hocba.exchange.messages import RegisterCertificate
from hocba.signature_profile import list_format
from hocba.signing.certificates import SignerCertificate, read_chain
from hocba_web.base.refusals import Missing, Refused
from hocba_web.gateway.models import Certificate, Event, Unit
from hocba_web.gateway.services import rehearsal

Status = Certificate.Status


def register(request: RegisterCertificate, *, unit: Unit, at: datetime, real_at: datetime) -> Certificate:
    """Note that a school asks for approval of its certificate. One that is known keeps what was decided about it.

    Raises:
        Refused: GATEWAY_CERTIFICATE_MALFORMED, GATEWAY_CERTIFICATE_OWNER, GATEWAY_CERTIFICATE_INVALID.
    """
    chain = _chain(request)
    leaf = x509.load_der_x509_certificate(chain[0])
    certificate = _read(chain)
    _require_fits(request, leaf, certificate, unit)
    if not certificate.not_before <= at <= certificate.not_after:
        raise Refused("GATEWAY_CERTIFICATE_INVALID")
    rules = rehearsal.rules_of(unit)
    found, new = Certificate.objects.get_or_create(
        unit=unit,
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


def decide(certificate_id: int, *, approve: bool, at: datetime, reason: str = "") -> Certificate:
    """Approve or refuse. A refused certificate may be approved later; an approved one may be withdrawn by refusing it.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    with transaction.atomic():
        found = Certificate.objects.select_for_update().select_related("unit").filter(id=certificate_id).first()
        if found is None:
            raise Missing("NOT_FOUND_HERE")
        found.status = Status.APPROVED if approve else Status.REFUSED
        found.reason, found.decided_at, found.decide_after = reason[:500], at, None
        found.save(update_fields=["status", "reason", "decided_at", "decide_after"])
        Event.objects.create(
            kind=Event.Kind.CERTIFICATE,
            at=at,
            unit_code=found.unit.code,
            details={"sha256": found.sha256, "status": found.status},
        )
    return found


def decide_due(*, at: datetime, real_at: datetime) -> int:
    """Rehearsal: approve what approves itself by now; how many."""
    due = Certificate.objects.filter(status=Status.PENDING, decide_after__lte=real_at).values_list("id", flat=True)
    return len([decide(certificate_id, approve=True, at=at) for certificate_id in due])


def approved(unit: Unit) -> Mapping[str, Certificate]:
    """The approved certificates of a school, by SHA-256 of their DER."""
    return {found.sha256: found for found in Certificate.objects.filter(unit=unit, status=Status.APPROVED)}


def digest(certificate: bytes | None) -> str:
    """Key of `approved` for a certificate in DER; one that nothing has for None."""
    return hashlib.sha256(certificate).hexdigest() if certificate is not None else ""


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
    request: RegisterCertificate, leaf: x509.Certificate, certificate: SignerCertificate, unit: Unit
) -> None:
    if f"{leaf.serial_number:X}" != request.serial_number.lstrip("0"):
        raise Refused("GATEWAY_CERTIFICATE_MALFORMED")
    names = [normalize("NFC", name) for name in certificate.organisations]
    if names != [normalize("NFC", unit.name)] or not certificate.tax_code(list_format().profile.certificates):
        raise Refused("GATEWAY_CERTIFICATE_OWNER")
