"""Triggers that keep tables append-only, on SQLite and PostgreSQL: evidence is added, never changed or removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from django.db.backends.base.base import BaseDatabaseWrapper

Tables = Mapping[str, tuple[str, ...]]
"""Table -> its unique keys, each as columns joined by commas: what an "INSERT OR REPLACE" of SQLite would overwrite.

A table whose primary key is not `id` names it first, as "primary: school_year, uuid". A table of which only some rows
are fixed names last the column that is filled from then on, as "once: published_at".
"""
_ONCE = "once:"
_FUNCTION = "hocba_refuse_change"
_registered: dict[str, tuple[str, ...]] = {}


def register(tables: Tables) -> None:
    """Make an application's tables known, for tests and tools that empty a database; called in `AppConfig.ready`."""
    _registered.update(tables)


def registered() -> Tables:
    """All tables that applications made known."""
    return MappingProxyType(_registered)


def names(tables: Tables, connection: BaseDatabaseWrapper) -> frozenset[str]:
    """The triggers that must be there."""
    kinds = (
        ("no_update", "no_delete", "no_replace") if connection.vendor == "sqlite" else ("append_only", "no_truncate")
    )
    return frozenset(f"{table}_{kind}" for table in tables for kind in kinds)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Triggers of registered tables that are not there, or are switched off, on a partition alone too; sorted."""
    expected = names(_registered, connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, 1 FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname, tgenabled IN ('O', 'A') FROM pg_trigger WHERE NOT tgisinternal")
        found = [(name, works) for name, works in cursor.fetchall() if name in expected]
    there, off = {name for name, _ in found}, {name for name, works in found if not works}
    return sorted((expected - there) | off)


def install(tables: Tables, connection: BaseDatabaseWrapper) -> None:
    """Create the triggers; those that are there are replaced."""
    remove(tables, connection)
    with connection.cursor() as cursor:
        for statement in _sqlite(tables) if connection.vendor == "sqlite" else _postgresql(tables):
            cursor.execute(statement)


def remove(tables: Tables, connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for reversing a migration and for tests that tamper."""
    with connection.cursor() as cursor:
        for name in sorted(names(tables, connection)):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            else:
                table = max((one for one in tables if name.startswith(f"{one}_")), key=len)
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without the triggers of all registered tables until the block ends, inside a transaction.

    Only for what is no evidence: a training school that is emptied. Dropping a trigger locks its table, so nobody else
    writes there meanwhile; if anything fails, the transaction puts the triggers back.

    Raises:
        RuntimeError: no transaction is open.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("triggers are lifted inside a transaction only")
    remove(_registered, connection)
    yield
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # a table with checks still to be made takes no trigger
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    install(_registered, connection)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # what follows in the same transaction is checked at its end, as before
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _sqlite(tables: Tables) -> Iterator[str]:
    for table, keys in tables.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        once, when = _once(keys), _when(keys)
        hits = " OR ".join(f"({_equal(key)})" for key in _keys(keys))
        hits = f"({hits}) AND {once} IS NOT NULL" if once else hits
        hit = f"EXISTS (SELECT 1 FROM {table} WHERE {hits})"  # noqa: S608  # names of our own tables
        # "UPDATE OR REPLACE" of a draft removes whatever fixed row it hits, without firing delete triggers.
        changed = f"WHEN (OLD.{once} IS NOT NULL OR {hit})" if once else ""
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {changed} {refuse}"
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {when} {refuse}"
        # "INSERT OR REPLACE" removes rows without firing delete triggers: an insert that would hit a row is refused.
        yield f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {hit} {refuse}"


def _keys(keys: tuple[str, ...]) -> tuple[str, ...]:
    """All unique keys, the primary one first."""
    keys = tuple(key for key in keys if not key.startswith(_ONCE))
    if keys and keys[0].startswith("primary:"):
        return (keys[0].removeprefix("primary:"), *keys[1:])
    return ("id", *keys)


def _once(keys: tuple[str, ...]) -> str:
    return next((key.removeprefix(_ONCE).strip() for key in keys if key.startswith(_ONCE)), "")


def _when(keys: tuple[str, ...]) -> str:
    """The condition of a trigger on a row that is there; empty for all rows."""
    once = _once(keys)
    return f"WHEN (OLD.{once} IS NOT NULL)" if once else ""


def _equal(key: str) -> str:
    return " AND ".join(f"{column} = NEW.{column}" for column in map(str.strip, key.split(",")))


def _postgresql(tables: Tables) -> Iterator[str]:
    yield (
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table, keys in tables.items():
        refuse = f"EXECUTE FUNCTION {_FUNCTION}()"
        row = f"FOR EACH ROW {_when(keys)}".strip()
        yield f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} {row} {refuse}"
        yield f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"
