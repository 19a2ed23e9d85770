"""The way back from a backup."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from hocba.errors import UnreadableFile, UsageError
from hocba_web.base.backup import databases, manifest, stored
from hocba_web.base.backup.make import dated_place, make
from hocba_web.base.backup.manifest import Manifest
from hocba_web.base.backup.ports import ports

SAFETY = "before-restore"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did and found."""

    manifest: Manifest
    files_written: int
    safety: Path | None
    """Backup of what was there before; None if nothing was."""
    other_key: bool
    """The secret key is another one than when the backup was made: second factors must be enrolled anew."""
    faults: tuple[str, ...]
    """What does not fit in the chains of traces, in Vietnamese; empty if all is well."""


def restore(folder: Path, *, force: bool = False) -> Restored:
    """Put a backup in place of what is there.

    Everything that can be checked is checked before anything is changed. The database is loaded in one transaction;
    afterwards it is brought to this version, every session is ended, files and chains are checked again.

    Args:
        folder: a backup.
        force: replace what is there; a backup of it is made first, in the data folder under `before-restore/`.

    Raises:
        UnreadableFile: the backup is damaged, incomplete or none; BACKUP_OTHER_DATABASE, BACKUP_OTHER_SIDE or
            BACKUP_NEWER if it does not fit this installation; BACKUP_FILES_GONE if the storage does not hold what the
            backup lists; RESTORE_FILE_LOST if a file is not as it was afterwards.
        UsageError: RESTORE_TARGET_IN_USE without `force`; what `databases.load` raises.
    """
    told = check(folder)
    safety = None
    if databases.holds_anything() or (not told.listed and any(True for _ in stored.names())):
        if not force:
            raise UsageError("RESTORE_TARGET_IN_USE")
        safety = dated_place(Path(settings.HOCBA.data) / SAFETY)
        make(safety, listed=bool(told.listed))
    databases.load(folder / told.database.path)
    call_command("migrate", interactive=False, verbosity=0)
    Session.objects.all().delete()
    written = stored.copy_in(folder, told)
    for name, one in manifest.stored_names(told):
        if not stored.same(name, one):
            raise UnreadableFile("RESTORE_FILE_LOST", where=name, file=name)
    return Restored(
        manifest=told,
        files_written=written,
        safety=safety,
        other_key=told.key != manifest.fingerprint(),
        faults=tuple(ports.after_restore(list(told.chains))),
    )


def check(folder: Path) -> Manifest:
    """Whether a backup is whole and fits this installation; nothing is changed.

    Raises:
        UnreadableFile: see `restore`.
        UsageError: what `databases.check` raises.
    """
    told = manifest.inspect(folder)
    if told.vendor != connection.vendor:
        raise UnreadableFile("BACKUP_OTHER_DATABASE", where=str(folder), theirs=told.vendor, ours=connection.vendor)
    if told.side != settings.HOCBA.side:
        raise UnreadableFile("BACKUP_OTHER_SIDE", where=str(folder), theirs=told.side, ours=settings.HOCBA.side)
    known = {".".join(key) for key in MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {}}
    if not known.issuperset(told.migrations):
        raise UnreadableFile("BACKUP_NEWER", where=str(folder), version=told.version)
    databases.check(folder / told.database.path)
    if gone := stored.not_there(told.listed):
        raise UnreadableFile("BACKUP_FILES_GONE", where=gone[0], count=len(gone), listed=len(told.listed), file=gone[0])
    return told
