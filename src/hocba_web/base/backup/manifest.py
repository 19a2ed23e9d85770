"""The list of what a backup holds, and whether it is all there, unchanged."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

from hocba.errors import UnreadableFile
from hocba_web.base.backup.ports import Chain

FORMAT = "hocba-backup-1"
NAME = "manifest.json"
FILES = "files"
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Item:
    """One file of a backup."""

    path: str
    """Below the backup's folder, with "/"."""
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is."""

    made_at: str
    """Real time, ISO 8601, UTC."""
    version: str
    """Of this software."""
    side: str
    vendor: str
    """"sqlite" or "postgresql"."""
    migrations: tuple[str, ...]
    """Applied ones: "audit.0001_initial"."""
    key: str
    """Fingerprint of the secret key, without which second factors of this backup cannot be read."""
    database: Item
    files: tuple[Item, ...]
    chains: tuple[Chain, ...]
    listed: tuple[Item, ...] = ()
    """Stored files that lie in the bucket and not in the backup: name in the storage, and what was read there."""


def fingerprint() -> str:
    """Tells two secret keys apart and says nothing else about them."""
    return hashlib.sha256(b"hocba-backup-key\n" + settings.SECRET_KEY.encode()).hexdigest()[:16]


def item(folder: Path, path: str) -> Item:
    """A file of a backup, measured."""
    return Item(path, (folder / path).stat().st_size, sha256(folder / path))


def sha256(path: Path) -> str:
    """Of a file's content, hex."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest and its checksum."""
    told = asdict(manifest)
    if not manifest.listed:  # as every version reads it
        del told["listed"]
    text = json.dumps({"format": FORMAT, **told}, ensure_ascii=False, indent=1) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8")
    (folder / f"{NAME}.sha256").write_text(f"{sha256(folder / NAME)}  {NAME}\n", encoding="ascii")


def read(folder: Path) -> Manifest:
    """What a backup says it is; its files are not looked at.

    Raises:
        UnreadableFile: BACKUP_NOT_ONE without a manifest, BACKUP_DAMAGED if it was changed, BACKUP_FORMAT if it is
            of another kind.
    """
    try:
        content = (folder / NAME).read_bytes()
        expected = (folder / f"{NAME}.sha256").read_text(encoding="ascii").split()[0]
    except (OSError, IndexError, UnicodeDecodeError) as error:
        raise UnreadableFile("BACKUP_NOT_ONE", where=str(folder), folder=str(folder)) from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise UnreadableFile("BACKUP_DAMAGED", where=str(folder / NAME), file=NAME)
    try:
        return _built(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise UnreadableFile("BACKUP_FORMAT", where=str(folder / NAME), expected=FORMAT) from None


def inspect(folder: Path) -> Manifest:
    """What a backup is, after looking at every file of it.

    Raises:
        UnreadableFile: as `read`; BACKUP_INCOMPLETE, BACKUP_DAMAGED or BACKUP_PATH for a file that is missing, changed
            or outside the folder.
    """
    manifest = read(folder)
    for one in (manifest.database, *manifest.files):
        path = folder / one.path
        if not _inside(folder, one.path) or (one is not manifest.database and not one.path.startswith(f"{FILES}/")):
            raise UnreadableFile("BACKUP_PATH", where=one.path, file=one.path)
        if not path.is_file():
            raise UnreadableFile("BACKUP_INCOMPLETE", where=one.path, file=one.path)
        if path.stat().st_size != one.size or sha256(path) != one.sha256:
            raise UnreadableFile("BACKUP_DAMAGED", where=one.path, file=one.path)
    return manifest


def stored_names(manifest: Manifest) -> Iterator[tuple[str, Item]]:
    """(name in the storage, file of the backup) of every stored file."""
    for one in manifest.files:
        yield one.path.removeprefix(f"{FILES}/"), one


def _inside(folder: Path, path: str) -> bool:
    """Whether a path stays below the folder, and no link stands anywhere on the way."""
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\0" in path:
        return False
    whole = os.path.realpath(folder)
    return os.path.realpath(folder / path) == str(Path(whole) / path)


def _built(told: dict[str, Any]) -> Manifest:
    """From JSON of any origin; whatever does not fit raises what reading it raises."""
    if told.pop("format", None) != FORMAT:
        raise ValueError(FORMAT)
    return Manifest(
        **told
        | {
            "migrations": tuple(map(str, told["migrations"])),
            "database": _item(**told["database"]),
            "files": tuple(_item(**one) for one in told["files"]),
            "listed": tuple(_item(**one) for one in told.get("listed", ())),
            "chains": tuple((int(chain), int(seq), str(digest)) for chain, seq, digest in told["chains"]),
        }
    )


def _item(path: object, size: object, sha256: object) -> Item:
    if not isinstance(path, str) or not isinstance(size, int) or not isinstance(sha256, str):
        raise TypeError("path, size, sha256")
    return Item(path, size, sha256)
