"""What is uploaded lies in memory only, for the length of one request, and never on a disk."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from hocba_web.base.refusals import Refused

MOST_FILES = 10
MOST_BYTES = 20 * 1024 * 1024
"""Of all files of one request; a sealed record has 100 KiB, a full package some 25 MiB before it is compressed."""
FIELD = "files"


class TooMuch(Refused):
    """More files or bytes than one request may have."""

    status = 413


@dataclass(frozen=True, slots=True)
class Given:
    """One file that was given."""

    name: str
    """As the browser named it; shown to the one who gave it, never kept."""
    data: bytes

    @property
    def sha256(self) -> str:
        """Digest of the whole file."""
        return hashlib.sha256(self.data).hexdigest()


class MemoryHandler(FileUploadHandler):
    """Keeps every file in memory and refuses at the limits, while the files arrive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        super().__init__(*args, **kwargs)
        self._files = 0
        self._bytes = 0
        self._held = io.BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        """A file begins."""
        super().new_file(*args, **kwargs)
        self._files += 1
        if self._files > MOST_FILES:
            raise TooMuch("VERIFY_TOO_MANY_FILES", most=MOST_FILES)
        self._held = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002  # Django's signature
        """Keep a chunk, or refuse."""
        self._bytes += len(raw_data)
        if self._bytes > MOST_BYTES:
            raise TooMuch("VERIFY_TOO_LARGE", limit_mib=MOST_BYTES // 1024 // 1024)
        self._held.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """The file as the form gets it."""
        self._held.seek(0)
        return InMemoryUploadedFile(
            self._held, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )


def hold_in_memory(request: HttpRequest) -> None:
    """Have this request's files stay in memory; before anything reads its form."""
    request.upload_handlers = [MemoryHandler(request)]


def given(request: HttpRequest) -> list[Given]:
    """The files of a request.

    Raises:
        TooMuch: VERIFY_TOO_MANY_FILES, VERIFY_TOO_LARGE.
        Refused: VERIFY_NOTHING_GIVEN.
    """
    files = [Given(str(one.name or "")[:120], one.read()) for one in request.FILES.getlist(FIELD)]
    if not files:
        raise Refused("VERIFY_NOTHING_GIVEN")
    return files
