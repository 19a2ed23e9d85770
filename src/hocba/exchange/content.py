"""The `content` of a transaction: a list of records as one line of base64, and back.

Source: Công văn 2088/BGDĐT-GDTH, II: quotes escaped, UTF-8, gzip, the uncompressed length as 4 bytes little-endian in
front, base64. The 10 MB count the transaction as sent.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import struct
import zlib

from hocba.errors import DocumentError
from hocba.signature_profile import list_format

_LEVEL = 6
"""Of zlib; fixed, so that equal lists give equal content."""
_LENGTH = struct.Struct("<I")
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


def encode_content(document: bytes) -> str:
    """The content of a transaction that carries this list.

    Raises:
        DocumentError: CONTENT_TOO_LARGE, if it does not fit into one transaction; build smaller lists.
    """
    escaped = _escape(document)
    packed = _LENGTH.pack(len(escaped)) + gzip.compress(escaped, compresslevel=_LEVEL, mtime=0)
    content = base64.b64encode(packed).decode("ascii")
    limit = content_limit()
    if len(content) > limit:
        raise DocumentError("CONTENT_TOO_LARGE", size=len(content), limit=limit)
    return content


def decode_content(content: str | bytes) -> bytes:
    """The list in the content of a transaction, of any origin.

    No more is unpacked than the length in front promises, and that no more than a list may have.

    Raises:
        DocumentError: CONTENT_TOO_LARGE, CONTENT_MALFORMED (base64, gzip or length), TOO_LARGE.
    """
    if len(content) > list_format().encoded_bytes:
        raise DocumentError("CONTENT_TOO_LARGE", size=len(content), limit=list_format().encoded_bytes)
    try:
        packed = base64.b64decode(content, validate=True)
        (length,) = _LENGTH.unpack_from(packed)
    except (binascii.Error, ValueError, struct.error):
        raise DocumentError("CONTENT_MALFORMED", where="base64") from None
    limit = 2 * list_format().limits.bytes  # every byte may have been a quote
    if length > limit:
        raise DocumentError("TOO_LARGE", size=length, limit=limit)
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    try:
        escaped = unpacker.decompress(packed[_LENGTH.size :], length + 1)
    except zlib.error:
        raise DocumentError("CONTENT_MALFORMED", where="gzip") from None
    if len(escaped) != length or not unpacker.eof or unpacker.unused_data:
        raise DocumentError("CONTENT_MALFORMED", where="length")
    return escaped.replace(b'\\"', b'"')


def content_limit() -> int:
    """Longest content, in characters: the transaction less its envelope."""
    form = list_format()
    return form.encoded_bytes - form.envelope_bytes


class ContentSize:
    """How long the content of a growing list will be, without encoding it anew for each record."""

    _FRAME = 32_768
    """Characters kept for the list's tags and signature."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._packed = 0

    def add(self, record: bytes) -> int:
        """Count one more record; returns the length of the content with it, never too low."""
        self._packed += len(self._packer.compress(_escape(record)))
        # Flushing ends a block early, so the true size is smaller than this one, never larger by more than the frame.
        self._packed += len(self._packer.flush(zlib.Z_SYNC_FLUSH))
        return self._FRAME + (self._packed + 2) // 3 * 4


def _escape(document: bytes) -> bytes:
    """Only quotes are escaped, as the specification says; a backslash before a quote still comes back as it was."""
    return document.replace(b'"', b'\\"')
