"""Which tables of this application are evidence: rows are added, never changed or removed."""

from __future__ import annotations

from collections.abc import Mapping

APPEND_ONLY: Mapping[str, tuple[str, ...]] = {
    "records_revision": ("record_id, number",),
    "records_signature": ("revision_id, slot, person",),
    "records_storedfile": ("record_id, kind",),
    "records_step": (),
}
"""Table -> its unique keys, as `hocba_web.base.append_only` takes them."""
