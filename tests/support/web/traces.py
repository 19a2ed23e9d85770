"""Chains of invented traces, and raw SQL against them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection, transaction

from hocba_web.accounts.roles import Role
from hocba_web.audit import sequencer, triggers
from hocba_web.audit import services as audit

AT = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Somebody:
    """Who acts, as far as traces go."""

    user_id: int = 3
    role: Role = Role.HOMEROOM_TEACHER


def trace(number: int, *, school_id: int | None = 7, **changed: object) -> UUID:
    """One entry; `number` makes it differ from others."""
    told: dict[str, object] = {
        "actor": Somebody(),
        "action": "assessment.results.entered",
        "subject": ("class", number),
        "at": AT,
        "school_id": school_id,
        "pupils": [10 * number, 10 * number + 1],
        "details": {"cells": number},
    }
    with transaction.atomic():
        return audit.record(**(told | changed))  # type: ignore[arg-type]  # keywords by name


def chained(count: int = 5, *, school_id: int | None = 7) -> None:
    """Entries 1..count of a school, chained."""
    for number in range(1, count + 1):
        trace(number, school_id=school_id)
    sequencer.sequence_all()


def sql(statement: str, *values: object) -> None:
    """Raw SQL, as somebody with the database in hand."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def tamper(*statements: str) -> None:
    """Raw SQL with the triggers out of the way; they are put back, as a careful attacker would."""
    triggers.remove(connection)
    for statement in statements:
        sql(statement)
    triggers.install(connection)
