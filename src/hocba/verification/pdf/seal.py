"""The signature dictionary of a sealed PDF: its one text, and the bytes that it covers."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from hocba.verification.findings import Finding
from hocba.verification.pdf.layout import Frame
from hocba.verification.pdf.values import Text, read_value

_DICTIONARY = re.compile(
    rb"<</Type/Sig/Filter/Adobe\.PPKLite/SubFilter/ETSI\.CAdES\.detached"
    rb"/ByteRange\[0 ([1-9]\d{0,8}) ([1-9]\d{0,8}) ([1-9]\d{0,8})\]/Contents(<[0-9a-f]+>)"
    rb"/M\(D:(\d{14})\+07'00'?\)/Name(<FEFF[0-9A-F]*>)/Reason<FEFF[0-9A-F]*>/Location<FEFF[0-9A-F]*>"
    rb"/Reference\[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1\.2>>>>\]>>"
)
_VIETNAM = timezone(timedelta(hours=7))
_LONG_LENGTH = 0x80
_LENGTH_BYTES = 2
"""A CMS of one signer has 256 to 65535 bytes, so DER writes its length in two."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal, nothing of it verified yet."""

    covered: tuple[bytes, bytes]
    """The file before and after `/Contents`: everything else."""
    cms: bytes
    signing_time: datetime
    name: str

    def digest(self, name: str) -> bytes:
        """Digest of what is covered."""
        running = hashlib.new(name, self.covered[0])
        running.update(self.covered[1])
        return running.digest()


def read_seal(data: bytes, frame: Frame) -> Seal:
    """The seal, if it covers every byte of the file but its own value.

    Raises:
        Finding: PDF_NOT_SEALED, PDF_NOT_OURS, PDF_BYTE_RANGE_WRONG, PDF_CONTENTS_NOT_CANONICAL,
            SIGNING_TIME_MALFORMED.
    """
    number = frame.order[-1] if frame.order else 0
    content = frame.plain.get(number, b"")
    if not content.startswith(b"<</Type/Sig/"):
        raise Finding("PDF_NOT_SEALED")
    match = _DICTIONARY.fullmatch(content)
    if match is None:
        raise Finding("PDF_NOT_OURS", detail="signature dictionary")
    start = frame.starts[number] + match.start(4)
    end = frame.starts[number] + match.end(4)
    if (int(match[1]), int(match[2]), int(match[3])) != (start, end, len(data) - end):
        raise Finding("PDF_BYTE_RANGE_WRONG")
    name = read_value(match[6])
    return Seal(
        covered=(data[:start], data[end:]),
        cms=_contents(match[4][1:-1]),
        signing_time=_moment(match[5]),
        name=name.words() if isinstance(name, Text) else "",
    )


def _contents(digits: bytes) -> bytes:
    """The CMS before its padding of zeros; how long it is says its own first bytes."""
    if len(digits) % 2:
        raise Finding("PDF_CONTENTS_NOT_CANONICAL")
    padded = bytes.fromhex(digits.decode("ascii"))
    start = 2 + _LENGTH_BYTES
    if padded[1:2] != bytes((_LONG_LENGTH + _LENGTH_BYTES,)):
        raise Finding("CMS_MALFORMED", detail="length")
    end = start + int.from_bytes(padded[2:start])
    if padded[end:].strip(b"\0") or end > len(padded):
        raise Finding("PDF_CONTENTS_NOT_CANONICAL")
    return padded[:end]


def _moment(digits: bytes) -> datetime:
    try:
        return datetime.strptime(digits.decode("ascii"), "%Y%m%d%H%M%S").replace(tzinfo=_VIETNAM)
    except ValueError as error:
        raise Finding("SIGNING_TIME_MALFORMED", value=digits.decode("ascii")) from error
