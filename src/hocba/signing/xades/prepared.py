"""What waits between preparing an XML signature and embedding it, perhaps on another machine.

It holds the inputs of the signature, not its text: embedding makes the text again from the document of that moment and
compares it, so a stored preparation that was exchanged or changed cannot bring anything into a record.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from hocba.errors import DocumentError, HocbaError
from hocba.signature_profile import SignatureAlgorithm, algorithm
from hocba.signing.xades.draft import Draft
from hocba.signing.xades.template import SignatureText

_FORMAT = "hocba-prepared-xml/1"


@dataclass(frozen=True, slots=True)
class PreparedXml:
    """One signature that lacks its value, bound to record, revision, slot and signer."""

    to_be_signed: bytes
    """The message to sign: exclusive C14N of `ds:SignedInfo`. Not a digest."""
    algorithm: SignatureAlgorithm
    profile: str
    """Name of the profile."""
    record: str
    """UUID of the record."""
    revision: int
    """The revision that the signature names."""
    slot: str
    person: str
    """Personal ID of the signer, 12 digits; empty for the seal."""
    signing_time: datetime
    """Aware, whole seconds."""
    chain: tuple[bytes, ...]
    """DER, the signer's certificate first, no root."""
    source: bytes | Draft = field(compare=False, repr=False)
    """The file that it was prepared on."""
    text: SignatureText | None = field(default=None, compare=False, repr=False)
    """Kept inside one process to save making it twice; never stored."""

    @property
    def document(self) -> bytes:
        """The file that it was prepared on."""
        return self.source.data if isinstance(self.source, Draft) else self.source

    @property
    def digest(self) -> bytes:
        """Hash of `to_be_signed` by the algorithm, for devices and services that sign hashes."""
        return hashlib.new(self.algorithm.hash, self.to_be_signed).digest()

    def to_bytes(self) -> bytes:
        """For storage between the two phases: JSON, UTF-8."""
        return json.dumps(
            {
                "format": _FORMAT,
                "to_be_signed": _text(self.to_be_signed),
                "algorithm": self.algorithm.name,
                "profile": self.profile,
                "record": self.record,
                "revision": self.revision,
                "slot": self.slot,
                "person": self.person,
                "signing_time": self.signing_time.isoformat(),
                "chain": [_text(certificate) for certificate in self.chain],
                "document": _text(self.document),
            }
        ).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The inverse of `to_bytes`.

        Raises:
            DocumentError: PREPARED_XML_BROKEN.
        """
        try:
            return cls._from_fields(json.loads(data))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, HocbaError) as error:
            raise DocumentError("PREPARED_XML_BROKEN") from error

    @classmethod
    def _from_fields(cls, fields: Mapping[str, Any]) -> Self:
        if fields["format"] != _FORMAT:
            raise ValueError(fields["format"])
        return cls(
            to_be_signed=_bytes(fields["to_be_signed"]),
            algorithm=algorithm(fields["algorithm"]),
            profile=str(fields["profile"]),
            record=str(fields["record"]),
            revision=int(fields["revision"]),
            slot=str(fields["slot"]),
            person=str(fields["person"]),
            signing_time=datetime.fromisoformat(fields["signing_time"]),
            chain=tuple(_bytes(each) for each in fields["chain"]),
            source=_bytes(fields["document"]),
        )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
