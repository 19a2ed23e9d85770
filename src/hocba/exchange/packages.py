"""Lists of sealed records, signed by the organisation that sends them.

Source: Công văn 2088/BGDĐT-GDTH, II.2 and III.2. The list's signature is the only one that stands inside what it signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hocba.documents.xml import ReadRecord, exclusive_c14n, read_list, read_record
from hocba.errors import DocumentError, SigningRefused, UsageError
from hocba.exchange.content import ContentSize, content_limit
from hocba.exchange.drafts import PackageDraft, draft_list
from hocba.signature_profile import SignatureAlgorithm, list_format
from hocba.signing import Signer, xades


@dataclass(frozen=True, slots=True)
class _Piece:
    """One record as it goes into a list."""

    uuid: UUID
    school: str
    element: bytes
    """Its bytes, cut out of its file."""
    canonical: bytes
    """Its exclusive C14N: the same bytes for a file of ours."""


def draft_packages(
    records: Iterable[bytes],
    chain: Sequence[bytes],
    algorithm: SignatureAlgorithm,
    signing_time: datetime,
    *,
    sender: str | None = None,
    longest: int | None = None,
) -> Iterator[PackageDraft]:
    """Lists of records that lack their signature, each small enough for one transaction, in the order given.

    Args:
        records: files of sealed records, each complete by its profile.
        chain: DER, the sender's organisation certificate first.
        algorithm: one that fits the key.
        signing_time: aware; not before the last seal.
        sender: name of the organisation that sends, which its certificate must hold; by default the records' school.
        longest: longest content of one transaction, in characters; by default what 10 MB leave.

    Raises:
        DocumentError: whatever is wrong with a record's form; PACKAGE_RECORD_UNSEALED, PACKED_TWICE,
            PACKAGE_RECORD_TOO_LARGE.
        SigningRefused: WRONG_SEAL, SIGNING_TIME_ORDER, and what a certificate is refused for.
        UsageError: SIGNING_TIME_NAIVE.
    """
    if signing_time.tzinfo is None:
        raise UsageError("SIGNING_TIME_NAIVE")
    form = list_format()
    limit = content_limit() if longest is None else longest
    seen: set[UUID] = set()
    batch: list[_Piece] = []
    size = ContentSize()
    checked = ""
    for data in records:
        piece = _piece(data, signing_time, form.source)
        if (wanted := sender or piece.school) != checked:
            xades.require_sender(form, chain, algorithm, signing_time, wanted)
            checked = wanted
        if piece.uuid in seen:
            raise DocumentError("PACKED_TWICE", where=str(piece.uuid))
        seen.add(piece.uuid)
        if batch and (size.add(piece.element) > limit or len(batch) == form.most_records):
            yield _draft(batch, chain, algorithm, signing_time)
            batch, size = [], ContentSize()
        if not batch and size.add(piece.element) > limit:
            raise DocumentError("PACKAGE_RECORD_TOO_LARGE", where=str(piece.uuid), limit=limit)
        batch.append(piece)
    if batch:
        yield _draft(batch, chain, algorithm, signing_time)


def build_packages(
    records: Iterable[bytes],
    signer: Signer,
    algorithm: SignatureAlgorithm,
    signing_time: datetime,
    *,
    sender: str | None = None,
    longest: int | None = None,
) -> Iterator[bytes]:
    """Complete lists of records, signed by a key at hand; arguments and refusals as of `draft_packages`.

    Raises:
        DocumentError, SigningRefused, UsageError: as `draft_packages`.
        SignerFailed: the device did not sign, or wrongly.
    """
    drafts = draft_packages(records, signer.chain, algorithm, signing_time, sender=sender, longest=longest)
    for draft in drafts:
        (value,) = signer.sign([draft.to_be_signed], algorithm)
        yield draft.embed(value)


def unpack(data: bytes) -> list[bytes]:
    """The records of a list, each as a file of its own, byte for byte as it was signed. Nothing is verified here.

    Raises:
        DocumentError: as `hocba.documents.xml.read_list`.
    """
    return list(read_list(data).files)


def _piece(data: bytes, signing_time: datetime, source: str) -> _Piece:
    read = read_record(data)
    record = read.record
    where = str(record.lookup_uuid)
    if missing := _missing_slots(read):
        raise DocumentError("PACKAGE_RECORD_UNSEALED", where=where, missing=", ".join(missing))
    sealed_at = max(datetime.fromisoformat(slot.signed_at) for slot in read.slots)
    if sealed_at > signing_time:
        times = {"time": signing_time.isoformat(), "earlier": sealed_at.isoformat()}
        raise SigningRefused("SIGNING_TIME_ORDER", where=where, source=source, **times)
    # Parsed strictly, so only the root can begin with its tag: what stands before it is the declaration.
    element = data[data.index(b"<" + str(read.root.tag).encode()) : data.rindex(b">") + 1]
    canonical = exclusive_c14n(read.root)
    return _Piece(record.lookup_uuid, record.school.name, element, element if canonical == element else canonical)


def _missing_slots(read: ReadRecord) -> list[str]:
    """Keys of the compulsory slots that are not signed."""
    signed = {(slot.slot.name, slot.person) for slot in read.slots if slot.signature is not None}
    teachers = [part.teacher.personal_id for part in read.record.assessment.parts]
    return [
        slot.key_for(person)
        for slot in read.profile.slots
        if slot.required
        for person in (teachers if slot.repeats else [""])
        if (slot.name, person) not in signed
    ]


def _draft(
    batch: Sequence[_Piece], chain: Sequence[bytes], algorithm: SignatureAlgorithm, signing_time: datetime
) -> PackageDraft:
    elements = [(piece.uuid, piece.element, piece.canonical) for piece in batch]
    return draft_list(list_format(), elements, chain, algorithm, signing_time)
