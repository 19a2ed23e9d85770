"""Signatures made with true keys that cover something else, and something foreign inside or beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from support.forge import golden
from support.forge.attack import Attack
from support.forge.pki import good
from support.forge.resign import DS, by_id, drop, edit, part, resign


def _references(signature: etree._Element) -> list[etree._Element]:
    return list(signature.iter(f"{DS}Reference"))


def _remove(index: int) -> Callable[[etree._Element], object]:
    return lambda signature: drop(_references(signature)[index])


def _uri(value: str) -> Callable[[etree._Element], object]:
    return lambda signature: _references(signature)[0].set("URI", value)


def _reorder(signature: etree._Element) -> None:
    first, second = _references(signature)[1:3]
    first.addprevious(second)


def _twice(signature: etree._Element) -> None:
    first = _references(signature)[0]
    first.addnext(deepcopy(first))


def _transform(algorithm: str, *, text: str = "", before: bool = False) -> Callable[[etree._Element], object]:
    def change(signature: etree._Element) -> None:
        transforms = part(_references(signature)[0], "Transforms")
        added = etree.Element(f"{DS}Transform", Algorithm=algorithm)
        if text:
            etree.SubElement(added, f"{DS}XPath").text = text
        transforms.insert(0 if before else 1, added)

    return change


def _no_transform(signature: etree._Element) -> None:
    drop(part(_references(signature)[0], "Transforms"))


def _inclusive_prefixes(signature: etree._Element) -> None:
    space = "http://www.w3.org/2001/10/xml-exc-c14n#"
    transform_ = part(_references(signature)[0], "Transform")
    etree.SubElement(transform_, f"{{{space}}}InclusiveNamespaces", PrefixList="hb")


def _manifest(signature: etree._Element) -> None:
    holder = etree.SubElement(signature, f"{DS}Object")
    inner = etree.SubElement(holder, f"{DS}Manifest", Id="manifest")
    inner.append(deepcopy(_references(signature)[0]))
    _references(signature)[0].set("URI", "#manifest")


def reference_attacks() -> Iterator[Attack]:
    """The signer's own key, but the signature covers something else (a careless or dishonest signing tool)."""
    base, head, seal = golden.xml_a(), good()["head"], good()["seal"]

    def again(
        name: str, change: Callable[[etree._Element], object], reason: str, code: str, *, key: str = "ky-phat-hanh"
    ) -> Attack:
        who = seal if key == "ky-phat-hanh" else head
        data = resign(base, key, by=who, change=change)  # type: ignore[arg-type]
        if key != "ky-phat-hanh":
            data = resign(data, "ky-phat-hanh", by=seal)
        return Attack(f"reference-{name}", data, "ecdsa.xml", reason, code)

    yield again("earlier-removed", _remove(1), "The seal no longer covers a teacher's signature.", "REFERENCES_WRONG")
    yield again("data-removed", _remove(0), "The seal no longer covers the data.", "REFERENCES_WRONG")
    yield again("properties-removed", _remove(-2), "The ministry's signing time is not signed.", "REFERENCES_WRONG")
    yield again("xades-removed", _remove(-1), "The XAdES properties are not signed.", "REFERENCES_WRONG")
    yield again("order-changed", _reorder, "References in another order than the profile's.", "REFERENCES_WRONG")
    yield again("twice", _twice, "One reference _twice.", "REFERENCES_WRONG")
    yield again("whole-document", _uri(""), "The whole document instead of the data.", "REFERENCES_WRONG", key="cbql")
    yield again(
        "xpointer", _uri("#xpointer(id('data'))"), "An XPointer instead of an Id.", "REFERENCES_WRONG", key="cbql"
    )
    yield again(
        "external", _uri("https://example.org/data"), "An address on the network.", "REFERENCES_WRONG", key="cbql"
    )
    yield again(
        "a-part-only", _uri("#gv-022173903443"), "The head signed one part only.", "REFERENCES_WRONG", key="cbql"
    )
    xpath = _transform(
        "http://www.w3.org/TR/1999/REC-xpath-19991116", text="not(ancestor-or-self::BANG_DIEM)", before=True
    )
    yield again("xpath", xpath, "An XPath filter leaves results out.", "XML_NOT_CANONICAL", key="cbql")
    xslt = _transform("http://www.w3.org/TR/1999/REC-xslt-19991116", before=True)
    yield again("xslt", xslt, "An XSLT program as transformation.", "TRANSFORM_FORBIDDEN", key="cbql")
    base64 = _transform("http://www.w3.org/2000/09/xmldsig#base64", before=True)
    yield again("base64", base64, "A base64 transformation.", "TRANSFORM_FORBIDDEN", key="cbql")
    enveloped = _transform("http://www.w3.org/2000/09/xmldsig#enveloped-signature", before=True)
    yield again("enveloped", enveloped, "An enveloped-signature transformation.", "TRANSFORM_FORBIDDEN", key="cbql")
    yield again("no-_transform", _no_transform, "No explicit canonicalisation.", "XML_NOT_CANONICAL", key="cbql")
    yield again("inclusive-prefixes", _inclusive_prefixes, "A PrefixList.", "XML_NOT_CANONICAL", key="cbql")
    yield again(
        "manifest",
        _manifest,
        "The data only through a Manifest, which need not be checked.",
        "XML_NOT_CANONICAL",
        key="cbql",
    )
    yield again(
        "format-missing",
        lambda signature: drop(part(signature, "DataObjectFormat")),
        "A reference without its DataObjectFormat.",
        "SIGNATURE_MALFORMED",
    )


