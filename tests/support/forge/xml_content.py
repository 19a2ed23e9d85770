"""What is signed was changed, or wrapped: the signed element kept for the digest, another one shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from support.forge import golden
from support.forge.attack import Attack, swap
from support.forge.resign import DS, by_id, drop, edit, opened, part


def content_attacks() -> Iterator[Attack]:
    """What is signed was changed; nothing was signed again."""
    base = golden.xml_a()
    name, comment = golden.record_a().pupil.name, "Em tiếp thu bài nhanh"
    changes = {
        "score-changed": ("<DIEM_KIEM_TRA_DINH_KY>9<", "<DIEM_KIEM_TRA_DINH_KY>10<", "a better score"),
        "level-changed": ("<MUC_DAT_DUOC>T<", "<MUC_DAT_DUOC>H<", "another level"),
        "name-changed": (f"<HO_VA_TEN>{name}<", "<HO_VA_TEN>Lê Thế Ảnh<", "one letter of the pupil's name"),
        "overall-changed": ("<KET_QUA_XEP_LOAI>HTXS<", "<KET_QUA_XEP_LOAI>HT<", "another overall result"),
        "uuid-changed": ("7d1f3c52", "7d1f3c53", "the look-up code of another record"),
        "revision-changed": ("<LAN_SUA>1<", "<LAN_SUA>2<", "claims to be a later revision"),
        "birth-changed": ("<NGAY_SINH>2016-03-04<", "<NGAY_SINH>2016-03-05<", "another day of birth"),
        "closing-changed": ("<NGAY_CHOT>2026-06-15<", "<NGAY_CHOT>2026-08-15<", "another closing date"),
        "comment-nfd": (comment, unicodedata.normalize("NFD", comment), "looks the same, other code points"),
        "score-added": (
            "</MUC_DAT_DUOC><NHAN_XET>",
            "</MUC_DAT_DUOC><DIEM_KIEM_TRA_DINH_KY>10</DIEM_KIEM_TRA_DINH_KY><NHAN_XET>",
            "a score where the subject has no test",
        ),
    }
    for key, (old, new, why) in changes.items():
        code = "REVISION_WRONG" if key == "revision-changed" else "DIGEST_WRONG"
        yield Attack(key, swap(base, old, new), "ecdsa.xml", f"Signed data were changed: {why}.", code)
    removed = edit(base, lambda root: drop(root.find(".//DIEM_TONG_KET/BANG_DIEM")))
    yield Attack(
        "subject-removed", removed, "ecdsa.xml", "A subject was taken out of a teacher's part.", "DIGEST_WRONG"
    )
    forged = edit(base, lambda root: setattr(by_id(root, "sig-gvcn")[1], "text", "A" * 86 + "=="))
    yield Attack("value-forged", forged, "ecdsa.xml", "A signature value made up.", "SIGNATURE_VALUE_WRONG")
    other = opened(golden.xml_b())
    yield Attack(
        "data-of-another-pupil",
        edit(base, lambda root: root.replace(root[0], deepcopy(other[0]))),
        "ecdsa.xml",
        "The whole data region of another pupil under this pupil's signatures.",
        "DIGEST_WRONG",
    )


def _forged_data(root: etree._Element) -> etree._Element:
    """A copy of the data region that says what the attacker wants."""
    forged = deepcopy(root[0])
    forged.find(".//DIEM_KIEM_TRA_DINH_KY").text = "10"  # type: ignore[union-attr]
    return forged


def _into_object(root: etree._Element) -> None:
    forged, original = _forged_data(root), root[0]
    forged.set("Id", "shown")
    root.replace(original, forged)
    etree.SubElement(by_id(root, "sig-cbql"), f"{DS}Object").append(original)


def _same_id_first(root: etree._Element) -> None:
    root.insert(0, _forged_data(root))


def _same_id_last(root: etree._Element) -> None:
    original = root[0]
    root.replace(original, _forged_data(root))
    root.append(original)


def _inside_itself(root: etree._Element) -> None:
    forged, original = _forged_data(root), root[0]
    forged.set("Id", "shown")
    root.replace(original, forged)
    forged.append(original)


def _in_slots(root: etree._Element) -> None:
    forged, original = _forged_data(root), root[0]
    forged.set("Id", "shown")
    root.replace(original, forged)
    root[1].append(original)


def _whole_inside(root: etree._Element) -> None:
    inner = deepcopy(root)
    root.replace(root[0], _forged_data(root))
    root.append(inner)


def _lower_case_id(root: etree._Element) -> None:
    forged, original = _forged_data(root), root[0]
    del forged.attrib["Id"]
    forged.set("id", "data")
    root.replace(original, forged)
    root.append(original)


def _xml_id(root: etree._Element) -> None:
    forged = _forged_data(root)
    forged.set("{http://www.w3.org/XML/1998/namespace}id", "data")
    root.insert(0, forged)


def _part_in_slot(root: etree._Element) -> None:
    original = by_id(root, "gv-022173903443")
    forged = deepcopy(original)
    forged.find(".//DIEM_KIEM_TRA_DINH_KY").text = "10"  # type: ignore[union-attr]
    original.getparent().replace(original, forged)  # type: ignore[union-attr]
    by_id(root, "ky-gvbm-022173903443").insert(0, original)


def _properties_twice(root: etree._Element) -> None:
    signature = by_id(root, "sig-cbql")
    forged = deepcopy(signature[3])
    part(forged, "SigningTime").text = "2026-05-20T08:00:00+07:00"
    signature.insert(3, forged)


def _namespaced_twin(root: etree._Element) -> None:
    twin = etree.Element("{urn:x}DU_LIEU_HOC_BA", nsmap={None: "urn:x"})
    twin.set("Id", "data")
    root.insert(0, twin)


def _signature_in_data(root: etree._Element) -> None:
    root[0].append(by_id(root, "sig-cbql"))


def wrapping_attacks() -> Iterator[Attack]:
    """Signature wrapping: the signed element is kept for the digest, another one is shown."""
    base = golden.xml_a()

    def attack(
        name: str, change: Callable[[etree._Element], object], reason: str, code: str = "XML_NOT_CANONICAL"
    ) -> Attack:
        return Attack(f"wrapping-{name}", edit(base, change), "ecdsa.xml", reason, code)  # type: ignore[arg-type]

    yield attack("into-object", _into_object, "The signed region moved into ds:Object, a forged one in its place.")
    yield attack(
        "same-id-first", _same_id_first, "A forged region with the same Id before the signed one.", "UNKNOWN_PROFILE"
    )
    yield attack(
        "same-id-last",
        _same_id_last,
        "A forged region in place, the signed one with the same Id at the end.",
        "UNKNOWN_PROFILE",
    )
    yield attack("inside-itself", _inside_itself, "The signed region wrapped inside the forged one.")
    yield attack("in-slots", _in_slots, "The signed region moved among the signatures.")
    yield attack("whole-record-inside", _whole_inside, "The whole signed record inside a forged one.")
    yield attack("lower-case-id", _lower_case_id, "The forged region calls its Id `id`.", "UNKNOWN_PROFILE")
    yield attack("xml-id", _xml_id, "The forged region has an xml:id.", "UNKNOWN_PROFILE")
    yield attack(
        "part-in-slot", _part_in_slot, "A teacher's signed part moved into the slot, a forged one in its place."
    )
    yield attack("properties-twice", _properties_twice, "A second QualifyingProperties before the signed one.")
    yield attack("namespaced-twin", _namespaced_twin, "An element of the same name and Id in another namespace.")
    yield attack("signature-in-data", _signature_in_data, "A signature inside the region that it signs.")
