"""The first steps: is this a record at all, in which profile, in its one form, and where do its signatures stand.

A file in the one form of its profile is read from its text (`framed`). Every other file is read by its tree: one of a
profile that other software writes too, or one that is not as it must be, to say what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import cast

from lxml import etree

from hocba.documents.handover import Handover
from hocba.documents.xml import (
    DECLARATION,
    parse_strict,
    profile_of,
    read_data,
    read_slots,
    validate_schema,
    widest_limits,
)
from hocba.model import YearRecord
from hocba.signature_profile import Profile
from hocba.verification.findings import Finding, found
from hocba.verification.report import Check
from hocba.verification.xml.canonical import canonical
from hocba.verification.xml.framed import BETWEEN_TAGS, open_framed
from hocba.verification.xml.opened import NotOpened, Opened, Place, require_order, take_step
from hocba.verification.xml.tree import SignatureReader

_IDS = etree.XPath("//@Id | //@ID | //@id | //@xml:id", smart_strings=False)
_DECLARED = re.compile(rb'<[^<> ]+((?: xmlns[^<> =]*="[^"<>]*")+)')


def open_record(data: bytes) -> tuple[Opened, list[Check]]:
    """Steps XML_PARSED to SLOTS_IN_PLACE.

    Raises:
        NotOpened: with the checks so far, the failed one last.
    """
    framed = open_framed(data)
    if framed is not None:
        return framed
    checks: list[Check] = []
    root = take_step(checks, "XML_PARSED", lambda: parse_strict(data, widest_limits()))
    profile = take_step(checks, "PROFILE_KNOWN", lambda: profile_of(root))
    return open_tree(data, root, profile, lambda element: read_data(element, profile), checks)


def open_tree(
    data: bytes,
    root: etree._Element,
    profile: Profile,
    read: Callable[[etree._Element], YearRecord | Handover],
    checks: list[Check],
) -> tuple[Opened, list[Check]]:
    """Steps XML_SERIALISATION to SLOTS_IN_PLACE on a tree.

    Args:
        data: the whole file.
        root: of its tree.
        profile: its profile. Where this has one serialisation, `open_framed` or its like has failed before.
        read: makes a value of the data element, which passed its schema.
        checks: passed so far; the steps' are added.

    Raises:
        NotOpened: with the checks so far, the failed one last.
    """
    try:
        take_step(checks, "XML_SERIALISATION", lambda: canonical(root), again=True)
        if profile.one_serialisation:
            checks.append(found(Finding("XML_NOT_CANONICAL", rule=_broken_rule(data, root, profile)), ""))
        else:
            take_step(checks, "XML_SERIALISATION", lambda: None)  # comments and the like were refused when parsing
        take_step(checks, "XML_SCHEMA", lambda: validate_schema(root, profile))
        record = take_step(checks, "XML_SCHEMA", lambda: read(root[0]), again=True)
        take_step(checks, "IDS_UNIQUE", lambda: _unique_ids(root))
        places = take_step(checks, "SLOTS_IN_PLACE", lambda: _places(root, profile))
    except NotOpened as stopped:
        stopped.profile = profile
        raise
    return Opened(profile, record, places), checks


def _broken_rule(data: bytes, root: etree._Element, profile: Profile) -> str:
    """Which rule of the one form a file broke; FRAME where only the exact text of slots and signatures is another."""
    if not data.startswith(DECLARATION) or data[len(DECLARATION) :] != canonical(root):
        return "C14N"
    if BETWEEN_TAGS.search(data, len(DECLARATION)):
        return "WHITE_SPACE"
    if not _declarations(profile).issuperset(_DECLARED.findall(data)):
        return "PREFIX"
    return "FRAME"


@cache
def _declarations(profile: Profile) -> frozenset[bytes]:
    """The only namespace declarations that a file may hold: each namespace has its one prefix."""
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
    texts = {identity: canonical(part) for identity, part in contents.items()}
    places: list[Place] = []
    for content in read_slots(root, profile):
        slot, signature = content.slot, content.signature
        if signature is None:
            continue
        require_order(places, slot, profile)
        if slot.element_id and content.element.items() != [("Id", slot.slot_id(content.person))]:
            raise Finding("SLOT_MALFORMED", where=slot.name)
        content_id = slot.content_id(content.person)
        if content_id not in contents:
            raise Finding("SLOT_UNEXPECTED", where=slot.name)
        places.append(
            Place(
                slot=slot,
                person=content.person,
                signed_at=content.signed_at,
                signer_id=content.signer_id,
                named=contents[content_id].findtext(slot.signer) or "",
                content_id=content_id,
                content=texts[content_id],
                signature_id=signature.get("Id", ""),
                canonical=canonical(signature),
                read=partial(_reader(profile).read, signature, slot.signature_id(content.person)),
            )
        )
    return tuple(places)


@cache
def _reader(profile: Profile) -> SignatureReader:
    return SignatureReader(profile)


def _parts(root: etree._Element, profile: Profile) -> list[etree._Element]:
    """The elements that may be signed: the data region, and each teacher's part directly inside its summary."""
    data = root[0]
    parts = list(data[-1].iterchildren(profile.tags.part)) if profile.tags.part else []
    return [data, *parts]
