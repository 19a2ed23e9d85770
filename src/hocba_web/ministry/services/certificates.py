"""The Sở's certificate at the warehouse: registered as soon as it is set, used once the ministry approved it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import IntegrityError, transaction

from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.ministry.models import Certificate, Message
from hocba_web.ministry.services.outbox.putting import put
from hocba_web.register import facts
from hocba_web.register.facts import Seal


def the_seal() -> Seal:
    """The Sở's key with its certificate.

    Raises:
        Refused: MINISTRY_NO_SEAL.
        UsageError, SignerFailed: as `register.facts.seal`.
    """
    seal = facts.seal()
    if seal is None:
        raise Refused("MINISTRY_NO_SEAL")
    return seal


def registered(seal: Seal, *, school_year: int, at: datetime, real_at: datetime) -> Certificate:
    """The row of a seal's certificate; made, and its registration put into the outbox, where it is new.

    Args:
        seal: the Sở's.
        school_year: which the transaction names.
        at: product clock, aware, UTC.
        real_at: the machine's clock.
    """
    sha256 = hashlib.sha256(seal.signer.chain[0]).hexdigest()
    found = Certificate.objects.filter(sha256=sha256).first()
    if found is not None:
        return found
    leaf, *issuers = (x509.load_der_x509_certificate(one) for one in seal.signer.chain)
    sent = [leaf, *(one for one in issuers if one.issuer != one.subject)]
    try:
        with transaction.atomic():
            found = Certificate.objects.create(
                serial=f"{leaf.serial_number:X}",
                sha256=sha256,
                chain="".join(one.public_bytes(Encoding.PEM).decode() for one in sent),
                organisation=seal.name[:200],
                issuer=_name(leaf.issuer)[:200],
                valid_from=leaf.not_valid_before_utc,
                valid_until=leaf.not_valid_after_utc,
                registered_at=at,
            )
            put(Message.Kind.CERTIFICATE, found, school_year, made_by=None, at=at, real_at=real_at)
            audit.record(
                actor=None,
                action="ministry.certificate.registered",
                subject=("ministry_certificate", found.pk),
                at=at,
                school_id=None,
                details={"serial": found.serial},
            )
    except IntegrityError:  # another job was faster
        return Certificate.objects.get(sha256=sha256)
    return found


def _name(name: x509.Name) -> str:
    for wanted in (x509.NameOID.COMMON_NAME, x509.NameOID.ORGANIZATION_NAME):
        found = name.get_attributes_for_oid(wanted)
        if found:
            return str(found[0].value)
    return name.rfc4514_string()
