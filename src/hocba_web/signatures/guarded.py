"""Tables of this application whose rows are only ever added."""

from __future__ import annotations

APPEND_ONLY = {"signatures_evidence": ("sha256",)}
"""Table -> its unique keys: see `hocba_web.base.append_only`."""