def _extra_object(root: etree._Element) -> None:
    etree.SubElement(by_id(root, "sig-ky-phat-hanh"), f"{DS}Object").text = "free room"


def _second_signature(root: etree._Element) -> None:
    slot = by_id(root, "sig-cbql").getparent()
    slot.append(deepcopy(by_id(root, "sig-gvcn")))  # type: ignore[union-attr]


def _second_info(root: etree._Element) -> None:
    info = by_id(root, "sig-cbql")[0]
    info.addnext(deepcopy(info))


def _key_value(root: etree._Element) -> None:
    by_id(root, "sig-cbql")[2].insert(0, etree.Element(f"{DS}KeyValue"))


def _retrieval(root: etree._Element) -> None:
    by_id(root, "sig-cbql")[2].append(etree.Element(f"{DS}RetrievalMethod", URI="https://example.org/key"))


def _unsigned_properties(root: etree._Element) -> None:
    holder = part(by_id(root, "sig-cbql"), "QualifyingProperties")
    etree.SubElement(holder, "{http://uri.etsi.org/01903/v1.3.2#}UnsignedProperties")


def _subject(root: etree._Element) -> None:
    part(by_id(root, "sig-ky-phat-hanh"), "X509SubjectName").text = "CN=Somebody else"


def _renamed_id(root: etree._Element) -> None:
    by_id(root, "sig-ky-phat-hanh").set("Id", "sig-other")


def _attribute(root: etree._Element) -> None:
    root.set("note", "x")


def shape_attacks() -> Iterator[Attack]:
    """Something foreign inside or beside a signature."""
    base = golden.xml_a()

    def attack(
        name: str, change: Callable[[etree._Element], object], reason: str, code: str = "XML_NOT_CANONICAL"
    ) -> Attack:
        return Attack(f"shape-{name}", edit(base, change), "ecdsa.xml", reason, code)  # type: ignore[arg-type]

    yield attack("extra-object", _extra_object, "A further ds:Object, which nothing signs.")
    yield attack("second-signature", _second_signature, "Two signatures in one slot.")
    yield attack("second-signed-info", _second_info, "Two SignedInfo in one signature.")
    yield attack("key-value", _key_value, "A bare key beside the certificate.")
    yield attack("retrieval-method", _retrieval, "A key to be fetched from the network.")
    yield attack("unsigned-properties", _unsigned_properties, "Properties that nothing signs.")
    yield attack("subject-name", _subject, "The printed subject is not the certificate's.", "SIGNATURE_MALFORMED")
    yield attack("signature-id", _renamed_id, "The seal's signature has another Id.")
    yield attack("root-_attribute", _attribute, "An _attribute on the root, which nothing signs.")
