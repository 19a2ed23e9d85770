"""An independent reader of XML signatures for tests: lxml and `cryptography` only, none of our own code."""

from __future__ import annotations

import hashlib
from base64 import b64decode

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from lxml import etree

DS = "{http://www.w3.org/2000/09/xmldsig#}"
XADES = "{http://uri.etsi.org/01903/v1.3.2#}"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
HASHES = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}


def c14n(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False)


def by_id(root: etree._Element, wanted: str) -> etree._Element:
    (found,) = root.xpath("//*[@Id = $wanted or @id = $wanted]", wanted=wanted)
    return found


def covered(signature: etree._Element) -> list[str]:
    """URIs of the references, each proven to match what it refers to."""
    root = signature.getroottree().getroot()
    found = []
    for reference in signature.findall(f"{DS}SignedInfo/{DS}Reference"):
        uri = reference.get("URI")
        transforms = [each.get("Algorithm") for each in reference.findall(f"{DS}Transforms/{DS}Transform")]
        target = by_id(root, uri.removeprefix("#"))
        data = c14n(target)
        if transforms[0] == ENVELOPED:
            data = data.replace(c14n(signature), b"", 1)
        assert transforms[-1] == EXCLUSIVE
        method = reference.find(f"{DS}DigestMethod").get("Algorithm")
        digest = hashlib.new(f"sha{method[-3:]}", data).digest()
        assert b64decode(reference.findtext(f"{DS}DigestValue")) == digest, uri
        found.append(uri)
    return found


def check_value(signature: etree._Element) -> x509.Certificate:
    """The signer's certificate, its key proven to have signed SignedInfo."""
    info = signature.find(f"{DS}SignedInfo")
    method = info.find(f"{DS}SignatureMethod").get("Algorithm")
    value = b64decode(signature.findtext(f"{DS}SignatureValue"))
    encoded = signature.findtext(f"{DS}KeyInfo/{DS}X509Data/{DS}X509Certificate")
    certificate = x509.load_der_x509_certificate(b64decode(encoded))
    key = certificate.public_key()
    hash_ = next(value for name, value in HASHES.items() if f"sha{name}" in method)
    if isinstance(key, ec.EllipticCurvePublicKey):
        half = len(value) // 2
        der = encode_dss_signature(int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big"))
        key.verify(der, c14n(info), ec.ECDSA(hash_))
    else:
        assert isinstance(key, rsa.RSAPublicKey)
        pss = padding.PSS(padding.MGF1(hash_), hash_.digest_size)
        key.verify(value, c14n(info), pss if "MGF1" in method else padding.PKCS1v15(), hash_)
    return certificate
