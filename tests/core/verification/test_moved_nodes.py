"""Whatever is moved, doubled, renamed or taken from another record: what passes says what was signed, and nothing else.

The profile that other software writes, too, is judged by what is signed alone: what stands in a signature without being
signed (a subject's name beside its certificate) may differ there, and is never shown. The record must be the one that
was signed.
"""

from __future__ import annotations

import copy
import dataclasses
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from hocba.exchange import unpack
from hocba.verification import Indication, Policy, VerificationReport, load_trust, verify

VECTORS = Path(__file__).resolve().parents[2] / "vectors"
AT = datetime.fromisoformat("2026-06-01T08:00:00+07:00")
FILES = ("cv2088.xml", "cv2088.xml", "ecdsa.xml", "rsa.xml", "second-revision.xml")
ENTITIES = b'<!DOCTYPE HOC_BA [<!ENTITY a "9">]>'

many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
places = st.floats(0, 1, exclude_max=True)
Tree = Any


@cache
def policy() -> Policy:
    return Policy(validation_time=AT, trust=load_trust(VECTORS / "trust"))


@cache
def golden(name: str) -> bytes:
    return (VECTORS / "golden" / name).read_bytes()


@cache
def others() -> tuple[bytes, ...]:
    """Genuine records from which a forger can take parts: of the same pupil, of another one, of an earlier revision."""
    return (*map(golden, sorted(set(FILES))), golden("not-assessed.xml"), *unpack(golden("package.xml")))


@cache
def meanings() -> tuple[Any, ...]:
    """What each of them says."""
    return tuple(verify(one, policy()).require_passed().signed_record for one in others())


def judge(tree: Tree, touched: Tree) -> bool:
    """Whether a changed tree is refused as it must be.

    Whoever passes must say what one of the genuine records says, with all its signatures but perhaps the optional ones.

    Args:
        tree: of the changed file.
        touched: where something changed: other software's form may differ within a signature, where nothing is signed.
    """
    report = verify(etree.tostring(tree, xml_declaration=True, encoding="UTF-8"), policy())
    if report.indication is not Indication.TOTAL_PASSED:
        return report.signed_record is None and report.signed_xml is None
    assert report.signed_record in meanings()
    within = any(etree.QName(one).localname == "Signature" for one in (touched, *touched.iterancestors()))
    return report.profile == "cv2088-v1" and within and signers(report) in told()


def signers(report: VerificationReport) -> tuple[Any, ...]:
    return tuple((one.slot, one.personal_id, one.serial, one.signing_time, one.indication) for one in report.signatures)


@cache
def told() -> frozenset[tuple[Any, ...]]:
    """Who signed each of them; the homeroom teacher's signature may be left out where the ministry's form lets it."""
    found = [signers(verify(one, policy())) for one in others()]
    optional = [signers(verify(golden("cv2088.xml"), policy()))[1:]]
    return frozenset(found + optional)


def at(tree: Tree, place: float) -> Tree:
    """One element of a tree, the root aside."""
    found = list(tree.iter(etree.Element))[1:]
    return found[int(place * len(found))]


def inside(node: Tree, holder: Tree) -> bool:
    return any(one is node for one in holder.iter())


def test_genuine_records_pass() -> None:
    assert len(meanings()) == len(others()) == 7
    assert None not in meanings()


@many
@given(st.sampled_from(FILES), places, places, st.sampled_from(["before", "after", "into"]), st.booleans())
def test_no_node_can_be_moved_or_doubled(name: str, source: float, target: float, how: str, double: bool) -> None:  # noqa: FBT001  # drawn
    tree = etree.fromstring(golden(name))
    node, place = at(tree, source), at(tree, target)
    if inside(place, node):
        return
    moved = copy.deepcopy(node) if double else node
    {"before": place.addprevious, "after": place.addnext, "into": place.append}[how](moved)
    same = etree.tostring(tree) == etree.tostring(etree.fromstring(golden(name)))
    assert same or judge(tree, moved)


