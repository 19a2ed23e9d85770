"""A list on its way to its signature: what was prepared, what is to be signed, and the complete list once it is.

Source: Công văn 2088/BGDĐT-GDTH, II.2 and III.2. Nothing here knows whether the key lies in a file, on a token at the
clerk's computer or with a remote service.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from hocba.documents.xml import DECLARATION, read_list
from hocba.errors import DocumentError, SigningRefused
from hocba.signature_profile import ListFormat, SignatureAlgorithm, list_format
from hocba.signing import xades

_FORMAT = "hocba-list-draft/1"


@dataclass(frozen=True, slots=True)
class PackageDraft:
    """A list of records, or of records to recall, that lacks only its signature's value."""

    uuids: tuple[UUID, ...]
    """Lookup UUIDs of what stands in the list, in its order."""
    unsigned: bytes
    """The whole list without signature, as a file."""
    prepared: xades.PreparedList

    @property
    def to_be_signed(self) -> bytes:
        """The message to sign. Not a digest."""
        return self.prepared.to_be_signed

    def embed(self, signature_value: bytes) -> bytes:
        """The complete list.

        Args:
            signature_value: over `to_be_signed`; ECDSA in DER.

        Raises:
            SignerFailed: SIGNER_VALUE_WRONG.
            SigningRefused: PREPARED_STALE (list or preparation were changed meanwhile).
            DocumentError: as `hocba.documents.xml.read_list`, of a list that was changed.
        """
        form = list_format(self.prepared.form)
        opened = read_list(self.unsigned, known=form)
        end = f"</{form.root}>".encode()
        same = xades.content_digest(form, opened.canonical()) == self.prepared.content_digest
        if not same or opened.signature is not None or not self.unsigned.endswith(end):
            raise SigningRefused("PREPARED_STALE", where=form.root, source=form.source)
        return b"".join((self.unsigned[: -len(end)], xades.embed_list(self.prepared, signature_value), end))

    def to_bytes(self) -> bytes:
        """For storage between the two phases: a line of JSON, a line of the preparation, the list."""
        head = {"format": _FORMAT, "uuids": [str(uuid) for uuid in self.uuids]}
        return b"\n".join((json.dumps(head).encode(), self.prepared.to_bytes(), self.unsigned))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The inverse of `to_bytes`. Whether the list is still the one prepared, `embed` asks.

        Raises:
            DocumentError: PREPARED_XML_BROKEN.
        """
        head, _, rest = data.partition(b"\n")
        prepared, _, unsigned = rest.partition(b"\n")
        try:
            uuids = _uuids(json.loads(head))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise DocumentError("PREPARED_XML_BROKEN") from error
        return cls(uuids, unsigned, xades.PreparedList.from_bytes(prepared))


def _uuids(head: Mapping[str, Any]) -> tuple[UUID, ...]:
    if head["format"] != _FORMAT:
        raise ValueError(head["format"])
    return tuple(UUID(text) for text in head["uuids"])


def draft_list(
    form: ListFormat,
    elements: Sequence[tuple[UUID, bytes, bytes]],
    chain: Sequence[bytes],
    algorithm: SignatureAlgorithm,
    signing_time: datetime,
) -> PackageDraft:
    """The draft of a list.

    Args:
        form: its format.
        elements: of each item: UUID, its bytes as they go into the list, its exclusive C14N.
        chain: the sender's; checked before.
        algorithm: one that fits the key.
        signing_time: aware.

    Raises:
        SigningRefused, UsageError: as `xades.prepare_list`.
    """
    start = f'<{form.root} {form.id_attribute}="{form.id}">'.encode()
    end = f"</{form.root}>".encode()
    canonical: Iterable[bytes] = (start, *(each[2] for each in elements), end)
    prepared = xades.prepare_list(form, canonical, chain, algorithm, signing_time)
    unsigned = b"".join((DECLARATION, start, *(each[1] for each in elements), end))
    return PackageDraft(tuple(each[0] for each in elements), unsigned, prepared)
