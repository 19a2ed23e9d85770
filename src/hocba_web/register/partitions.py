"""The records' table on PostgreSQL: one partition a school year, made ahead, and one for whatever else may come.

On SQLite it is a plain table. A year's partition can be dumped, checked and moved to slower disks alone.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, migrations, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

from hocba.adapters.clock import VIETNAM

TABLE = "register_record"
REST = f"{TABLE}_rest"
"""Takes records of years that have no partition: nothing is refused for want of one."""
AHEAD = 2
"""Years whose partition is made before they begin."""
_REFUSE = "register_refuse_truncate"
_FUNCTION = """
CREATE OR REPLACE FUNCTION register_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'register_record'::regclass AND tgname = 'register_record_no_truncate'
        AND tgenabled IN ('O', 'A')
    ) THEN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$
"""
_FIRST = 2025
"""The first school year of Decision 32/QĐ-THPĐ."""


class CreatePartitioned(migrations.CreateModel):
    """Creates a model's table, on PostgreSQL as one that is partitioned by `school_year`; indexes are added apart."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the table, and the partition that takes the rest."""
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.name)
        statement, params = schema_editor.table_sql(model)
        schema_editor.execute(f"{statement} PARTITION BY LIST (school_year)", params or None)
        schema_editor.execute(f"CREATE TABLE {REST} PARTITION OF {TABLE} DEFAULT")


def make(first: int, last: int, using: BaseDatabaseWrapper = connection) -> int:
    """Make the partitions of some school years that are not there.

    A year whose records lie in the rest already stays there: rows never move, as they never change.

    Args:
        first: the year in which the first school year begins.
        last: of the last one, inclusive.
        using: the database.

    Returns:
        How many were made.
    """
    if using.vendor != "postgresql":
        return 0
    made = 0
    with transaction.atomic(using.alias), using.cursor() as cursor:
        for year in range(first, last + 1):
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{TABLE}_{year}"])
            if cursor.fetchone()[0]:
                continue
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {REST} WHERE school_year = %s)", [year])  # noqa: S608  # our own table
            if cursor.fetchone()[0]:
                continue
            cursor.execute(f"CREATE TABLE {TABLE}_{year} PARTITION OF {TABLE} FOR VALUES IN ({year})")
            made += 1
        if made:
            guard(using)
    return made


def make_ahead(at: datetime) -> int:
    """Tick: the partitions of the years to come, from the first year of the regulation on.

    Args:
        at: product clock, aware, UTC.

    Returns:
        How many were made.
    """
    return make(_FIRST, at.astimezone(VIETNAM).year + AHEAD)


def index_names(using: BaseDatabaseWrapper) -> None:
    """Let names be found by how they begin, whatever order of letters the database has; goes with the table."""
    if using.vendor == "postgresql":
        with using.cursor() as cursor:
            cursor.execute(f"CREATE INDEX register_record_name_like ON {TABLE} (name_key varchar_pattern_ops, uuid)")


def guard(using: BaseDatabaseWrapper) -> None:
    """Refuse emptying a partition by itself: triggers on statements are not handed down, those on rows are.

    It holds as long as the table's own trigger does.
    """
    if using.vendor != "postgresql":
        return
    with using.cursor() as cursor:
        cursor.execute(_FUNCTION)
        for name in names(using):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}_no_truncate ON {name}")
            cursor.execute(
                f"CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {name} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {_REFUSE}()"
            )


def unguard(using: BaseDatabaseWrapper) -> None:
    """Take those triggers and their function away: for reversing the migration."""
    if using.vendor == "postgresql":
        with using.cursor() as cursor:
            cursor.execute(f"DROP FUNCTION IF EXISTS {_REFUSE}() CASCADE")


def names(using: BaseDatabaseWrapper = connection) -> tuple[str, ...]:
    """The partitions that are there, sorted; none on SQLite."""
    if using.vendor != "postgresql":
        return ()
    with using.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass ORDER BY 1", [TABLE]
        )
        return tuple(row[0] for row in cursor.fetchall())
