"""Signatures moved, removed, or made for something else; times that contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from support.forge import golden
from support.forge.attack import UNDECIDED, Attack, swap
from support.forge.pki import Identity, good
from support.forge.resign import DS, Change, by_id, closed, drop, edit, opened, part, resign, set_text, set_time


def slot_attacks() -> Iterator[Attack]:
    """Signatures moved, removed, or made for something else."""
    base, seal = golden.xml_a(), good()["seal"]

    def swapped_teachers(root: etree._Element) -> None:
        one, other = (by_id(root, f"sig-gvbm-{person}") for person in ("022198903387", "022173903443"))
        slot, beside = one.getparent(), other.getparent()
        slot.append(other)  # type: ignore[union-attr]
        beside.append(one)  # type: ignore[union-attr]

    def homeroom_as_head(root: etree._Element) -> None:
        head = by_id(root, "sig-cbql")
        head.getparent().replace(head, deepcopy(by_id(root, "sig-gvcn")))  # type: ignore[union-attr]

    def without(*names: str) -> Callable[[etree._Element], object]:
        return lambda root: [drop(root.find(f".//{name}")) for name in names]

    yield Attack(
        "slots-swapped",
        edit(base, swapped_teachers),
        "ecdsa.xml",
        "Two teachers' signatures exchanged.",
        "XML_NOT_CANONICAL",
    )
    yield Attack(
        "homeroom-as-head",
        edit(base, homeroom_as_head),
        "ecdsa.xml",
        "The homeroom teacher's signature put into the head's slot.",
        "XML_NOT_CANONICAL",
    )
    yield from _bindings(base)
    yield Attack(
        "pupil-part-swapped",
        _foreign_part(),
        "partial.xml",
        "A part of another pupil with its teacher's true signature.",
        "BINDING_WRONG",
    )
    for name, names, why in (
        ("seal-removed", ("KY_PHAT_HANH",), "The seal was taken off."),
        ("head-and-seal-removed", ("KY_PHAT_HANH", "CBQL"), "Head and seal were taken off."),
    ):
        data = edit(base, without(*names))  # type: ignore[arg-type]
        yield Attack(name, data, "ecdsa.xml", why, "SIGNATURE_MISSING", UNDECIDED)
    unsigned = edit(base, lambda root: [drop(one.getparent()) for one in root.findall(f".//{DS}Signature")])
    yield Attack(
        "all-signatures-removed", unsigned, "ecdsa.xml", "Every signature was taken off.", "NOT_SIGNED", UNDECIDED
    )
    yield Attack(
        "teacher-removed",
        edit(base, without("GVBM")),
        "ecdsa.xml",
        "A teacher's signature was taken off under the seal.",
        "REFERENCES_WRONG",
    )  # type: ignore[arg-type]
    yield Attack(
        "head-removed",
        edit(base, without("CBQL")),
        "ecdsa.xml",
        "The head's signature was taken off under the seal.",
        "REFERENCES_WRONG",
    )  # type: ignore[arg-type]
    sealed_without_head = resign(edit(base, without("CBQL")), "ky-phat-hanh", by=seal, change=_forget("sig-cbql"))  # type: ignore[arg-type]
    yield Attack(
        "sealed-without-head",
        sealed_without_head,
        "ecdsa.xml",
        "The school sealed what the head had not signed.",
        "SIGNATURE_MISSING",
        UNDECIDED,
    )


def _forget(identity: str) -> Callable[[etree._Element], object]:
    def change(signature: etree._Element) -> None:
        for reference in list(signature.iter(f"{DS}Reference")):
            if reference.get("URI") == f"#{identity}":
                drop(reference)
        drop(part(signature, "DataObjectFormat"))
        key = signature.get("Id", "").removeprefix("sig-")
        for number, one in enumerate(signature.iter(f"{DS}Reference")):
            if one.get("Id"):
                one.set("Id", f"ref-{key}-{number}")
        for number, one in enumerate(signature.iter("{http://uri.etsi.org/01903/v1.3.2#}DataObjectFormat")):
            one.set("ObjectReference", f"#ref-{key}-{number}")

    return change


def _bindings(base: bytes) -> Iterator[Attack]:
    """True keys, but the signed binding names something else."""
    head, seal, english = good()["head"], good()["seal"], good()["english"]
    for name, tag, text, why in (
        ("record", "Record", "0b9c1c62-3f0e-4f57-8a3c-5d1d1f8a2b77", "for another record"),
        ("slot", "Slot", "GVCN", "for another slot"),
        ("role", "Role", "homeroom_teacher", "in another role"),
        ("revision", "Revision", "2", "for a later revision"),
    ):
        data = resign(base, "cbql", by=head, change=set_text(tag, text))
        code = "REVISION_WRONG" if name == "revision" else "BINDING_WRONG"
        yield Attack(
            f"binding-{name}", resign(data, "ky-phat-hanh", by=seal), "ecdsa.xml", f"The head signed {why}.", code
        )
    second = golden.second_revision()
    replayed = resign(second, "cbql", by=head, change=set_text("Revision", "1"))
    yield Attack(
        "revision-replayed",
        resign(replayed, "ky-phat-hanh", by=seal),
        "second-revision.xml",
        "The head's signature names the revision before unlocking.",
        "REVISION_WRONG",
    )
    later = resign(base, "gvbm-022173903443", by=english, change=set_text("Revision", "3"))
    yield Attack(
        "teacher-of-later-revision",
        resign(later, "ky-phat-hanh", by=seal),
        "ecdsa.xml",
        "A teacher's signature names a revision that does not exist yet.",
        "REVISION_WRONG",
    )


def _foreign_part() -> bytes:
    """Record A, signed by teachers only, with record B's English part and its true signature."""
    own = opened(golden.signed(golden.record_a(), until="GVBM").data)
    other = opened(golden.xml_b())
    for identity in ("gv-022173903443", "ky-gvbm-022173903443"):
        mine = by_id(own, identity)
        mine.getparent().replace(mine, deepcopy(by_id(other, identity)))  # type: ignore[union-attr]
    return closed(own)


