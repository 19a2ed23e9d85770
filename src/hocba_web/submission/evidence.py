"""Tables of this application whose rows are only ever added."""

from __future__ import annotations

from collections.abc import Mapping

APPEND_ONLY: Mapping[str, tuple[str, ...]] = {"submission_inheritedfile": ("arrival_id, sha256, kept",)}
"""Table -> its unique keys: see `hocba_web.base.append_only`."""
TOLD: Mapping[str, tuple[str, ...]] = {
    "submission_authoritymessage": ("school_id, number",),
    "submission_authoritymessageread": ("message_id, user_id",),
}
"""The same; these tables came later, with a migration of their own."""
