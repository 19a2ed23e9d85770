"""What gives waiting rows their place, one process at a time, in batches: under the chain of traces and under the log.

Writers never wait for it: they add rows, a trigger queues them, and whoever holds the lock places what is committed.
On PostgreSQL the lock is an advisory one that nobody waits for; on SQLite it is the write lock itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError, connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

PAUSE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Queue:
    """A table that a trigger fills with the numbers of rows that wait, and the lock of whoever empties it."""

    rows: Callable[[], models.QuerySet[Any]]
    """Of the table; its primary key is the number of the row that waits."""
    lock: int
    """Number of the advisory lock; another for every queue."""
    place: Callable[[list[int]], None]
    """Gives these rows, ascending, their places."""
    last_run: list[float] = field(default_factory=lambda: [float("-inf")])
    """Monotonic seconds of this process's last run in passing."""

    def run(self, limit: int) -> int:
        """Place what waits, up to a limit; 0 if nothing waits or another process is at it."""
        with transaction.atomic():
            if not locked(self.lock):
                return 0
            batch = list(self.rows().order_by("pk").values_list("pk", flat=True)[:limit])
            if batch:
                self.place(batch)
                self.rows().filter(pk__in=batch).delete()
        return len(batch)

    def run_all(self, limit: int) -> int:
        """Place everything that waits, batch by batch."""
        total = 0
        while done := self.run(limit):
            total += done
        return total

    def waiting(self) -> int:
        """How many rows wait for their place."""
        return self.rows().count()

    def run_in_passing(self, limit: int) -> None:
        """Place a little after a request's commit: at most every few seconds a process, never by waiting for a lock."""
        now = time.monotonic()
        if now - self.last_run[0] < PAUSE_SECONDS:
            return
        self.last_run[0] = now
        with without_waiting():
            self.run(limit)


def locked(number: int) -> bool:
    """Take an advisory lock until the transaction ends; False if another process holds it."""
    if connection.vendor != "postgresql":
        return True  # BEGIN IMMEDIATE has taken the write lock
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        return bool(cursor.fetchone()[0])


@contextmanager
def without_waiting() -> Iterator[None]:
    """On SQLite, give up at once where another process writes; the next commit or tick will do it."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = cursor.fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    except OperationalError as error:
        if "locked" not in str(error):
            raise
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")


def queue_trigger(name: str) -> str:
    """Name of the trigger of a table."""
    return f"{name}_queue"


def install_queue(table: str, waiting: str, column: str, connection: BaseDatabaseWrapper) -> None:
    """Have a trigger queue each row that is added.

    Args:
        table: where rows are added; its primary key is `id`.
        waiting: the table of the queue.
        column: its primary key.
        connection: of the database.
    """
    remove_queue(table, connection)
    name, insert = queue_trigger(table), f"INSERT INTO {waiting} ({column}) VALUES (NEW.id)"  # noqa: S608  # names of our own tables
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"CREATE TRIGGER {name} AFTER INSERT ON {table} BEGIN {insert}; END")
        else:
            cursor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {insert}; RETURN NULL; END $$"
            )
            cursor.execute(f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def remove_queue(table: str, connection: BaseDatabaseWrapper) -> None:
    """Drop that trigger: for reversing a migration and for tests that tamper."""
    name = queue_trigger(table)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")
