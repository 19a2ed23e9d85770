"""Keeps the status data by which certificates were judged (Circular 15/2025/TT-BKHCN). Never changed afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hocba_web.signatures.models import Evidence
from hocba_web.signatures.selectors import trust


def keep(found: Iterable[trust.Evidence], *, real_at: datetime) -> tuple[str, ...]:
    """Store what is not stored yet.

    Args:
        found: CRLs and OCSP answers.
        real_at: the machine's time.

    Returns:
        Their SHA-256 digests, in lower-case hexadecimal.
    """
    by_digest = {one.sha256: one for one in found}
    known = set(Evidence.objects.filter(sha256__in=by_digest).values_list("sha256", flat=True))
    Evidence.objects.bulk_create(
        [
            Evidence(
                kind=one.kind,
                sha256=one.sha256,
                content=one.content,
                this_update=one.this_update,
                next_update=one.next_update,
                stored_at=real_at,
            )
            for digest, one in by_digest.items()
            if digest not in known
        ],
        ignore_conflicts=True,  # somebody else may have stored the same list a moment ago
    )
    return tuple(by_digest)
