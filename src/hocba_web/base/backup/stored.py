"""The stored files, out of the storage into a folder and back; the same for a disk and for object storage."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from hocba_web.base.backup import manifest
from hocba_web.base.backup.manifest import FILES, Item, Manifest

_AT_ONCE = 8
"""Files that are read at the same time."""


def names(folder: str = "") -> Iterator[str]:
    """Every stored file's name, sorted."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from sorted(f"{folder}/{name}" if folder else name for name in files)
    for name in sorted(folders):
        yield from names(f"{folder}/{name}" if folder else name)


def copy_out(folder: Path) -> tuple[Item, ...]:
    """Copy every stored file below `folder`; the copies, measured."""
    copied = []
    for name in names():
        path = f"{FILES}/{name}"
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with default_storage.open(name) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        copied.append(manifest.item(folder, path))
    return tuple(copied)


def listing() -> tuple[Item, ...]:
    """Every stored file as it is read now, for a backup that leaves the files where they are."""
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return tuple(threads.map(_read, names()))


def not_there(listed: Iterable[Item]) -> list[str]:
    """Names of those files that the storage does not hold as they were."""
    items = list(listed)
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        there = threads.map(lambda one: same(one.path, one), items)
        return [one.path for one, held in zip(items, there, strict=True) if not held]


def copy_in(folder: Path, told: Manifest) -> int:
    """Put the files of a backup into the storage, each as it was; those already there unchanged are left.

    Returns:
        How many were written.
    """
    written = 0
    for name, one in manifest.stored_names(told):
        if same(name, one):
            continue
        if default_storage.exists(name):
            default_storage.delete(name)
        with (folder / one.path).open("rb") as source:
            default_storage.save(name, File(source))
        written += 1
    return written


def same(name: str, one: Item) -> bool:
    """Whether the storage holds exactly this file under this name."""
    if not default_storage.exists(name):
        return False
    return _read(name).sha256 == one.sha256


def _read(name: str) -> Item:
    digest, size = hashlib.sha256(), 0
    with default_storage.open(name) as content:
        for chunk in content.chunks():
            digest.update(chunk)
            size += len(chunk)
    return Item(name, size, digest.hexdigest())
