"""A signature read from a tree: every part has its place, and nothing else is let in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree
from verification_world import world

from hocba.signature_profile import profile
from hocba.verification.findings import Finding
from hocba.verification.xml.parts import decode_base64
from hocba.verification.xml.tree import SignatureReader
from support.forge.resign import DS, XADES, by_id, drop, part

Change = Callable[[etree._Element], object]


def signature(profile_name: str = "school-2025") -> etree._Element:
    return by_id(etree.fromstring(world(profile_name=profile_name).xml), "sig-cbql")


def read(element: etree._Element, profile_name: str = "school-2025", *, enveloped: bool = False) -> object:
    return SignatureReader(profile(profile_name), enveloped=enveloped).read(element, "sig-cbql")


def code_of(change: Change, profile_name: str = "school-2025") -> str:
    element = signature(profile_name)
    change(element)
    with pytest.raises(Finding) as caught:
        read(element, profile_name)
    return caught.value.code


def rename(name: str) -> Change:
    return lambda element: setattr(part(element, name), "tag", f"{DS}Other")


def repeat(name: str, count: int) -> Change:
    def change(element: etree._Element) -> None:
        one = part(element, name)
        for _ in range(count):
            one.addnext(etree.fromstring(etree.tostring(one)))

    return change


def add(name: str, tag: str) -> Change:
    return lambda element: etree.SubElement(part(element, name), tag)


def text(name: str, value: str) -> Change:
    return lambda element: setattr(part(element, name), "text", value)


MALFORMED: dict[str, Change] = {
    "another element": lambda element: setattr(element, "tag", f"{DS}Sig"),
    "no SignedInfo": rename("SignedInfo"),
    "attribute on SignedInfo": lambda element: part(element, "SignedInfo").set("Id", "x"),
    "another Id": lambda element: element.set("Id", "sig-gvcn"),
    "no methods": rename("CanonicalizationMethod"),
    "no signature method": rename("SignatureMethod"),
    "no references": lambda element: [drop(one) for one in list(element.iter(f"{DS}Reference"))],
    "too many references": repeat("Reference", 64),
    "a reference of another name": rename("Reference"),
    "no digest": rename("DigestValue"),
    "no address": lambda element: part(element, "Reference").attrib.pop("URI"),
    "no certificates": lambda element: [drop(one) for one in list(element.iter(f"{DS}X509Certificate"))],
    "no subject": lambda element: drop(part(element, "X509SubjectName")),
    "empty certificate data": lambda element: [drop(one) for one in list(part(element, "X509Data"))],
    "too many certificates": repeat("X509Certificate", 6),
    "something beside certificates": add("X509Data", f"{DS}X509CRL"),
    "another kind of key": rename("X509Data"),
    "two kinds of key": add("KeyInfo", f"{DS}KeyName"),
    "another subject": text("X509SubjectName", "CN=x"),
    "an empty object": lambda element: drop(part(element, "QualifyingProperties")),
    "properties for another signature": lambda e: part(e, "QualifyingProperties").set("Target", "#sig-gvcn"),
    "no signed properties": lambda e: setattr(part(e, "SignedProperties"), "tag", f"{XADES}Other"),
    "something before the time": lambda e: part(e, "SignedSignatureProperties").insert(0, etree.Element(f"{XADES}X")),
    "something after the certificate": add("SignedSignatureProperties", f"{XADES}X"),
    "something signed besides": lambda e: part(e, "SignedProperties").insert(0, etree.Element(f"{XADES}X")),
    "two certificates named": repeat("Cert", 1),
    "no digest of the certificate": lambda e: drop(part(part(e, "CertDigest"), "DigestValue")),
    "no certificate named": lambda e: drop(part(e, "CertDigest")),
    "a property for another signature": lambda e: part(e, "SignatureProperty").set("Target", "#x"),
    "no binding": lambda e: drop(e.findall(f".//{DS}SignatureProperty")[1]),
    "no time": lambda e: drop(e.findall(f".//{DS}SignatureProperty")[0]),
    "another binding": lambda e: drop(part(e, "Role")),
    "elements inside a value": add("SignatureValue", "x"),
}


@pytest.mark.parametrize("name", sorted(MALFORMED))
def test_a_part_out_of_place(name: str) -> None:
    assert code_of(MALFORMED[name]) == "SIGNATURE_MALFORMED"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda e: part(e, "CanonicalizationMethod").set("Algorithm", "urn:x"), "ALGORITHM_REFUSED"),
        (lambda e: part(e, "SignatureMethod").set("Algorithm", "urn:x"), "ALGORITHM_REFUSED"),
        (lambda e: part(e, "DigestMethod").set("Algorithm", "urn:x"), "ALGORITHM_REFUSED"),
        (lambda e: part(e, "Transform").set("Algorithm", "urn:x"), "TRANSFORM_FORBIDDEN"),
        (repeat("Transform", 1), "TRANSFORM_FORBIDDEN"),
        (add("Transform", "x"), "TRANSFORM_FORBIDDEN"),
        (lambda e: part(e, "DigestMethod").set("More", "x"), "TRANSFORM_FORBIDDEN"),
        (text("SignatureValue", "a"), "BASE64_NOT_CANONICAL"),
        (text("SignatureValue", ""), "BASE64_NOT_CANONICAL"),
        (text("X509Certificate", "á"), "BASE64_NOT_CANONICAL"),
        (text("X509Certificate", "AAAA"), "CERTIFICATE_MALFORMED"),
    ],
)
def test_a_value_that_is_not_allowed(change: Change, code: str) -> None:
    assert code_of(change) == code


LENIENT: dict[str, Change] = {
    "objects in another order": lambda e: e.insert(3, e[4]),
    "without XAdES": lambda e: drop(e[3]),
    "without binding": lambda e: drop(e.findall(f".//{DS}SignatureProperty")[1]),
    "more certificate data": lambda e: part(e, "X509Data").insert(0, etree.Element(f"{DS}X509IssuerSerial")),
    "an Id on SignedInfo": lambda e: part(e, "SignedInfo").set("Id", "x"),
    "lines in base64": lambda e: setattr(part(e, "SignatureValue"), "text", "AA\n AA"),
    "more signed of the signature": add("SignedSignatureProperties", f"{XADES}SignatureProductionPlaceV2"),
}


@pytest.mark.parametrize("name", sorted(LENIENT))
def test_what_other_software_may_write_only_where_the_profile_says_so(name: str) -> None:
    element = signature("cv2088-v1")
    LENIENT[name](element)
    read(element, "cv2088-v1")
    assert code_of(LENIENT[name]) in {"SIGNATURE_MALFORMED", "BASE64_NOT_CANONICAL"}


@pytest.mark.parametrize(
    "name", ["another element", "no certificates", "an empty object", "two kinds of key", "no time"]
)
def test_what_no_profile_allows(name: str) -> None:
    assert code_of(MALFORMED[name], "cv2088-v1") == "SIGNATURE_MALFORMED"


def test_only_a_list_is_signed_from_within() -> None:
    element = signature()
    enveloped = etree.Element(f"{DS}Transform", Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature")
    part(element, "Transforms").insert(0, enveloped)
    read(element, enveloped=True)
    with pytest.raises(Finding):
        read(element)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"QQ==", b"A"),
        (b"QR==", None),
        (b"QQ=", None),
        (b"QQ", None),
        (b"Q Q=", None),
        (b"QQ==\n", None),
        (b"", None),
        (b"QUJD", b"ABC"),
        (b"-_-_", None),
    ],
)
def test_base64_has_one_form(data: bytes, found: bytes | None) -> None:
    assert decode_base64(data) == found
