"""A sealed extract is kept: the file once under its SHA-256, its digest in the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from hocba_web.audit import services as audit
from hocba_web.audit.services import ActingAtSchool
from hocba_web.base.refusals import Refused
from hocba_web.issuance.models import Copy
from hocba_web.records.services.files import write_once


@transaction.atomic
def keep_sealed(
    *, copy_id: int, version: int, content: bytes, evidence: Sequence[str], actor: ActingAtSchool, at: datetime
) -> None:
    """Keep the file and say so in the register.

    Args:
        copy_id: which.
        version: as it was when it was confirmed.
        content: the sealed file.
        evidence: SHA-256 of the status evidence by which the certificate was judged.
        actor: who confirmed; the signing queue has asked what they may.
        at: time of the seal, aware, UTC.

    Raises:
        Refused: COPY_CHANGED_MEANWHILE.
        OSError: the storage cannot take it; nothing was changed.
    """
    digest = sha256(content).hexdigest()
    write_once(digest, content)
    changed = Copy.objects.filter(id=copy_id, school_id=actor.school_id, version=version, state=Copy.State.REGISTERED)
    if not changed.update(
        state=Copy.State.SEALED, version=version + 1, sha256=digest, evidence=list(evidence), sealed_at=at
    ):
        raise Refused("COPY_CHANGED_MEANWHILE")
    row = Copy.objects.get(id=copy_id)
    audit.record(
        actor=actor,
        action="issuance.copy.sealed",
        subject=("copy", copy_id),
        at=at,
        school_id=actor.school_id,
        pupils=[row.pupil_id],
        details={"symbol": row.symbol, "sha256": digest[:16]},
    )
