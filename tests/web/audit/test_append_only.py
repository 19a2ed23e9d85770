# ruff: noqa: S608  # these tests are the attacker
"""Nobody changes or removes a trace through the database as the application leaves it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from hocba_web.audit import checkpoints, triggers
from hocba_web.audit.models import Checkpoint, Entry, EntryPupil, Link
from support.web.traces import AT, chained, sql

pytestmark = pytest.mark.django_db
MODELS = [Entry, EntryPupil, Link, Checkpoint]
COLUMNS = {Entry: "code", EntryPupil: "pupil_id", Link: "hash", Checkpoint: "hash"}


@pytest.fixture
def full() -> None:
    chained()
    checkpoints.keep(at=AT)


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement)


def rows(model) -> list[tuple[object, ...]]:
    return list(model.objects.order_by("pk").values_list())


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.usefixtures("full")
def test_no_row_is_updated_or_deleted(model) -> None:
    table, column, before = model._meta.db_table, COLUMNS[model], rows(model)
    assert before
    for statement in (
        f"UPDATE {table} SET {column} = {column}",
        f"UPDATE {table} SET {column} = '1' WHERE {model._meta.pk.column} = {before[0][0]}",
        f"DELETE FROM {table}",
        f"DELETE FROM {table} WHERE {model._meta.pk.column} = {before[-1][0]}",
    ):
        refused(statement)
    assert rows(model) == before


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.usefixtures("full")
def test_the_orm_cannot_either(model) -> None:
    before = rows(model)
    for change in (
        lambda: model.objects.all().delete(),
        lambda: model.objects.update(**{COLUMNS[model]: "1"}),
        lambda: model.objects.first().save(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert rows(model) == before


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.usefixtures("full")
def test_no_row_is_replaced_by_a_new_one_in_its_place(model) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    table, before = model._meta.db_table, rows(model)
    refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
    refused(f"REPLACE INTO {table} SELECT * FROM {table}")
    assert rows(model) == before


@pytest.mark.usefixtures("full")
def test_no_row_is_replaced_through_its_other_key() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    refused(
        "INSERT OR REPLACE INTO audit_entry (uuid, at, real_at, role, kind, action, subject_kind, subject_id, code, "
        "details_json, request_id) SELECT uuid, at, real_at, role, kind, 'x.y', '', '', '', '{}', '' FROM audit_entry"
    )
    refused(
        "INSERT OR REPLACE INTO audit_link (entry_id, chain, seq, previous, hash) "
        "SELECT 999, chain, seq, '', '' FROM audit_link"
    )


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.usefixtures("full")
def test_no_table_is_emptied(model) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    before = rows(model)
    refused(f"TRUNCATE {model._meta.db_table} CASCADE")
    assert rows(model) == before


def test_every_trigger_is_there_and_the_migration_can_take_them_back() -> None:
    assert triggers.present(connection) == triggers.names(connection)
    triggers.remove(connection)
    assert not triggers.present(connection)
    triggers.install(connection)
    assert triggers.present(connection) == triggers.names(connection)
