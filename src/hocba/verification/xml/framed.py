"""A record read from its text, where the profile has one serialisation.

    declaration <HOC_BA> data region <DANH_SACH_THONG_TIN_KY> slots </DANH_SACH_THONG_TIN_KY></HOC_BA>

Outside the data region every byte of such a file is known but for the values of slots and signatures, so the whole is
matched, byte for byte. Only the data region goes through an XML parser, within an empty frame, and must then be its own
exclusive C14N. A file that passes here is well-formed, canonical XML in which nothing stands that is not named here;
and what a signature signs is a slice of it, because no ancestor brings a namespace in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from lxml import etree

from hocba.documents.handover import Handover
from hocba.documents.xml import (
    DECLARATION,
    empty_slots,
    parse_strict,
    read_data,
    validate_schema,
)
from hocba.errors import DocumentError
from hocba.model import YearRecord
from hocba.signature_profile import Profile, Slot, profile, profile_names
from hocba.verification.findings import Finding, passed
from hocba.verification.report import Check
from hocba.verification.xml.canonical import canonical
from hocba.verification.xml.opened import Opened, Place
from hocba.verification.xml.text import match_signature, read_match

BETWEEN_TAGS = re.compile(rb">[ \t\n]+<")
_END_OF_SIGNATURE = b"</ds:Signature>"
_STEPS = ("XML_PARSED", "PROFILE_KNOWN", "XML_SERIALISATION", "XML_SCHEMA", "IDS_UNIQUE", "SLOTS_IN_PLACE")


@dataclass(frozen=True, slots=True)
class _Cut:
    """A filled slot as cut out of the text."""

    slot: Slot
    person: str
    signed_at: str
    signer_id: str
    signature: bytes


class _AnotherForm(Exception):  # named for what it says; never leaves this file
    """The file is not in the one form; why is found out by reading its tree."""


def open_framed(data: bytes) -> tuple[Opened, list[Check]] | None:
    """The record, if it is in the one form of its profile; else None, without a reason."""
    frame = next((frame for frame in map(_frame, _profiles()) if data.startswith(frame.head)), None)
    return frame.open_checked(data) if frame else None


@cache
def _profiles() -> tuple[Profile, ...]:
    return tuple(one for one in map(profile, profile_names()) if one.one_serialisation)


@cache
def _frame(of: Profile) -> Frame:
    return Frame(of, partial(read_data, profile=of))


class Frame:
    """The fixed text of one profile.

    Args:
        of: has one serialisation.
        read: makes a value of the data element, which passed its schema.
    """

    def __init__(self, of: Profile, read: Callable[[etree._Element], YearRecord | Handover]) -> None:
        tags = of.tags
        self._profile = of
        self._read = read
        self._root, self._data, self._slots = tags.root.encode(), tags.data.encode(), tags.slots.encode()
        self.head = DECLARATION + b'<%b><%b Id="%b">' % (self._root, self._data, tags.data_id.encode())
        self._before_slots = b"</%b><%b>" % (self._data, self._slots)
        self._tail = b"</%b></%b>" % (self._slots, self._root)
        self._heads = {slot: _slot_head(slot, of) for slot in of.slots}

    def open_checked(self, data: bytes) -> tuple[Opened, list[Check]] | None:
        """What `open` gives, with its checks; None, without a reason, where the file is not in the one form."""
        try:
            return self.open(data), [passed(step) for step in _STEPS]
        except (_AnotherForm, DocumentError, Finding):
            return None

    def open(self, data: bytes) -> Opened:
        """Steps XML_PARSED to SLOTS_IN_PLACE, all at once.

        Raises:
            _AnotherForm, DocumentError, Finding: some step would not pass.
        """
        start = len(DECLARATION) + len(self._root) + 2
        end = data.find(self._before_slots) + len(self._data) + 3
        if len(data) > self._profile.limits.bytes or end < start:
            raise _AnotherForm
        cuts = self._cut(data, end + len(self._slots) + 2)
        region = data[start:end]
        alone = b"%b%b<%b>%b%b" % (data[:start], region, self._slots, empty_slots(self._profile), self._tail)
        root = parse_strict(alone, self._profile.limits)
        if canonical(root) != alone[len(DECLARATION) :] or BETWEEN_TAGS.search(region):
            raise _AnotherForm
        validate_schema(root, self._profile)
        if root[0][0].findtext(self._profile.version_tag) != self._profile.version:
            raise _AnotherForm
        record = self._read(root[0])
        return Opened(self._profile, record, tuple(self._places(cuts, root[0], region)))

    def _cut(self, data: bytes, at: int) -> list[_Cut]:
        """The slots from `at` to the end of the file, in the profile's order and without anything between them."""
        cuts: list[_Cut] = []
        within = ""
        for slot in self._profile.slots:
            if slot.within != within:
                at = _expect(data, at, _change(within, slot.within))
                within = slot.within
            head, foot = self._heads[slot], b"</%b>" % slot.name.encode()
            while match := head.match(data, at):
                end = data.find(_END_OF_SIGNATURE, match.end()) + len(_END_OF_SIGNATURE)
                if end < match.end():
                    raise _AnotherForm
                values = {key: value.decode("ascii") for key, value in match.groupdict(b"").items()}
                signature = data[match.end() : end]
                cuts.append(
                    _Cut(slot, values.get("person", ""), values["signed_at"], values.get("signer", ""), signature)
                )
                at = _expect(data, end, foot)
                if not slot.repeats:
                    break
        at = _expect(data, at, _change(within, "") + self._tail)
        if at != len(data):
            raise _AnotherForm
        return cuts

    def _places(self, cuts: list[_Cut], element: etree._Element, region: bytes) -> Iterator[Place]:
        tags = self._profile.tags
        elements, texts = [element], [region]
        if tags.part:
            elements += element[-1].iterchildren(tags.part)
            texts += _texts(region, tags.part.encode())
        contents = {str(one.get("Id")): (one, text) for one, text in zip(elements, texts, strict=False)}
        if not len(elements) == len(texts) == len(contents):
            raise _AnotherForm
        order = {identity: number for number, identity in enumerate(contents)}
        before: tuple[Slot | None, int] = (None, 0)
        for cut in cuts:
            slot, content_id, key = cut.slot, cut.slot.content_id(cut.person), cut.slot.key_for(cut.person)
            match = match_signature(self._profile, cut.signature, key)
            if match is None or content_id not in contents:
                raise _AnotherForm
            if before[0] is slot and before[1] >= order[content_id]:
                raise _AnotherForm  # teachers in another order than their parts, or one of them twice
            before = slot, order[content_id]
            signed, text = contents[content_id]
            yield Place(
                slot=slot,
                person=cut.person,
                signed_at=cut.signed_at,
                signer_id=cut.signer_id,
                named=signed.findtext(slot.signer) or "",
                content_id=content_id,
                content=text,
                signature_id=f"sig-{key}",
                canonical=cut.signature,
                read=partial(read_match, self._profile, match),
            )


