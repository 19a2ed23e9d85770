"""A record's file on its way from no signature to all of them.

A `Draft` is known to be in our one serialisation: it was written here, or read and checked here. So signing hashes
slices of bytes and joins them, and needs no parser between the first signature and the last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import MappingProxyType

from hocba.documents.handover import Handover
from hocba.documents.xml import (
    DECLARATION,
    assemble,
    data_text,
    exclusive_c14n,
    parse_strict,
    profile_of,
    read_data,
    read_slots,
    require_one_serialisation,
    validate_schema,
    widest_limits,
)
from hocba.errors import DocumentError, UsageError
from hocba.model import YearRecord
from hocba.signature_profile import Profile, Slot
from hocba.signing.xades.template import digest_of


@dataclass(frozen=True, slots=True)
class Filled:
    """A slot that is signed."""

    slot: Slot
    person: str
    """Personal ID of its holder where the slot repeats; else empty."""
    signed_at: datetime
    element: bytes
    """The slot's element, in exclusive C14N."""

    @property
    def signature(self) -> bytes:
        """The `ds:Signature` in it, in exclusive C14N: it declares its own prefix and is the last child."""
        start = self.element.index(b"<ds:Signature ")
        return self.element[start : -len(f"</{self.slot.name}>")]


@dataclass(frozen=True)
class Region:
    """The data region of a record: what is signed. It is the same object in all drafts of one record."""

    profile: Profile
    record: YearRecord | Handover
    """What it says; a hand-over (`hocba.signing.handover`) is signed by the same rules."""
    data: bytes
    """The element with Id "data", such as DU_LIEU_HOC_BA, in exclusive C14N."""
    parts: Mapping[str, bytes]
    """By personal ID of the teacher: the part that teacher signs, in exclusive C14N."""

    @cached_property
    def uuid(self) -> str:
        """Lookup UUID of the record, as text."""
        return str(self.record.lookup_uuid)

    @cached_property
    def data_digest(self) -> str:
        """Base64 of the digest of the whole region."""
        return digest_of(self.profile.digest, self.data)

    def content_digest(self, slot: Slot, person: str) -> str:
        """Base64 of the digest of what a slot signs."""
        return digest_of(self.profile.digest, self.parts[person]) if slot.repeats else self.data_digest


@dataclass(frozen=True)
class Draft:
    """A record's file, unsigned, partly signed or complete."""

    region: Region
    revision: int
    """The record's revision, 1 or more."""
    filled: tuple[Filled, ...] = ()
    """In the order of signing."""
    keys: frozenset[tuple[str, str]] = frozenset()
    """Slot and person of each signed slot."""

    @classmethod
    def write(cls, record: YearRecord, profile: Profile) -> Draft:
        """The unsigned file of a record.

        Raises:
            DocumentError: as `hocba.documents.xml.write_record`.
        """
        text = data_text(record, profile)
        parts = MappingProxyType({person: part.encode() for person, part in text.parts.items()})
        return cls(Region(profile, record, text.data.encode(), parts), record.revision)

    @classmethod
    def read(cls, data: bytes, *, revision: int | None = None) -> Draft:
        """A file of any origin, if it is in our one serialisation. Signatures that it holds are not verified here.

        Args:
            data: the whole file.
            revision: needed where the profile does not say it in the data (CV 2088).

        Raises:
            DocumentError: whatever is wrong with its form; NOT_ONE_SERIALISATION also for a profile that may be read in
                other forms: we sign only bytes of our own form.
            UsageError: REVISION_NEEDED.
        """
        root = parse_strict(data, widest_limits())
        profile = profile_of(root)
        require_one_serialisation(data, root)
        validate_schema(root, profile)
        tags = profile.tags
        element = root[0]
        record = read_data(element, profile)
        found = record.revision or revision
        if not found:
            raise UsageError("REVISION_NEEDED", profile=profile.name)
        parts = {}
        if tags.part:
            summary = element[-1]
            for teacher, part in zip(_teachers(record), summary.findall(tags.part), strict=True):
                parts[teacher] = exclusive_c14n(part)
        region = Region(profile, record, exclusive_c14n(element), MappingProxyType(parts))
        draft = cls(region, found)
        for content in read_slots(root, profile):
            if content.signature is None or content.element[-1] is not content.signature:
                raise DocumentError("FIELD_REQUIRED", where=content.slot.name, tag="Signature")
            signed_at = datetime.fromisoformat(content.signed_at)
            draft = draft.with_slot(Filled(content.slot, content.person, signed_at, exclusive_c14n(content.element)))
        if draft.data != data:
            # Slots in another order, or signed for a teacher who has no part: valid XML, but not what we write.
            raise DocumentError("NOT_ONE_SERIALISATION", rule="SLOTS")
        return draft

    @property
    def profile(self) -> Profile:
        """The profile of the file."""
        return self.region.profile

    @property
    def record(self) -> YearRecord:
        """What the file of a record says.

        Raises:
            TypeError: it is the draft of a hand-over.
        """
        if not isinstance(self.region.record, YearRecord):
            raise TypeError(type(self.region.record).__name__)
        return self.region.record

    @cached_property
    def data(self) -> bytes:
        """The whole file."""
        pieces: list[bytes] = []
        lists = dict.fromkeys(slot.within for slot in self.profile.slots)
        for name in lists:
            inside = b"".join(f.element for f in self._in_order() if f.slot.within == name)
            pieces.append(b"<%b>%b</%b>" % (name.encode(), inside, name.encode()) if name else inside)
        return assemble(self.region.data, b"".join(pieces), self.profile)

    @property
    def digest_input(self) -> bytes:
        """Exclusive C14N of the root: its SHA-256 is the record digest."""
        return self.data[len(DECLARATION) :]

    def holders(self, slot: Slot) -> tuple[str, ...]:
        """Who must sign a slot: the personal IDs of the parts where it repeats, else one empty text."""
        return tuple(self.region.parts) if slot.repeats else ("",)

    def earlier(self, slot: Slot) -> list[Filled]:
        """The signed slots that come before this one in the order of signing, in document order."""
        return [each for each in self._in_order() if each.slot.order < slot.order]

    def with_slot(self, filled: Filled) -> Draft:
        """The same file with one more signed slot."""
        return Draft(
            self.region, self.revision, (*self.filled, filled), self.keys | {(filled.slot.name, filled.person)}
        )

    def carry_over(self, old: Draft) -> Draft:
        """This new revision with those signatures of an earlier one that still stand.

        A subject teacher's signature names the revision in which that teacher's part last changed; it stays while those
        bytes stand. All others name the record's revision and are void after unlocking (design: what is signed).
        """
        same = self.region.uuid == old.region.uuid and self.profile is old.profile
        if not same or self.filled or old.revision >= self.revision:
            raise UsageError("CARRY_OVER_IMPOSSIBLE", where=self.region.uuid)
        draft = self
        for each in old.filled:
            if each.slot.survives_revision and self.region.parts.get(each.person) == old.region.parts[each.person]:
                draft = draft.with_slot(each)
        return draft

    def _in_order(self) -> list[Filled]:
        persons = {person: number for number, person in enumerate(self.region.parts)}
        return sorted(self.filled, key=lambda each: (each.slot.order, persons.get(each.person, -1)))


def _teachers(record: YearRecord) -> tuple[str, ...]:
    return tuple(part.teacher.personal_id for part in record.assessment.parts)
