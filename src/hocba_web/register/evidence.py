"""Which tables of this application are evidence: rows are added, never changed or removed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

APPEND_ONLY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "register_record": ("primary: school_year, uuid",),
        "register_receipt": ("number_id",),
        "register_closing": ('school_id, school_year, "group"',),
    }
)
"""Table -> its unique keys, as `hocba_web.base.append_only` takes them."""
