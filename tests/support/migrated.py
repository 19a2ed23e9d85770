"""A SQLite database on which every migration has run, made once and copied: all migrations together take long.

The copy is named by what the migrations are (their files, what of ours they import, the packages' versions); a changed
migration makes a new one. Two processes that want it at once make it once.
"""

from __future__ import annotations

import ast
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
FOLDER = ROOT / "build" / "migrated"
KEPT = 4
"""Older ones are thrown away."""
PACKAGES = ("django", "django-allauth", "django-tasks-db")
"""Whose migrations run beside ours."""


@cache
def migrated() -> Path:
    """The file of a migrated database, with the tables of both sides; never write into it, see `place`."""
    file = FOLDER / f"{_fingerprint()}.sqlite3"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            _make(file)
        os.utime(file)
    return file


def place(data: Path) -> Path:
    """Put a migrated database of its own into the data folder of an installation.

    Returns:
        The database's file.
    """
    data.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(migrated(), data / "hocba.sqlite3"))


def load(name: str) -> sqlite3.Connection:
    """Fill a database in memory, named by its URI; it lives while the returned connection does."""
    target = sqlite3.connect(name, uri=True, check_same_thread=False)
    source = sqlite3.connect(migrated())
    try:
        source.backup(target)
    finally:
        source.close()
    return target


def environment(data: Path, side: str = "") -> dict[str, str]:
    """What a process is told that works on `data`, with SQLite whatever this process uses.

    Args:
        data: the data folder.
        side: "school" or "authority" for the demo of one installation; empty: both sides at once, as tests have them.
    """
    told = {
        "DJANGO_SETTINGS_MODULE": "hocba_web.config.settings",
        "HOCBA_TESTING": "" if side else "1",
        "HOCBA_DEMO": "1" if side else "",
        "HOCBA_SIDE": side or "school",
        "HOCBA_DATA": str(data),
        "HOCBA_DATABASE": "",
    }
    return {name: value for name, value in os.environ.items() if not name.startswith("HOCBA_")} | told


def _make(file: Path) -> None:
    for old in sorted(FOLDER.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink()
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        data = Path(folder)
        command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
        subprocess.run(command, env=environment(data), check=True)
        made = data / "hocba.sqlite3"
        with sqlite3.connect(made) as database:
            database.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        database.close()
        made.replace(file)


@cache
def _fingerprint() -> str:
    told = hashlib.sha256()
    for package in PACKAGES:
        told.update(f"{package} {metadata.version(package)}\n".encode())
    for path in sorted(_sources()):
        told.update(f"{path.relative_to(SOURCE)}\n".encode() + path.read_bytes())
    return told.hexdigest()[:16]


def _sources() -> set[Path]:
    """The migrations and, step by step, what of ours they import."""
    waiting = list((SOURCE / "hocba_web").glob("*/migrations/*.py"))
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting.extend(_imported(path))
    return found


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("hocba_web."):
            base = SOURCE.joinpath(*node.module.split("."))
            named = [base, *(base / name.name for name in node.names)]
            yield from (file for one in named if (file := one.with_suffix(".py")).is_file())


def copied(creation: Any) -> None:
    """Have Django's test database, if it is SQLite's, start from the copy: `migrate` has nothing to do."""
    if creation.connection.vendor != "sqlite":
        return
    create = creation._create_test_db  # Django has no public door before its `migrate`

    def start(verbosity: int, autoclobber: bool, keepdb: bool = False) -> str:  # noqa: FBT001, FBT002  # Django's signature
        name: str = create(verbosity, autoclobber, keepdb)
        if creation.is_in_memory_db(name):
            creation.hocba_kept_open = load(name)
        else:
            shutil.copyfile(migrated(), name)
        return name

    creation._create_test_db = start  # as above


def in_a_file(settings: dict[str, Any], folder: Path) -> None:
    """Have Django's test database, if it is SQLite's, in a file: threads wait for each other there, not in memory.

    Args:
        settings: of the connection.
        folder: where; of this process alone.
    """
    if settings["ENGINE"].endswith("sqlite3"):
        settings["TEST"]["NAME"] = str(folder / "tests.sqlite3")
