"""Files in a folder of this machine.

A file is written under another name, brought to the disk, and then linked to its own name in one step: whoever looks
sees it whole or not at all, and two who write the same name at once cannot harm each other.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.utils.crypto import get_random_string

_INCOMING = ".incoming"
"""Below the folder, on the same disk; names with a dot are not listed."""
_LEFT_BEHIND = timedelta(days=1)
"""An unfinished file this old is nobody's: its writer ended in the middle."""


class Folder(FileSystemStorage):
    """Django's storage in a folder, written once: to save under a name that is taken raises FileExistsError."""

    def __init__(self, *, location: str, durable: bool = True, **more: Any) -> None:  # noqa: ANN401  # Django's options
        """Remember where it is.

        Args:
            location: the folder.
            durable: wait until a file is on the disk; only tests, which survive no power cut, do not.
            more: Django's own options.
        """
        super().__init__(location=location, **more)
        self._durable = durable

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002  # Django's signature
        """Answer the name itself: there is no second one for other content."""
        return name

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Folders and files there, but not what is being written."""
        folders, files = super().listdir(path)
        return [name for name in folders if name != _INCOMING], files

    def set_aside(self, name: str, wrong: bytes) -> None:
        """Move a damaged file away, so that the right one can be written; it stays, under "damaged/".

        Args:
            name: the file's.
            wrong: what it holds; if it holds something else meanwhile, somebody has put it right and nothing happens.
        """
        place = Path(self.path(name))
        with self._alone():
            if not place.exists() or place.read_bytes() != wrong:
                return
            aside = Path(self.path(f"damaged/{place.name}.{get_random_string(8)}"))
            self._make(aside.parent)
            place.rename(aside)
            self._to_disk(place.parent, aside.parent)

    def sweep(self, real_at: datetime) -> int:
        """Throw away what writers that ended in the middle left behind; how many."""
        swept = 0
        for path in self._incoming().glob("new-*"):
            try:
                if path.stat().st_mtime < (real_at - _LEFT_BEHIND).timestamp():
                    path.unlink()
                    swept += 1
            except FileNotFoundError:  # it was finished just now
                continue
        return swept

    def _save(self, name: str, content: File[Any]) -> str:
        place = Path(self.path(name))
        if place.exists():
            raise FileExistsError(name)
        self._make(place.parent)
        with self._new() as (path, file):
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            if self._durable:
                os.fsync(file.fileno())
            os.link(path, place)
        self._to_disk(place.parent)
        return str(name)

    @contextmanager
    def _new(self) -> Iterator[tuple[str, IO[bytes]]]:
        """A file that nobody else sees, readable by its owner; it is gone afterwards."""
        descriptor, path = tempfile.mkstemp(prefix="new-", dir=self._incoming())
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield path, file
        finally:
            Path(path).unlink()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process and thread at a time."""
        with (self._incoming() / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _incoming(self) -> Path:
        folder = Path(self.path(_INCOMING))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            self._to_disk(folder.parent)

    def _to_disk(self, *folders: Path) -> None:
        """The names in these folders survive a power cut."""
        for folder in folders if self._durable else ():
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
