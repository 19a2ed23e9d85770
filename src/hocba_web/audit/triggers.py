"""Triggers that keep traces append-only, on SQLite and PostgreSQL, and queue each new entry for the chain."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY = ("audit_entry", "audit_entrypupil", "audit_link", "audit_checkpoint")
"""Tables whose rows are only ever added."""

# On SQLite "INSERT OR REPLACE" removes rows without firing delete triggers: an insert that would hit a row is refused.
_CLASHES = {
    "audit_entry": "id = NEW.id OR uuid = NEW.uuid",
    "audit_entrypupil": "id = NEW.id OR (entry_id = NEW.entry_id AND pupil_id = NEW.pupil_id)",
    "audit_link": "entry_id = NEW.entry_id OR (chain = NEW.chain AND seq = NEW.seq)",
    "audit_checkpoint": "id = NEW.id",
}


def names(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """The triggers that must be there."""
    kinds = (
        ("no_update", "no_delete", "no_replace") if connection.vendor == "sqlite" else ("append_only", "no_truncate")
    )
    return frozenset({f"{table}_{kind}" for table in APPEND_ONLY for kind in kinds} | {"audit_entry_queue"})


def present(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """The triggers that are there and switched on."""
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'"
    else:
        query = (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgname LIKE 'audit%'"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return frozenset(row[0] for row in cursor.fetchall())


def install(connection: BaseDatabaseWrapper) -> None:
    """Create every trigger; those that are there are replaced."""
    remove(connection)
    with connection.cursor() as cursor:
        for statement in _sqlite() if connection.vendor == "sqlite" else _postgresql():
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger: for reversing the migration and for tests that tamper."""
    with connection.cursor() as cursor:
        for name in sorted(names(connection)):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {_table(name)}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS audit_refuse_change()")
            cursor.execute("DROP FUNCTION IF EXISTS audit_queue_entry()")


def _table(trigger: str) -> str:
    return max((table for table in APPEND_ONLY if trigger.startswith(f"{table}_")), key=len)


def _sqlite() -> Iterator[str]:
    for table in APPEND_ONLY:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        hit = f"EXISTS (SELECT 1 FROM {table} WHERE {_CLASHES[table]})"  # noqa: S608  # the constants above
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}"
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}"
        yield f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {hit} {refuse}"
    yield (
        "CREATE TRIGGER audit_entry_queue AFTER INSERT ON audit_entry "
        "BEGIN INSERT INTO audit_pending (entry_id) VALUES (NEW.id); END"
    )


def _postgresql() -> Iterator[str]:
    yield (
        "CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    yield (
        "CREATE FUNCTION audit_queue_entry() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN INSERT INTO audit_pending (entry_id) VALUES (NEW.id); RETURN NULL; END $$"
    )
    for table in APPEND_ONLY:
        refuse = "EXECUTE FUNCTION audit_refuse_change()"
        yield f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}"
        yield f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"
    yield (
        "CREATE TRIGGER audit_entry_queue AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_queue_entry()"
    )
