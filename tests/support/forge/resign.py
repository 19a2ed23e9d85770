"""Sign again after a change: what somebody can do who holds keys, and wants a file to say something else."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from lxml import etree

from hocba.documents.xml import DECLARATION, exclusive_c14n
from support.forge.pki import Identity, raw

DS = "{http://www.w3.org/2000/09/xmldsig#}"
XADES = "{http://uri.etsi.org/01903/v1.3.2#}"
HB = "{urn:hocba:binding:1}"
HASHES = {
    "sha1": hashes.SHA1(),  # noqa: S303  # what must be refused has to be made first
    "sha256": hashes.SHA256(),
    "sha512": hashes.SHA512(),
    "md5": hashes.MD5(),  # noqa: S303  # the same
}
Change = Callable[[etree._Element], None]


def opened(data: bytes) -> etree._Element:
    return etree.fromstring(data)


def closed(root: etree._Element) -> bytes:
    """In the one form again, so that nothing but the attack is wrong."""
    return DECLARATION + exclusive_c14n(root)


def by_id(root: etree._Element, identity: str) -> etree._Element:
    """The first element with that Id."""
    return root.xpath("//*[@Id=$wanted]", wanted=identity)[0]


def part(signature: etree._Element, name: str) -> etree._Element:
    """The first descendant of that local name."""
    return signature.xpath(".//*[local-name()=$name]", name=name)[0]


def drop(element: etree._Element | None) -> None:
    """Take an element out."""
    assert element is not None
    element.getparent().remove(element)  # type: ignore[union-attr]


def edit(data: bytes, change: Change) -> bytes:
    """Change the tree, sign nothing again."""
    root = opened(data)
    change(root)
    return closed(root)


def resign(
    data: bytes,
    *keys: str,
    by: Identity,
    change: Change | None = None,
    certificates: bool = True,
    digests: bool = True,
    hash_name: str = "sha256",
    as_der: bool = False,
) -> bytes:
    """The signatures of these slots made anew over what the file says now.

    Args:
        keys: of the slots, such as "cbql".
        by: who signs.
        change: applied to each signature before its digests are computed.
        certificates: put the signer's certificates in.
        digests: compute the references anew.
        hash_name: of the signature value.
        as_der: write an ECDSA value as DER, as it must not stand in XML.
    """
    root = opened(data)
    for key in keys:
        signature = by_id(root, f"sig-{key}")
        if certificates:
            put_certificates(signature, by)
        if change is not None:
            change(signature)
        info = part(signature, "SignedInfo")
        if digests:
            for reference in info.iter(f"{DS}Reference"):
                _digest(root, reference)
        value = raw(by.key, exclusive_c14n(info), HASHES[hash_name])
        if hasattr(by.key, "curve") and not as_der:
            value = b"".join(number.to_bytes((by.key.key_size + 7) // 8) for number in decode_dss_signature(value))
        part(signature, "SignatureValue").text = b64encode(value).decode()
    return closed(root)


def put_certificates(signature: etree._Element, by: Identity) -> None:
    """The signer's chain, subject and certificate digest."""
    data = part(signature, "X509Data")
    for old in list(data)[1:]:
        data.remove(old)
    for one in by.chain:
        etree.SubElement(data, f"{DS}X509Certificate").text = b64encode(one).decode()
    part(signature, "X509SubjectName").text = by.certificate.subject.rfc4514_string()
    digest = part(part(signature, "CertDigest"), "DigestValue")
    digest.text = b64encode(hashlib.sha256(by.chain[0]).digest()).decode()


def _digest(root: etree._Element, reference: etree._Element) -> None:
    uri = reference.get("URI", "")
    found = root.xpath("//*[@Id=$wanted]", wanted=uri.removeprefix("#"))
    method = part(reference, "DigestMethod").get("Algorithm", "").rpartition("#")[2]
    if found and method in HASHES:
        value = hashlib.new(method, exclusive_c14n(found[0]), usedforsecurity=False).digest()
        part(reference, "DigestValue").text = b64encode(value).decode()


def set_time(moment: str) -> Change:
    """Claim another signing time, everywhere in the signature and its slot."""

    def change(signature: etree._Element) -> None:
        for name in ("SigningTime",):
            for one in signature.xpath(".//*[local-name()=$name]", name=name):
                one.text = moment
        slot = signature.getparent()
        assert slot is not None
        slot.find("NGAY_KY").text = moment  # type: ignore[union-attr]

    return change


def set_text(name: str, text: str) -> Change:
    """Another text in the first descendant of that name."""

    def change(signature: etree._Element) -> None:
        part(signature, name).text = text

    return change


def set_algorithm(name: str, uri: str, *, every: bool = False) -> Change:
    """Another `Algorithm` in the first (or every) descendant of that name."""

    def change(signature: etree._Element) -> None:
        for one in signature.xpath(".//*[local-name()=$name]", name=name)[: None if every else 1]:
            one.set("Algorithm", uri)

    return change
