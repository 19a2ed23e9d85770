"""The database, out into one file and back: SQLite by its online backup, PostgreSQL by its own programs.

Both take a consistent picture while the site works on. Both load in one transaction: a restore that fails leaves what
was there.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connection

from hocba.errors import UnreadableFile, UsageError

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
_PATIENCE_SECONDS = 30.0
"""How long a restore waits for others to let go of the database."""


def dump(folder: Path) -> str:
    """Write the database below `folder`; the file's name.

    Raises:
        UnreadableFile: BACKUP_DATABASE_DAMAGED: SQLite finds its own pages broken.
        UsageError: BACKUP_TOOL_MISSING or BACKUP_TOOL_FAILED on PostgreSQL.
    """
    target = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy, progress=_until_deadline())
            copy.execute("PRAGMA journal_mode = DELETE")
            _require_sound(copy, target.name)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    return target.name


def check(path: Path) -> None:
    """Open a dump and see that it can be read.

    Raises:
        UnreadableFile: BACKUP_DATABASE_DAMAGED.
        UsageError: BACKUP_TOOL_MISSING or BACKUP_TOOL_FAILED on PostgreSQL.
    """
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            _require_sound(copy, path.name)
    else:
        _run("pg_restore", "--list", str(path))


def load(path: Path) -> None:
    """Replace everything in the database by a dump.

    Raises:
        UsageError: RESTORE_DATABASE_BUSY if others do not let go; BACKUP_TOOL_MISSING or BACKUP_TOOL_FAILED.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            copy.backup(connection.connection, progress=_until_deadline())
    else:
        connection.close()
        _load_postgresql(path)


def holds_anything() -> bool:
    """Whether somebody already works with this database: any row that is not an installation's own."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - _OF_AN_EMPTY_INSTALLATION
        for table in sorted(tables):
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608  # its own tables
            if cursor.fetchone():
                return True
    return False


_OF_AN_EMPTY_INSTALLATION = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "base_heartbeat",
    "base_effort",
    "django_tasks_db_dbtaskresult",
    "hocba_cache",
}


def _until_deadline() -> Callable[[int, int, int], None]:
    """Python's backup waits for a locked database for ever; this gives up."""
    deadline = time.monotonic() + _PATIENCE_SECONDS

    def progress(status: int, _remaining: int, _pages: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() > deadline:
            raise UsageError("RESTORE_DATABASE_BUSY")

    return progress


def _require_sound(copy: sqlite3.Connection, name: str) -> None:
    try:
        answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise UnreadableFile("BACKUP_DATABASE_DAMAGED", where=name, file=name) from error
    if answer != "ok":
        raise UnreadableFile("BACKUP_DATABASE_DAMAGED", where=name, file=name)


def _load_postgresql(path: Path) -> None:
    """One transaction around dropping and loading; committed only when the whole dump went through."""
    reader, writer = _program("pg_restore"), _program("psql")
    with (
        subprocess.Popen(  # noqa: S603  # PostgreSQL's own program, no shell
            [reader, "--no-owner", "--no-privileges", "--file=-", str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as dumped,
        subprocess.Popen(  # noqa: S603  # the same
            [writer, "--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1", "--file=-"],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
        ) as loading,
    ):
        assert dumped.stdout and loading.stdin and loading.stderr and dumped.stderr  # noqa: PT018, S101  # PIPE above
        try:
            loading.stdin.write(
                f"BEGIN; SET lock_timeout = '{int(_PATIENCE_SECONDS)}s'; "
                "DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n".encode()
            )
            shutil.copyfileobj(dumped.stdout, loading.stdin)
            if dumped.wait() == 0:
                loading.stdin.write(b"\nCOMMIT;\n")
            loading.stdin.close()
        except BrokenPipeError:  # psql stopped at an error; it says which
            dumped.kill()
        said = loading.stderr.read().decode(errors="replace")
        if loading.wait() != 0:
            busy = "lock timeout" in said
            raise UsageError("RESTORE_DATABASE_BUSY") if busy else _tool_failed("psql", said)
        if dumped.returncode != 0:
            raise _tool_failed("pg_restore", dumped.stderr.read().decode(errors="replace"))


def _run(name: str, *arguments: str) -> None:
    program = _program(name)
    done = subprocess.run(  # noqa: S603  # PostgreSQL's own program, no shell
        [program, *arguments],
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise _tool_failed(name, done.stderr)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise UsageError("BACKUP_TOOL_MISSING", tool=name)
    return found


def _tool_failed(name: str, said: str) -> UsageError:
    """The program's own error, without the rows it quotes."""
    lines = [line for line in said.splitlines() if "ERROR" in line or "FATAL" in line or line.startswith(name)]
    return UsageError("BACKUP_TOOL_FAILED", tool=name, said=" ".join(lines[:2]) or "–")


def _environment() -> dict[str, str]:
    """How PostgreSQL's programs reach the database; the password is in no argument."""
    told = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    return os.environ | {name: str(told[setting]) for name, setting in names.items() if told.get(setting)}
