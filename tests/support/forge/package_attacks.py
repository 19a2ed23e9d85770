"""Attacks on a package of records."""

from __future__ import annotations

from collections.abc import Iterator

from hocba.documents.xml import DECLARATION
from support.forge import golden
from support.forge.attack import FAILED, UNDECIDED, Attack, swap
from support.forge.pki import bad, good
from support.forge.resign import part, resign

_END = "</DANH_SACH_HOC_BA>"


def package_attacks() -> Iterator[Attack]:
    """What can be done to a list and its signature."""
    base, seal = golden.package(), good()["seal"]
    first, second = (data.removeprefix(DECLARATION) for data in (golden.xml_a(), golden.xml_b()))
    signature = base[base.rindex(b"<ds:Signature ") : base.rindex(_END.encode())]

    def attack(name: str, data: bytes, reason: str, code: str, indication: str = FAILED) -> Attack:
        return Attack(f"package-{name}", data, "package.xml", reason, code, indication)

    score = ("<DIEM_KIEM_TRA_DINH_KY>9<", "<DIEM_KIEM_TRA_DINH_KY>10<")
    yield attack("score-changed", swap(base, *score), "A score inside a record.", "PACKAGE_RECORD_FAILED")
    yield attack("record-removed", base.replace(second, b""), "A record taken out.", "DIGEST_WRONG")
    yield attack("record-twice", base.replace(second, second * 2), "A record put in twice.", "PACKAGE_RECORD_TWICE")
    yield attack(
        "order-changed", base.replace(first + second, second + first), "Records in another order.", "DIGEST_WRONG"
    )
    yield attack(
        "signature-removed",
        base.replace(signature, b""),
        "The list's signature taken off.",
        "PACKAGE_NOT_SIGNED",
        UNDECIDED,
    )
    yield attack(
        "signature-first",
        base.replace(signature, b"").replace(first, signature + first, 1),
        "The list's signature before the records.",
        "LIST_MALFORMED",
    )
    yield attack(
        "two-signatures", base.replace(signature, signature * 2), "Two signatures of the list.", "LIST_MALFORMED"
    )
    yield attack(
        "record-in-record",
        swap(base, "<DANH_SACH_THONG_TIN_KY>", second.decode() + "<DANH_SACH_THONG_TIN_KY>"),
        "A record inside a record.",
        "LIST_MALFORMED",
    )
    yield attack(
        "id-in-record", swap(base, 'Id="data"', 'Id="dataDanhSach"'), "The list's Id inside a record.", "LIST_ID_TAKEN"
    )
    yield attack(
        "list-id-changed", swap(base, 'id="dataDanhSach"', 'id="other"'), "Another Id of the list.", "LIST_MALFORMED"
    )
    yield attack(
        "comment",
        swap(base, "</HOC_BA><HOC_BA>", "</HOC_BA><!-- --><HOC_BA>"),
        "A comment between records.",
        "COMMENT_FORBIDDEN",
    )
    yield attack(
        "text-between", swap(base, "</HOC_BA><HOC_BA>", "</HOC_BA>x<HOC_BA>"), "Text between records.", "LIST_MALFORMED"
    )
    yield attack(
        "rewritten",
        swap(base, 'id="dataDanhSach"', "id='dataDanhSach'"),
        "Written in another form.",
        "PACKAGE_MALFORMED",
    )
    yield attack(
        "empty",
        DECLARATION + b'<DANH_SACH_HOC_BA id="dataDanhSach"></DANH_SACH_HOC_BA>',
        "No record in it.",
        "LIST_EMPTY",
    )
    yield attack("dtd", base.replace(DECLARATION, DECLARATION + b"<!DOCTYPE x>"), "A DTD.", "DTD_FORBIDDEN")
    yield attack("other-school", _again(bad()["other-school"]), "Signed by another school.", "SEAL_WRONG_ORGANISATION")
    yield attack("by-a-person", _again(good()["head"]), "Signed by the head in person.", "SEAL_WRONG_ORGANISATION")
    early = resign(base, "danh-sach", by=seal, change=_at("2026-05-25T07:00:00+07:00"), digests=False)
    yield attack("before-seals", early, "Signed before the seals inside.", "SIGNED_OUT_OF_ORDER")
    forged = resign(
        base,
        "danh-sach",
        by=seal,
        change=lambda one: setattr(part(one, "DigestValue"), "text", "A" * 43 + "="),
        digests=False,
    )
    yield attack("other-digest", forged, "Signed over another list.", "DIGEST_WRONG")


def _again(who: object) -> bytes:
    return resign(golden.package(), "danh-sach", by=who, digests=False)  # type: ignore[arg-type]


def _at(moment: str) -> object:
    def change(signature: object) -> None:
        for one in signature.xpath(".//*[local-name()='SigningTime']"):  # type: ignore[attr-defined]
            one.text = moment

    return change
