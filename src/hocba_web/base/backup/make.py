"""Making a backup."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from hocba.errors import UsageError
from hocba_web.base import clock
from hocba_web.base.backup import databases, manifest, stored
from hocba_web.base.backup.manifest import Manifest
from hocba_web.base.backup.ports import ports
from hocba_web.base.stores import Folder

UNFINISHED = ".unfinished"


def make(folder: Path, *, listed: bool = False) -> Manifest:
    """Write a backup.

    The database first, then the files: files are written once and before the rows that name them, so that every row of
    the copy finds its file.

    Args:
        folder: must not exist, or be empty.
        listed: leave the files where they are, in a bucket that keeps them by itself; each is read and listed with its
            SHA-256.

    Raises:
        UsageError: BACKUP_FOLDER_TAKEN, BACKUP_FILES_HERE (`listed`, but files lie in a folder of this machine), or
            what `databases.dump` raises.
        StorageAway: the storage of files does not answer.
        UnreadableFile: what `databases.dump` raises.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("BACKUP_FOLDER_TAKEN", where=str(folder), folder=str(folder))
    if listed and isinstance(default_storage, Folder):
        raise UsageError("BACKUP_FILES_HERE")
    with _readable_by_owner_only():
        unfinished = folder.with_name(folder.name + UNFINISHED)
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        try:
            told = _write(unfinished, listed=listed)
            if folder.exists():
                folder.rmdir()
            unfinished.rename(folder)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    return told


def dated_place(parent: Path, prefix: str = "") -> Path:
    """A folder's name that carries the present day and hour in Vietnam and is not taken yet."""
    name = f"{prefix}{clock.local(clock.real_now()):%Y%m%d-%H%M%S}"
    place, number = parent / name, 1
    while place.exists():
        number += 1
        place = parent / f"{name}-{number}"
    return place


def _write(folder: Path, *, listed: bool) -> Manifest:
    chains = ports.before_backup()
    migrations = sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())
    name = databases.dump(folder)
    told = Manifest(
        made_at=clock.real_now().isoformat(),
        version=version("hocba"),
        side=settings.HOCBA.side,
        vendor=connection.vendor,
        migrations=tuple(migrations),
        key=manifest.fingerprint(),
        database=manifest.item(folder, name),
        files=() if listed else stored.copy_out(folder),
        chains=tuple(chains),
        listed=stored.listing() if listed else (),
    )
    manifest.write(folder, told)
    return told


@contextmanager
def _readable_by_owner_only() -> Iterator[None]:
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
