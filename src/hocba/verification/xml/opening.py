"""The first steps: is this a record at all, in which profile, in its one form, and where do its signatures stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar, cast

from lxml import etree

from hocba.documents.xml import (
    DECLARATION,
    exclusive_c14n,
    parse_strict,
    profile_of,
    read_data,
    read_slots,
    validate_schema,
    widest_limits,
)
from hocba.errors import DocumentError
from hocba.model import YearRecord
from hocba.signature_profile import Profile, Slot
from hocba.verification.codes import STEPS
from hocba.verification.findings import Finding, found, passed
from hocba.verification.report import Check, Outcome, SubIndication

_T = TypeVar("_T")

_BETWEEN_TAGS = re.compile(rb">[ \t\n]+<")
_DECLARED = re.compile(rb'<[^<> ]+((?: xmlns[^<> =]*="[^"<>]*")+)')
_IDS = etree.XPath("//@Id | //@ID | //@id | //@xml:id", smart_strings=False)


@dataclass(frozen=True, slots=True)
class Place:
    """One filled slot."""

    slot: Slot
    person: str
    """12 digits in the Id of a slot that repeats, else empty."""
    signed_at: str
    signer_id: str
    signature: etree._Element
    content: etree._Element
    """The element that the signature must sign."""
    where: str


@dataclass(slots=True)
class Opened:
    """A record whose form is right; nothing in it is proven yet."""

    data: bytes
    root: etree._Element
    profile: Profile
    record: YearRecord
    places: tuple[Place, ...]
    """In document order."""
    _canonical: dict[etree._Element, bytes] = field(default_factory=dict)

    def canonical(self, element: etree._Element) -> bytes:
        """Exclusive C14N of an element, kept: the data and earlier signatures are referenced more than once."""
        known = self._canonical.get(element)
        if known is None:
            known = self._canonical[element] = exclusive_c14n(element)
        return known


class NotOpened(Exception):  # named for what happened; never leaves this package
    """A first step failed: nothing after it would mean anything."""

    def __init__(self, checks: list[Check], profile: Profile | None = None) -> None:
        super().__init__(checks[-1].code)
        self.checks = checks
        self.profile = profile


def open_record(data: bytes) -> tuple[Opened, list[Check]]:
    """Steps XML_PARSED to SLOTS_IN_PLACE.

    Raises:
        NotOpened: with the checks so far, the failed one last.
    """
    checks: list[Check] = []
    root = _step(checks, "XML_PARSED", lambda: parse_strict(data, widest_limits()))
    return open_tree(data, root, checks)


def open_tree(data: bytes, root: etree._Element, checks: list[Check]) -> tuple[Opened, list[Check]]:
    """The same from the second step on, for a tree that was parsed already.

    Raises:
        NotOpened: with the checks so far, the failed one last.
    """
    profile = _step(checks, "PROFILE_KNOWN", lambda: profile_of(root))
    try:
        _step(checks, "XML_SERIALISATION", lambda: _one_form(data, root, profile))
        _step(checks, "XML_SCHEMA", lambda: validate_schema(root, profile))
        record = _step(checks, "XML_SCHEMA", lambda: read_data(root[0], profile), again=True)
        _step(checks, "IDS_UNIQUE", lambda: _unique_ids(root))
        places = _step(checks, "SLOTS_IN_PLACE", lambda: _places(root, profile))
    except NotOpened as stopped:
        stopped.profile = profile
        raise
    return Opened(data, root, profile, record, places), checks


def _step(checks: list[Check], step: str, work: Callable[[], _T], *, again: bool = False) -> _T:
    """Do one step; `again` where it is the second half of the step before."""
    try:
        result = work()
    except DocumentError as error:
        source = STEPS[step]
        failed = Check(error.code, Outcome.FAILED, error.where, source, error.params, SubIndication.FORMAT_FAILURE)
        raise NotOpened([*checks, failed]) from error
    except Finding as finding:
        raise NotOpened([*checks, found(finding, "")]) from finding
    if not again:
        checks.append(passed(step))
    return result


def _one_form(data: bytes, root: etree._Element, profile: Profile) -> None:
    """Where the profile has one serialisation, the file is that one, so that nothing hides in what C14N forgives.

    Exclusive C14N leaves free what stands between tags and how prefixes are called; both are pinned here.
    """
    if not profile.one_serialisation:
        return
    if not data.startswith(DECLARATION) or data[len(DECLARATION) :] != exclusive_c14n(root):
        raise Finding("XML_NOT_CANONICAL", rule="C14N")
    if _BETWEEN_TAGS.search(data, len(DECLARATION)):
        raise Finding("XML_NOT_CANONICAL", rule="WHITE_SPACE")
    if not _declarations(profile).issuperset(_DECLARED.findall(data)):
        raise Finding("XML_NOT_CANONICAL", rule="PREFIX")


@cache
def _declarations(profile: Profile) -> frozenset[bytes]:
    """The only namespace declarations that a file may hold."""
    spaces = profile.namespaces
    prefixes = {" xmlns:ds": spaces.ds, " xmlns:xades": spaces.xades, " xmlns:hb": spaces.binding}
    return frozenset(f'{name}="{uri}"'.encode() for name, uri in {**prefixes, " xmlns": spaces.signing_time}.items())


def _unique_ids(root: etree._Element) -> None:
    """No two Ids are equal, under whichever name a resolver might look for them."""
    ids = cast("list[str]", _IDS(root))
    if len(ids) != len(set(ids)):
        twice = next(one for one in ids if ids.count(one) > 1)
        raise Finding("ID_TWICE", id=twice[:80])


def _places(root: etree._Element, profile: Profile) -> tuple[Place, ...]:
    """The filled slots in the order of the profile, each with the one element that it may sign."""
    contents: Mapping[str, etree._Element] = {str(part.get("Id")): part for part in _parts(root, profile)}
    places: list[Place] = []
    for content in read_slots(root, profile):
        slot = content.slot
        where = f"{slot.name} {content.person}".rstrip()
        if content.signature is None:
            continue
        order = profile.order_of(slot)
        if places and (order, slot.repeats) < (profile.order_of(places[-1].slot), True):
            raise Finding("SLOT_UNEXPECTED", where=where)
        if slot.element_id and content.element.items() != [("Id", slot.slot_id(content.person))]:
            raise Finding("SLOT_MALFORMED", where=where)
        signed = contents.get(slot.content_id(content.person))
        if signed is None:
            raise Finding("SLOT_UNEXPECTED", where=where)
        places.append(
            Place(slot, content.person, content.signed_at, content.signer_id, content.signature, signed, where)
        )
    return tuple(places)


def _parts(root: etree._Element, profile: Profile) -> list[etree._Element]:
    """The elements that may be signed: the data region, and each teacher's part directly inside its summary."""
    data = root[0]
    parts = list(data[-1].iterchildren(profile.tags.part)) if profile.tags.part else []
    return [data, *parts]
