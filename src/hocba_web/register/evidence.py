"""Which tables of this application are evidence: rows are added, never changed or removed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db import connection as default
from django.db.backends.base.base import BaseDatabaseWrapper

from hocba_web.base import append_only

_RECORDS = "register_record"
APPEND_ONLY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"register_receipt": ("number_id",), "register_closing": ('school_id, school_year, "group"',)}
)
"""Table -> its unique keys, as `hocba_web.base.append_only` takes them; the records' table is guarded beside them."""


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers; those that are there are replaced."""
    remove(connection)
    append_only.install(APPEND_ONLY, connection)
    if connection.vendor != "sqlite":
        append_only.install({_RECORDS: ()}, connection)
        return
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_RECORDS} is append-only'); END"
    same = f"SELECT 1 FROM {_RECORDS} WHERE school_year = NEW.school_year AND uuid = NEW.uuid"  # noqa: S608  # our own table
    with connection.cursor() as cursor:  # its primary key is of two columns: there is no `id`
        cursor.execute(f"CREATE TRIGGER {_RECORDS}_no_update BEFORE UPDATE ON {_RECORDS} {refuse}")
        cursor.execute(f"CREATE TRIGGER {_RECORDS}_no_delete BEFORE DELETE ON {_RECORDS} {refuse}")
        cursor.execute(
            f"CREATE TRIGGER {_RECORDS}_no_replace BEFORE INSERT ON {_RECORDS} WHEN EXISTS ({same}) {refuse}"
        )


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for reversing the migration and for tests that tamper."""
    append_only.remove({**APPEND_ONLY, _RECORDS: ()}, connection)


def registered() -> Mapping[str, tuple[str, ...]]:
    """What `append_only.register` is told."""
    return APPEND_ONLY if default.vendor == "sqlite" else {**APPEND_ONLY, _RECORDS: ()}
