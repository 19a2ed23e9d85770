"""Packages: the list's signature and each record alone."""

from __future__ import annotations

import dataclasses
from functools import cache

import pytest
from lxml import etree

from hocba.documents.xml import exclusive_c14n, read_list
from hocba.verification import Indication, Outcome, Policy, VerificationReport, verify
from hocba.verification.xml.record import examine_record
from support.forge import golden
from support.forge.build import policy as vector_policy
from support.forge.pki import good
from support.forge.resign import DS, by_id, drop, edit, part, resign


@cache
def policy() -> Policy:
    return vector_policy("trust")


def judged(data: bytes) -> VerificationReport:
    return verify(data, policy())


def codes(data: bytes) -> set[str]:
    report = judged(data)
    assert report.indication is Indication.TOTAL_FAILED
    return {check.code for check in report.findings}


def again(change: object) -> bytes:
    return resign(golden.package(), "danh-sach", by=good()["seal"], change=change, digests=False)  # type: ignore[arg-type]


def test_a_package_passes_with_each_record_in_it() -> None:
    report = judged(golden.package())
    assert report.indication is Indication.TOTAL_PASSED
    assert report.kind == "package"
    assert report.record is None
    assert [inner.signed_xml for inner in report.records] == [golden.xml_a(), golden.xml_b()]
    assert [one.slot for one in report.signatures] == ["DANH_SACH"]
    assert [c.where for c in report.checks if c.code == "PACKAGE_RECORDS"] == ["HOC_BA[1]", "HOC_BA[2]"]
    data = report.as_json("goi.xml")
    assert (data["kind"], data["record"], data["profile"]) == ("package", None, "school-2025")
    assert "records" not in data


def test_an_undecided_record_leaves_the_package_undecided() -> None:
    report = verify(golden.package(), vector_policy("trust-without-status"))
    assert report.indication is Indication.INDETERMINATE
    told = [check for check in report.checks if check.code == "PACKAGE_RECORD_UNDECIDED"]
    assert [(check.where, check.params["code"]) for check in told] == [
        ("HOC_BA[1]", "STATUS_UNKNOWN"),
        ("HOC_BA[2]", "STATUS_UNKNOWN"),
    ]


def test_a_broken_record_is_named_with_its_own_report() -> None:
    data = golden.package().replace("Trần Gia Bảo".encode(), "Trần Gia Bào".encode())
    report = judged(data)
    assert [inner.indication for inner in report.records] == [Indication.TOTAL_PASSED, Indication.TOTAL_FAILED]
    (told,) = [check for check in report.checks if check.code == "PACKAGE_RECORD_FAILED"]
    assert told.where == "HOC_BA[2]"
    assert told.params["uuid"] == str(golden.record_b().lookup_uuid)


def test_the_lists_signature_has_its_shape() -> None:
    def extra(signature: etree._Element) -> None:
        etree.SubElement(signature, f"{DS}Object")

    assert "SIGNATURE_MALFORMED" in codes(edit(golden.package(), lambda root: extra(by_id(root, "sig-danh-sach"))))
    report = judged(edit(golden.package(), lambda root: extra(by_id(root, "sig-danh-sach"))))
    assert report.signatures[0].signer == ""


def test_the_lists_signature_covers_the_list() -> None:
    def references(signature: etree._Element) -> list[etree._Element]:
        return list(signature.iter(f"{DS}Reference"))

    def describe_less(signature: etree._Element) -> None:
        drop(part(signature, "DataObjectFormat"))

    assert "REFERENCES_WRONG" in codes(again(lambda s: references(s)[0].set("URI", "#data")))
    assert "REFERENCES_WRONG" in codes(again(lambda s: drop(references(s)[1])))
    assert "SIGNATURE_MALFORMED" in codes(again(describe_less))
    assert "DIGEST_WRONG" in codes(again(lambda s: setattr(part(references(s)[1], "DigestValue"), "text", "AAAA")))
    assert "DIGEST_WRONG" in codes(again(lambda s: setattr(part(references(s)[2], "DigestValue"), "text", "AAAA")))


