"""Which tables of this application are evidence: rows are added, never changed or removed."""

from __future__ import annotations

from collections.abc import Mapping

APPEND_ONLY: Mapping[str, tuple[str, ...]] = {
    "issuance_handout": (),
    "issuance_handout_records": ("handout_id, record_id",),
    "issuance_copyrecord": ("of_id, record_id",),
}
"""Table -> its unique keys, as `hocba_web.base.append_only` takes them."""