def time_attacks() -> Iterator[Attack]:
    """Times that contradict each other, the order, or the calendar."""
    base, head, seal = golden.xml_a(), good()["head"], good()["seal"]

    def again(name: str, key: str, who: Identity, change: Change, *why: str) -> Attack:
        data = resign(base, key, by=who, change=change)  # type: ignore[arg-type]
        return Attack(
            f"time-{name}",
            resign(data, "ky-phat-hanh", by=seal) if key != "ky-phat-hanh" else data,
            "ecdsa.xml",
            *why,
        )

    moved = swap(
        base,
        '<KY_PHAT_HANH Id="ky-phat-hanh"><NGAY_KY>2026-05-25',
        '<KY_PHAT_HANH Id="ky-phat-hanh"><NGAY_KY>2026-05-26',
    )
    yield Attack(
        "time-of-slot", moved, "ecdsa.xml", "The slot's date, which nothing signs, was changed.", "SIGNING_TIME_DIFFERS"
    )
    yield again(
        "ministry-and-xades-differ",
        "cbql",
        head,
        lambda s: setattr(s[3].find(".//{*}SigningTime"), "text", "2026-05-25T08:30:00+07:00"),
        "Two signed times in one signature.",
        "SIGNING_TIME_DIFFERS",
    )
    yield again(
        "future",
        "ky-phat-hanh",
        seal,
        set_time("2030-01-01T08:00:00+07:00"),
        "Signed in the future.",
        "SIGNED_IN_FUTURE",
    )
    yield again(
        "head-before-teachers",
        "cbql",
        head,
        set_time("2026-05-25T07:00:00+07:00"),
        "The head signed before the teachers.",
        "SIGNED_OUT_OF_ORDER",
    )
    yield again(
        "sealed-too-early",
        "ky-phat-hanh",
        seal,
        set_time("2026-05-24T23:59:59+07:00"),
        "Sealed before the day of issue.",
        "SEALED_BEFORE_ISSUE_DATE",
    )
    yield again(
        "no-zone",
        "ky-phat-hanh",
        seal,
        set_time("2026-05-25T08:30:00"),
        "A time without its zone.",
        "SIGNING_TIME_MALFORMED",
    )
    wrong_id = swap(
        base, "<SO_CCCD>031171903311</SO_CCCD><ds:Signature", "<SO_CCCD>031171903312</SO_CCCD><ds:Signature"
    )
    yield Attack(
        "slot-id-changed",
        wrong_id,
        "ecdsa.xml",
        "The slot's personal ID, which nothing signs, was changed.",
        "SIGNER_WRONG_PERSON",
    )
