"""The gateway's account as a page may show it: no secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hocba_web.submission.models import GatewayAccount


@dataclass(frozen=True, slots=True)
class AccountRow:
    """What is set, without secrets."""

    unit_code: str
    user_name: str
    configured_by: str
    configured_at: datetime
    tested_at: datetime | None
    tested_code: str


def account_of(school_id: int) -> AccountRow | None:
    """The school's account; None before it is set."""
    row = GatewayAccount.objects.filter(school_id=school_id).select_related("configured_by").first()
    if row is None:
        return None
    return AccountRow(
        row.unit_code,
        row.user_name,
        row.configured_by.full_name,
        row.configured_at,
        row.tested_at,
        row.tested_code,
    )
