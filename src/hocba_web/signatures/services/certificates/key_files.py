"""Declaring a certificate by its key file: for demonstrations and small schools that allow it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from hocba.adapters.pkcs12 import Pkcs12Signer
from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Refused
from hocba_web.signatures.models import Certificate, KeyFile
from hocba_web.signatures.ports import ports
from hocba_web.signatures.selectors.certificates import Holder
from hocba_web.signatures.services import evidence
from hocba_web.signatures.services.certificates import checks, storing

MOST_BYTES = 64 * 1024
"""A key with a chain of certificates is some six kilobytes."""


def register_file(
    *, actor: Actor, holder: Holder, content: bytes, password: str, at: datetime, real_at: datetime
) -> int:
    """Keep a PKCS#12 file, still encrypted, once its password has opened it.

    Args:
        actor: its owner, or who declares the school's.
        holder: "person" or "organisation".
        content: the file.
        password: kept nowhere; every signature asks for it again.
        at: product clock.
        real_at: the machine's time.

    Returns:
        Number of the certificate.

    Raises:
        Forbidden, Refused: KEY_FILES_NOT_ALLOWED, KEY_FILE_TOO_LARGE, CERTIFICATE_KNOWN, CERTIFICATE_ENDED_BEFORE, and
            as `checks.check`.
        SignerFailed: PKCS12_UNREADABLE, PKCS12_NO_KEY.
        SigningRefused: as `checks.check`.
    """
    checks.require_declaring(actor, holder)
    if not settings.PKCS12_ALLOWED:
        raise Refused("KEY_FILES_NOT_ALLOWED", where="file")
    if len(content) > MOST_BYTES:
        raise Refused("KEY_FILE_TOO_LARGE", where="file", most=MOST_BYTES // 1024)
    signer = Pkcs12Signer.load(content, password)
    checked = checks.check(actor, holder, signer.chain, at=at, real_at=real_at)
    with transaction.atomic():
        evidence.keep(checked.judged.evidence, real_at=real_at)
        row = storing.add(actor, holder, checked, way=Certificate.Way.PKCS12, at=at)
        KeyFile.objects.create(certificate=row, content=content)
        if holder == "organisation":
            ports.certificate_declared(row.id)
    return row.id