def _expect(data: bytes, at: int, text: bytes) -> int:
    """The position after `text`, which must stand at `at`."""
    if not data.startswith(text, at):
        raise _AnotherForm
    return at + len(text)


def _change(before: str, after: str) -> bytes:
    """The tags between two lists of slots; an empty name is no list."""
    return (f"</{before}>" if before else "").encode() + (f"<{after}>" if after else "").encode()


def _texts(region: bytes, tag: bytes) -> list[bytes]:
    """Every element of that tag, in order, from canonical text in which it never stands inside itself."""
    opening, closing = b"<%b " % tag, b"</%b>" % tag
    found: list[bytes] = []
    at = region.find(opening)
    while at >= 0:
        end = region.index(closing, at) + len(closing)
        found.append(region[at:end])
        at = region.find(opening, end)
    return found


def _slot_head(slot: Slot, of: Profile) -> re.Pattern[bytes]:
    """A slot up to its signature."""
    identity = slot.element_id.format(person=rf"(?P<person>{of.certificates.personal_id})")
    text = f"<{slot.name}" + (f' Id="{identity}">' if identity else ">")
    text += rf"<{of.tags.signed_at}>(?P<signed_at>[0-9T:.Z+-]{{1,40}})</{of.tags.signed_at}>"
    if slot.has_personal_id:
        text += rf"<{of.tags.signer_id}>(?P<signer>{of.certificates.personal_id})</{of.tags.signer_id}>"
    return re.compile(text.encode(), re.ASCII)
