"""Which record a copy of the authority's is of."""

from __future__ import annotations

from uuid import UUID

from hocba_web.register.models import Copy


def record_of(sha256: str) -> UUID | None:
    """Look-up UUID of the record of which a file is the authority's own labelled copy; None where it is none.

    Args:
        sha256: of the whole file, hexadecimal.
    """
    return Copy.objects.filter(sha256=sha256).values_list("number_id", flat=True).first()
