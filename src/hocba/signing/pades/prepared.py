"""What waits between preparing a seal and embedding it, perhaps for days and on another machine."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Self

from hocba.errors import DocumentError
from hocba.signature_profile import SignatureAlgorithm, algorithm

_FORMAT = "hocba-prepared-pdf/1"


@dataclass(frozen=True, slots=True)
class PreparedPdf:
    """A file that lacks nothing but the signature."""

    to_be_signed: bytes
    """The message to sign: DER of the signed attributes. Not a digest."""
    algorithm: SignatureAlgorithm
    certificates: tuple[bytes, ...]
    """DER, the signer's first, no root."""
    document: bytes
    """The file with zeros where the signature goes."""
    start: int
    """Where `/Contents` begins, at its `<`."""
    end: int
    """Just after its `>`."""

    def to_bytes(self) -> bytes:
        """For storage between the two phases."""
        return json.dumps(
            {
                "format": _FORMAT,
                "algorithm": self.algorithm.name,
                "to_be_signed": _text(self.to_be_signed),
                "certificates": [_text(one) for one in self.certificates],
                "document": _text(self.document),
                "start": self.start,
                "end": self.end,
            }
        ).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The inverse of `to_bytes`.

        Raises:
            DocumentError: PREPARED_PDF_BROKEN.
        """
        try:
            found = {"format": None, **json.loads(data)}
            return cls(
                to_be_signed=base64.b64decode(found["to_be_signed"], validate=True),
                algorithm=algorithm(found["algorithm"]),
                certificates=tuple(base64.b64decode(one, validate=True) for one in found["certificates"]),
                document=base64.b64decode(found["document"], validate=True),
                start={_FORMAT: int(found["start"])}[found["format"]],
                end=int(found["end"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise DocumentError("PREPARED_PDF_BROKEN") from error


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
