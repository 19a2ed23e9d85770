"""Transactions whose way to the disk nobody waits for: counts and marks that a power cut may take with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def unawaited() -> Iterator[None]:
    """A transaction that is committed, and seen by everybody, before the disk has it.

    On PostgreSQL the server brings it there within a second; what a power cut takes until then is gone as if it had
    never been, and nothing else with it. Waiting for a disk is most of what a small request costs on a busy machine.
    Never for what must not be lost: traces, decisions, records. Inside another transaction, and on SQLite, it is an
    ordinary one.
    """
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit TO off")
        yield
