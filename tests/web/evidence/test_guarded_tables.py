# ruff: noqa: S608  # these tests are the attacker
"""Every table that is evidence, one by one, by every act with which a row could be changed, removed or overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from hocba_web.audit import triggers
from hocba_web.audit.verification import verify
from hocba_web.base import append_only
from hocba_web.register import partitions
from hocba_web.transparency import triggers as log_triggers

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

MODELS = {one._meta.db_table: one for one in apps.get_models(include_auto_created=True)}
TABLES = sorted({*append_only.registered(), *triggers.APPEND_ONLY})
Statement = tuple[str, list[Any]]
_MOMENT = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _undone() -> Iterator[None]:
    """Rows here point nowhere: they are gone before anybody checks."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def run(statement: str, *params: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall()) if cursor.description else []


def rows(table: str) -> list[tuple[Any, ...]]:
    return sorted(run(f"SELECT * FROM {table}"), key=repr)


def refused(statement: str, *params: object) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(statement, *params)


def value(field: models.Field[Any, Any], number: int) -> Any:  # whatever the column takes
    """Something that the column takes, another for each number."""
    if isinstance(field, models.ForeignKey):
        return value(field.target_field, number)
    kinds: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
        (models.DateTimeField, _MOMENT + timedelta(days=number)),
        (models.DateField, date(2026, 5, 25) + timedelta(days=number)),
        (models.UUIDField, UUID(int=number)),
        (models.BooleanField, False),
        (models.IntegerField, number),
        (models.JSONField, {}),
        (models.BinaryField, bytes([number])),
    )
    found = next((one for kind, one in kinds if isinstance(field, kind)), str(number))
    return field.get_db_prep_save(found, connection)


def row(table: str, number: int) -> dict[str, Any]:
    """Column -> value of a row in which every value is that number's."""
    fields = MODELS[table]._meta.concrete_fields
    return {field.column: value(field, number) for field in fields if field.column}


def insert(
    table: str, values: dict[str, Any], *, words: str = "INSERT INTO", ending: str = ""
) -> tuple[str, list[Any]]:
    columns = ", ".join(connection.ops.quote_name(one) for one in values)
    return f"{words} {table} ({columns}) VALUES ({', '.join(['%s'] * len(values))}) {ending}", list(values.values())


def keys(table: str) -> list[list[str]]:
    """The columns of each unique key that the database has, the primary one too; not those of drafts alone."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    drafts = {one.name for one in MODELS[table]._meta.constraints if getattr(one, "condition", None) is not None}
    unique = {name: one for name, one in found.items() if one["unique"] or one["primary_key"]}
    return [one["columns"] for name, one in unique.items() if name not in drafts]


@pytest.fixture(params=TABLES)
def table(request: pytest.FixtureRequest) -> str:
    """A table with one row."""
    name: str = request.param
    statement, params = insert(name, row(name, 1))
    run(statement, *params)
    assert len(rows(name)) == 1
    return name


def test_no_row_is_changed_removed_or_emptied_away(table: str) -> None:
    before = rows(table)
    for column in row(table, 1):
        refused(f"UPDATE {table} SET {connection.ops.quote_name(column)} = {connection.ops.quote_name(column)}")
    refused(f"DELETE FROM {table}")
    assert rows(table) == before


@pytest.mark.parametrize("name", TABLES)
def test_no_table_and_no_part_of_one_is_emptied(name: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    for one in [name, *(partitions.names() if name == partitions.TABLE else ())]:
        refused(f"TRUNCATE {one} CASCADE")


def test_no_row_is_overwritten_through_any_of_its_keys(table: str) -> None:
    before, first, other = rows(table), row(table, 1), row(table, 2)
    assert keys(table)
    for key in keys(table):
        clashing = other | {column: first[column] for column in key}
        said = ", ".join(map(connection.ops.quote_name, key))
        quoted = connection.ops.quote_name(key[0])
        upsert = f"ON CONFLICT ({said}) DO UPDATE SET {quoted} = excluded.{quoted}"
        attempts = [insert(table, clashing, ending=upsert)]
        if connection.vendor == "sqlite":
            attempts.append(insert(table, clashing, words="INSERT OR REPLACE INTO"))
        for statement, params in attempts:
            refused(statement, *params)
    assert rows(table) == before
    statement, params = insert(table, other)
    run(statement, *params)  # a row of its own comes in
    assert len(rows(table)) == 2


def test_no_draft_takes_the_place_of_what_is_published() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has UPDATE OR REPLACE")
    table = "schools_regulationversion"
    draft = row(table, 2) | {"published_at": None}
    for values in (row(table, 1), draft):
        statement, params = insert(table, values)
        run(statement, *params)
    before = rows(table)
    refused(f"UPDATE OR REPLACE {table} SET id = 1 WHERE id = 2")
    assert rows(table) == before
    run(f"UPDATE {table} SET summary = 'x' WHERE id = 2")
    run(f"UPDATE {table} SET published_at = drafted_at WHERE id = 2")
    refused(f"UPDATE {table} SET summary = 'y' WHERE id = 2")


def test_every_guard_stands_after_all_migrations() -> None:
    """SQLite copies a table to change it, and its triggers are gone: the migration must put them back."""
    assert append_only.missing(connection) == []
    assert triggers.names(connection) == triggers.present(connection)


@pytest.mark.parametrize("name", sorted(append_only.registered()))
def test_a_guard_that_is_gone_is_found_and_put_back(name: str) -> None:
    append_only.remove({name: append_only.registered()[name]}, connection)
    gone = {fault.detail for fault in verify(now=_MOMENT).faults if fault.code == "AUDIT_GUARD_MISSING"}
    assert gone == append_only.names({name: ()}, connection)
    call_command("audit", "protect", stdout=StringIO())
    assert not verify(now=_MOMENT).faults


def test_a_guard_that_is_switched_off_is_found_on_one_partition_too() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite cannot switch triggers off")
    run("ALTER TABLE records_step DISABLE TRIGGER records_step_append_only")
    run(f"ALTER TABLE {partitions.REST} DISABLE TRIGGER register_record_append_only")
    assert append_only.missing(connection) == ["records_step_append_only", "register_record_append_only"]


def test_guards_of_the_log_are_put_back_with_the_queue_of_its_leaves() -> None:
    log_triggers.remove(connection)
    assert "transparency_leaf_queue" in log_triggers.missing(connection)
    call_command("log", "protect", stdout=StringIO())
    assert log_triggers.missing(connection) == []