@many
@given(st.sampled_from(FILES), places, st.integers(0, 20), places)
def test_no_part_of_another_record_can_be_put_in_its_place(name: str, place: float, other: int, source: float) -> None:
    tree = etree.fromstring(golden(name))
    donor = etree.fromstring(others()[other % len(others())])
    node = at(tree, place)
    alike = list(donor.iter(node.tag))
    if not alike:
        return
    given_ = copy.deepcopy(alike[int(source * len(alike))])
    same = etree.tostring(given_, method="c14n") == etree.tostring(node, method="c14n")
    given_.tail = node.tail
    node.getparent().replace(node, given_)
    assert same or judge(tree, given_)


@many
@given(
    st.sampled_from(FILES),
    places,
    st.sampled_from(
        ["comment", "instruction", "comment in text", "attribute", "id", "namespace", "text", "tail", "tag"]
    ),
)
def test_nothing_foreign_can_be_put_on_a_node(name: str, place: float, how: str) -> None:
    tree = etree.fromstring(golden(name))
    node = at(tree, place)
    match how:
        case "comment":
            node.insert(0, etree.Comment("9"))
        case "instruction":
            node.insert(0, etree.ProcessingInstruction("hocba", "9"))
        case "comment in text":
            before, node.text = node.text or "", ""
            mark = etree.Comment("x")
            mark.tail = before[len(before) // 2 :]
            node.text = before[: len(before) // 2]
            node.insert(0, mark)
        case "attribute":
            node.set("them", "1")
        case "id":
            node.set("{http://www.w3.org/XML/1998/namespace}id", "data")
        case "namespace":
            node.set("{urn:example}Id", "data")
        case "text":
            node.text = (node.text or "") + "9"
        case "tail":
            node.tail = (node.tail or "") + "9"
        case _:
            node.tag += "9"
    assert judge(tree, node)


@many
@given(st.sampled_from(FILES), places)
def test_no_text_can_come_from_an_entity(name: str, place: float) -> None:
    data = golden(name)
    head, body = data.split(b"?>", 1)
    spots = [at_ + 1 for at_ in range(len(body) - 1) if body[at_ : at_ + 1] == b">" and body[at_ + 1 : at_ + 2] != b"<"]
    spot = spots[int(place * len(spots))]
    changed = head + b"?>" + ENTITIES + body[:spot] + b"&a;" + body[spot + 1 :]
    assert verify(changed, policy()).indication is Indication.TOTAL_FAILED
    declared = head + b"?>" + ENTITIES + body
    assert verify(declared, policy()).indication is Indication.TOTAL_FAILED


def test_a_slot_that_looks_signed_must_be_signed() -> None:
    tree = etree.fromstring(golden("cv2088.xml"))
    signature = next(one for one in tree.iter() if etree.QName(one).localname == "Signature")
    signature.tag += "s"
    report = verify(etree.tostring(tree), policy())
    assert report.indication is Indication.TOTAL_FAILED
    assert "FIELD_UNKNOWN" in {check.code for check in report.findings}


@settings(parent=many, max_examples=15)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=4), st.booleans(), places)
def test_no_record_can_be_put_into_a_package(which: list[int], front: bool, place: float) -> None:  # noqa: FBT001  # drawn
    """Genuine records, one by one; the list's signature names which ones it holds, and in what order."""
    tree = etree.fromstring(golden("package.xml"))
    records = [one for one in tree if etree.QName(one).localname == "HOC_BA"]
    spot = records[int(place * len(records))]
    for number in which:
        added = etree.fromstring(others()[number % len(others())])
        (spot.addprevious if front else spot.addnext)(added)
    report = verify(etree.tostring(tree, xml_declaration=True, encoding="UTF-8"), policy())
    assert report.indication is not Indication.TOTAL_PASSED


def test_a_policy_without_anchors_passes_none_of_them() -> None:
    bare = dataclasses.replace(policy(), trust=dataclasses.replace(policy().trust, anchors=(), _paths={}))
    for one in others():
        assert verify(one, bare).indication is Indication.INDETERMINATE
