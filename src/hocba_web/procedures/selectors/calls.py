"""Calls as families and officers see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hocba_web.procedures.models import Call
from hocba_web.procedures.purposes import Purpose, Scope


@dataclass(frozen=True, slots=True)
class Told:
    """One answer about a record, in words."""

    at: datetime
    client: str
    purpose: str
    fields: tuple[str, ...]


def calls_of(uuid: UUID) -> Sequence[Told]:
    """Answers about a record, newest first."""
    found = Call.objects.filter(uuid=uuid, outcome=Call.Outcome.ANSWERED).select_related("client").order_by("-id")
    return [
        Told(
            call.at,
            f"{call.client.name} ({call.client.owner})",
            str(Purpose(call.purpose).label),
            tuple(str(Scope(scope).label) for scope in call.scopes),
        )
        for call in found[:100]
    ]
