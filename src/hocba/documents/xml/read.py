"""XML -> model, for input of any origin. What a profile does not hold comes back empty, never guessed.

The order of reading: limits and syntax, which profile, serialisation (where the profile demands one), schema, values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from lxml import etree

from hocba.documents.xml.build import read_data
from hocba.documents.xml.canonical import require_one_serialisation
from hocba.documents.xml.parse import parse_strict
from hocba.documents.xml.schema import validate_schema
from hocba.errors import DocumentError
from hocba.model import YearRecord
from hocba.signature_profile import Limits, Profile, Slot, profile, profile_by_version, profile_names


@dataclass(frozen=True, slots=True)
class SlotContent:
    """One slot as it stands in a document; nothing in it is verified yet."""

    slot: Slot
    person: str
    """Personal ID in the slot's own Id, for a slot that repeats; else empty."""
    signed_at: str
    """Text of NGAY_KY."""
    signer_id: str
    """Text of SO_CCCD, empty where the slot has none."""
    element: etree._Element
    signature: etree._Element | None
    """`ds:Signature`; None only in a file of other software that leaves the slot unsigned."""


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """What a file says, before any signature was looked at."""

    record: YearRecord
    profile: Profile
    slots: tuple[SlotContent, ...]
    """In document order."""
    root: etree._Element


def read_record(data: bytes) -> ReadRecord:
    """Read a HOC_BA of any origin, with all checks of form but none of signatures.

    Raises:
        DocumentError: whatever is wrong with the file; see `parse_strict`, `validate_schema` and the codes FIELD_*.
    """
    root = parse_strict(data, widest_limits())
    found = profile_of(root)
    if found.one_serialisation:
        require_one_serialisation(data, root)
    validate_schema(root, found)
    return ReadRecord(read_data(_only(root, found.tags.data), found), found, read_slots(root, found), root)


@cache
def widest_limits() -> Limits:
    """Bounds for a record whose profile is not known yet: the largest of all profiles."""
    limits = [profile(name).limits for name in profile_names()]
    return Limits(
        bytes=max(each.bytes for each in limits),
        depth=max(each.depth for each in limits),
        nodes=max(each.nodes for each in limits),
        text=max(each.text for each in limits),
    )


def profile_of(root: etree._Element) -> Profile:
    """The profile of a document, by the text of its version tag.

    Raises:
        DocumentError: UNKNOWN_PROFILE, also if it is no HOC_BA at all.
    """
    for known in map(profile, profile_names()):
        tags = known.tags
        versions = root.findall(f"{tags.data}/{tags.general}/{known.version_tag}") if root.tag == tags.root else []
        if len(versions) == 1 and (found := profile_by_version(versions[0].text or "")):
            return found
    raise DocumentError("UNKNOWN_PROFILE", where=str(root.tag)[:80])


def read_slots(root: etree._Element, profile: Profile) -> tuple[SlotContent, ...]:
    """The filled slots of a document that passed its schema, in document order."""
    found: list[SlotContent] = []
    listed = _only(root, profile.tags.slots)
    by_name = {(slot.within, slot.name): slot for slot in profile.slots}
    lists = {slot.within for slot in profile.slots if slot.within}
    for child in listed:
        if child.tag in lists:
            found += [_slot(element, by_name.get((child.tag, str(element.tag))), profile) for element in child]
        else:
            found.append(_slot(child, by_name.get(("", str(child.tag))), profile))
    return tuple(found)


def _slot(element: etree._Element, slot: Slot | None, profile: Profile) -> SlotContent:
    if slot is None:
        raise DocumentError("FIELD_UNKNOWN", where=profile.tags.slots, tag=str(element.tag)[:80])
    person = ""
    if slot.repeats:
        match = _id_pattern(slot.element_id, profile.certificates.personal_id).fullmatch(element.get("Id", ""))
        if match is None:
            raise DocumentError("FIELD_INVALID", where=slot.name, tag="Id", value=element.get("Id", "")[:80])
        person = match["person"]
    signatures = [child for child in element if str(child.tag).startswith(f"{{{profile.namespaces.ds}}}")]
    foreign = next((one for one in signatures if etree.QName(one).localname != "Signature"), None)
    if foreign is not None:  # the schema leaves that namespace open; a slot that looks signed must be signed
        raise DocumentError("FIELD_UNKNOWN", where=slot.name, tag=str(foreign.tag)[:80])
    if len(signatures) > 1:
        raise DocumentError("FIELD_REPEATED", where=slot.name, tag="Signature")
    return SlotContent(
        slot=slot,
        person=person,
        signed_at=element.findtext(profile.tags.signed_at) or "",
        signer_id=element.findtext(profile.tags.signer_id) or "",
        element=element,
        signature=signatures[0] if signatures else None,
    )


@cache
def _id_pattern(template: str, person: str) -> re.Pattern[str]:
    before, after = template.split("{person}")
    return re.compile(f"{re.escape(before)}(?P<person>{person}){re.escape(after)}", re.ASCII)


def _only(parent: etree._Element, tag: str) -> etree._Element:
    found = parent.findall(tag)
    if len(found) != 1:
        raise DocumentError("FIELD_REQUIRED" if not found else "FIELD_REPEATED", where=str(parent.tag), tag=tag)
    return found[0]
