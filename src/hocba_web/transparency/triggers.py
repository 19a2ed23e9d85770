"""Triggers of the log's tables: append-only, and each new leaf queued for its place."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from hocba_web.base import append_only, sequencing

TABLES: append_only.Tables = {
    "transparency_leaf": ("hash",),
    "transparency_position": ("leaf_id",),
    "transparency_node": (),
    "transparency_checkpoint": ("size",),
    "transparency_publication": ("checkpoint_id",),
}
_LEAF = "transparency_leaf"


def install(connection: BaseDatabaseWrapper) -> None:
    """Create every trigger; those that are there are replaced."""
    append_only.install(TABLES, connection)
    sequencing.install_queue(_LEAF, "transparency_waiting", "leaf_id", connection)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger: for reversing the migration and for tests that tamper."""
    append_only.remove(TABLES, connection)
    sequencing.remove_queue(_LEAF, connection)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Triggers that are not there, or are switched off."""
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'transparency%'"
    else:
        query = (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') "
            "AND tgname LIKE 'transparency%'"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    return sorted((append_only.names(TABLES, connection) | {sequencing.queue_trigger(_LEAF)}) - there)
