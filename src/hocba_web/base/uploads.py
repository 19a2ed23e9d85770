"""Uploads are cut off at a limit while they arrive, before anything reads them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from hocba_web.base.refusals import Refused


class UploadTooLarge(Refused):
    """More bytes than one upload may have."""

    status = 413


class LimitedUploadHandler(FileUploadHandler):
    """Counts what arrives and refuses at the limit (`HOCBA_UPLOAD_MIB`)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        super().__init__(*args, **kwargs)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002  # Django's signature
        """Pass the chunk on, or refuse."""
        self._received += len(raw_data)
        if self._received > settings.UPLOAD_LIMIT:
            raise UploadTooLarge("UPLOAD_TOO_LARGE", limit_mib=settings.UPLOAD_LIMIT // 1024 // 1024)
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:  # noqa: ARG002  # Django's signature
        """Leave the file to the next handler."""
        return None
