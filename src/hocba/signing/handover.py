"""Signing a hand-over document: the head in CBQL, then the school's seal in KY_PHAT_HANH, each in two phases.

Order, identity and times are judged by the same code as for records; what differs is data (`handover_form`). The
bindings name the document's UUID, slot and role, so no signature can be carried to a record or to another hand-over.
Source: Decision 1789/QĐ-SGDĐT, art. 22 (head and seal sign the results to date of a pupil who leaves).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType

from hocba.documents.handover import Handover, data_region, is_handover, read_handover_data
from hocba.documents.xml import (
    exclusive_c14n,
    parse_strict,
    read_slots,
    require_one_serialisation,
    validate_schema,
)
from hocba.errors import DocumentError
from hocba.signature_profile import SignatureAlgorithm
from hocba.signature_profile.handover import handover_form
from hocba.signing import xades
from hocba.signing.xades.draft import Draft, Filled, Region

embed_into = xades.embed_into
"""The draft with the signature in its slot; see `hocba.signing.xades.embed_into`."""


def draft_of(handover: Handover) -> Draft:
    """The unsigned file of a hand-over, ready for `prepare`.

    Raises:
        DocumentError: as `hocba.documents.handover.write_handover`.
    """
    region = Region(handover_form().profile, handover, data_region(handover), MappingProxyType({}))
    return Draft(region, handover.revision)


def read_draft(data: bytes) -> Draft:
    """A file of any origin, if it is in the one serialisation. Signatures that it holds are not verified here.

    Raises:
        DocumentError: whatever is wrong with its form.
    """
    rules = handover_form().profile
    root = parse_strict(data, rules.limits)
    if not is_handover(root):
        raise DocumentError("UNKNOWN_PROFILE", where=str(root.tag)[:80])
    require_one_serialisation(data, root)
    validate_schema(root, rules)
    draft = draft_of(read_handover_data(root[0]))
    for content in read_slots(root, rules):
        signed_at = datetime.fromisoformat(content.signed_at)
        draft = draft.with_slot(Filled(content.slot, content.person, signed_at, exclusive_c14n(content.element)))
    if draft.data != data:  # what we sign is always what our writer makes of it
        raise DocumentError("NOT_ONE_SERIALISATION", rule="CONTENT")
    return draft


def prepare(
    document: bytes | Draft, slot: str, chain: Sequence[bytes], signing_time: datetime, algorithm: SignatureAlgorithm
) -> xades.PreparedXml:
    """Everything of a slot's signature but its value.

    Args:
        document: the hand-over's file, or its draft.
        slot: "CBQL" or "KY_PHAT_HANH".
        chain: certificates in DER, the signer's first.
        signing_time: aware; written in Vietnamese time, to the second.
        algorithm: one that fits the key.

    Raises:
        SigningRefused, DocumentError, UsageError: as `hocba.signing.xades.prepare`.
    """
    draft = document if isinstance(document, Draft) else read_draft(document)
    return xades.prepare(draft, slot, chain, signing_time, algorithm)


def embed(prepared: xades.PreparedXml, signature_value: bytes) -> bytes:
    """The file that was prepared on, with the signature in its slot; also of a preparation that was stored.

    Raises:
        SignerFailed, SigningRefused, DocumentError: as `hocba.signing.xades.embed_into`.
    """
    source = prepared.source
    draft = source if isinstance(source, Draft) else read_draft(source)
    return embed_into(draft, prepared, signature_value).data
