"""Tests that commit (`transaction=True`, live servers) are cleaned by a flush, which traces refuse like any deletion.

So does evidence of records. The fixture lifts their triggers around that flush and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

from hocba_web.audit import triggers
from hocba_web.base import append_only


@pytest.fixture(scope="session", autouse=True)
def _flushable_traces() -> Iterator[None]:
    flush = BaseDatabaseOperations.execute_sql_flush

    def lifted(self: BaseDatabaseOperations, sql_list: Sequence[str]) -> None:
        connection = self.connection
        if "audit_entry" not in connection.introspection.table_names():
            flush(self, sql_list)
            return
        triggers.remove(connection)
        append_only.remove(append_only.registered(), connection)
        flush(self, sql_list)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name LIKE 'audit%'")
        triggers.install(connection)
        append_only.install(append_only.registered(), connection)

    patch = pytest.MonkeyPatch()
    patch.setattr(BaseDatabaseOperations, "execute_sql_flush", lifted)
    yield
    patch.undo()