@pytest.mark.parametrize(
    ("ministry", "xades", "code"),
    [
        ("2026-05-25T10:00:00", "2026-05-25T10:00:00", "SIGNING_TIME_MALFORMED"),
        ("2026-05-25T10:00:00+07:00", "2026-05-25T10:00:01+07:00", "SIGNING_TIME_DIFFERS"),
        ("2027-05-25T10:00:00+07:00", "2027-05-25T10:00:00+07:00", "SIGNED_IN_FUTURE"),
    ],
)
def test_the_lists_time(ministry: str, xades: str, code: str) -> None:
    def change(signature: etree._Element) -> None:
        first, second = signature.xpath(".//*[local-name()='SigningTime']")
        first.text, second.text = xades, ministry

    assert code in codes(again(change))


def test_a_package_of_the_authority_names_the_authority() -> None:
    from hocba.exchange import build_packages  # noqa: PLC0415  # one use
    from hocba.signature_profile import algorithm  # noqa: PLC0415  # one use
    from support.forge.pki import organisation  # noqa: PLC0415  # one use

    name = golden.record_a().school.authority_name
    office = organisation(name, "0099000002", "mallory", 401)
    at = golden.SEALED_AT.replace(hour=12)
    (data,) = build_packages([golden.xml_a()], office, algorithm("ecdsa-sha256"), at, sender=name)
    assert judged(data).indication is Indication.TOTAL_PASSED


def test_what_is_taken_for_canonical_is_what_canonicalising_gives() -> None:
    opened = read_list(golden.package())
    records = [examine_record(file, policy()) for file in opened.files]
    assert [record.own_form for record in records] == [True, True]
    assert b"".join(opened.canonical([True, True])) == b"".join(opened.canonical())


def test_a_record_in_another_form_is_canonicalised() -> None:
    spaced = golden.xml_a().replace(b"<HOC_BA>", b"<HOC_BA >", 1)
    record = examine_record(spaced, policy())
    assert not record.own_form
    opened = read_list(golden.package().replace(b"<HOC_BA>", b"<HOC_BA >", 1))
    assert not all(examine_record(file, policy()).own_form for file in opened.files)
    assert b"".join(opened.canonical([False, True])) == b"".join(read_list(golden.package()).canonical())


def test_input_without_canonical_form_is_refused() -> None:
    """A namespace that is a relative address makes C14N itself fail."""
    relative = golden.package().replace(b"</HOC_BA><HOC_BA>", b'</HOC_BA><x:y xmlns:x="../r"/><HOC_BA>')
    assert codes(relative)
    inside = golden.package().replace(b"<TONG_KET>", b'<TONG_KET xmlns:x="../r">', 1)
    assert codes(inside)
    in_signature = golden.package().replace(b"<ds:KeyInfo>", b'<ds:KeyInfo xmlns:x="../r">')
    assert codes(in_signature)
    record = golden.xml_a().replace(b"<TONG_KET>", b'<TONG_KET xmlns:x="../r">', 1)
    assert "XML_NOT_CANONICAL" in codes(record)
    only_list = edit(golden.package(), lambda _root: None)
    assert judged(only_list).indication is Indication.TOTAL_PASSED
    head = golden.package().replace(b"<DANH_SACH_HOC_BA ", b'<DANH_SACH_HOC_BA xmlns:x="../r" ')
    assert codes(head)


def test_a_demo_root_is_told_for_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hocba.verification.judge.is_demo", lambda _anchor: True)
    report = judged(golden.package())
    assert report.demo
    assert [check.outcome for check in report.checks if check.code == "LEGAL_VALUE"] == [Outcome.NOT_CHECKED]


def test_size_is_checked_first() -> None:
    small = dataclasses.replace(policy(), max_bytes=1000)
    assert [check.code for check in verify(golden.package(), small).checks] == ["FILE_TOO_LARGE"]
    assert exclusive_c14n(etree.fromstring(b"<a/>")) == b"<a></a>"
