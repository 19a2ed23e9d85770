"""A signature read from its text, where a profile has one serialisation.

Such a file was just found to be its own canonical form, so a signature has exactly one text: every byte of it is either
named by the expression below or a value inside one of its groups. Nothing can hide in a text that matches, and reading
it costs a fraction of walking a tree. A text that does not match is read by the tree, which says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from hocba.signature_profile import DIGEST_URIS, HashName, Profile
from hocba.verification.certificates.parsed import Certificate
from hocba.verification.findings import Finding
from hocba.verification.xml.parts import (
    EXCLUSIVE_C14N,
    Binding,
    MinistryProperties,
    Reference,
    Signature,
    XadesProperties,
    certificate_of,
    decode_base64,
)

_B64 = "[A-Za-z0-9+/=]+"
_WORD = r"[ !#-%'-;=?-~]*"
"""ASCII without what is markup or a quotation mark."""
_TEXT = r"(?:[^<>&\x00-\x1f]|&(?:amp|lt|gt);)*"
_CERTIFICATE = re.compile(rb"<ds:X509Certificate>([^<]+)</ds:X509Certificate>")
_SUBJECT = (b"<ds:X509SubjectName>", b"</ds:X509SubjectName>")
_PROPERTIES_TYPE = "http://www.w3.org/2000/09/xmldsig#SignatureProperties"
_SIGNED_TYPE = "http://uri.etsi.org/01903#SignedProperties"


def match_signature(profile: Profile, text: bytes, key: str) -> re.Match[bytes] | None:
    """The text as the signature of the slot with that key; None where it is not the one that it must be."""
    match = _shape(profile).signature.fullmatch(text)
    return match if match is not None and match["key"] == key.encode() else None


def read_match(profile: Profile, match: re.Match[bytes]) -> Signature:
    """The parts of a signature whose text matched.

    Raises:
        Finding: ALGORITHM_REFUSED, BASE64_NOT_CANONICAL, SIGNATURE_MALFORMED, CERTIFICATE_MALFORMED,
            CERTIFICATE_KEY_WEAK.
    """
    shape, hashes = _shape(profile), _hashes(profile)
    key, method, time, ministry_time, *binding = (word.decode("ascii") for word in match.group(*_WORDS))
    signed, properties, digest_method, formats = match.group("signed", "properties", "digest_method", "formats")
    algorithm = profile.algorithm_by_uri(method)
    if algorithm is None:
        raise Finding("ALGORITHM_REFUSED", algorithm=method)
    leaf, chain = _key_info(match["key_info"])
    return Signature(
        id=f"sig-{key}",
        signed_info=shape.info_head + match["info"],
        algorithm=algorithm,
        references=tuple(
            Reference(identity.decode("ascii") or None, uri.decode("ascii"), _hash(hashes, name), _base64(digest))
            for identity, uri, name, digest in shape.reference.findall(match["references"])
        ),
        value=_base64(match["value"]),
        leaf=leaf,
        chain=chain,
        xades=XadesProperties(
            canonical=shape.signed_head + shape.alone(signed),
            id=f"signed-{key}",
            time=time,
            hash=_hash(hashes, digest_method),
            certificate_digest=_base64(match["digest"]),
            described=tuple(formats.decode("ascii").split('"')[1::2]),
        ),
        ministry=MinistryProperties(
            canonical=shape.properties_head + properties,
            id=f"props-{key}",
            time=ministry_time,
            binding=Binding(*binding),
        ),
    )


_WORDS = ("key", "method", "time", "ministry_time", "record", "revision", "slot", "role")


def _hash(hashes: Mapping[bytes, HashName], uri: bytes) -> HashName:
    name = hashes.get(uri)
    if name is None:
        raise Finding("ALGORITHM_REFUSED", algorithm=uri.decode("ascii"))
    return name


@cache
def _hashes(profile: Profile) -> dict[bytes, HashName]:
    return {uri.encode(): name for uri, name in DIGEST_URIS.items() if name in profile.digests}


def _base64(text: bytes) -> bytes:
    found = decode_base64(text)
    if found is None:
        raise Finding("BASE64_NOT_CANONICAL")
    return found


@lru_cache(maxsize=4096)
def _key_info(text: bytes) -> tuple[Certificate, tuple[Certificate, ...]]:
    """Signer and issuers; kept by its text, since a school's records repeat the same signers thousands of times."""
    certificates = [certificate_of(one) for one in _CERTIFICATE.findall(text)]
    found = [one for one in certificates if one is not None]
    if len(found) != len(certificates):
        raise Finding("BASE64_NOT_CANONICAL", where="X509Certificate")
    subject = text[len(_SUBJECT[0]) : text.index(_SUBJECT[1])]
    if found[0].subject.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode() != subject:
        raise Finding("SIGNATURE_MALFORMED", where="X509SubjectName")
    return found[0], tuple(found[1:])


class _Shape:
    """The expressions of one profile, and what stands before a part when it is canonicalised alone."""

    def __init__(self, profile: Profile) -> None:
        spaces = profile.namespaces
        self._ds = f' xmlns:ds="{spaces.ds}"'
        xades = f' xmlns:xades="{spaces.xades}"'
        self.info_head = f"<ds:SignedInfo{self._ds}".encode()
        self.signed_head = f"<xades:SignedProperties{xades}".encode()
        self.properties_head = f"<ds:SignatureProperties{self._ds}".encode()
        transform = _empty("ds:Transform", EXCLUSIVE_C14N)
        kinds = "|".join(re.escape(f' Type="{kind}"') for kind in (_PROPERTIES_TYPE, _SIGNED_TYPE))
        reference = (
            rf'<ds:Reference(?: Id="({_WORD})")?(?:{kinds})? URI="({_WORD})"><ds:Transforms>{transform}</ds:Transforms>'
            rf"<ds:DigestMethod Algorithm=\"({_WORD})\"></ds:DigestMethod>"
            rf"<ds:DigestValue>({_B64})</ds:DigestValue></ds:Reference>"
        )
        self.reference = re.compile(reference.encode())
        any_reference = re.sub(r"\((?!\?)", "(?:", reference)
        target = '<ds:SignatureProperty Target="#sig-(?P=key)">'
        signature = (
            rf'<ds:Signature{re.escape(self._ds)} Id="sig-(?P<key>[a-z0-9-]+)">'
            rf"<ds:SignedInfo(?P<info>>{_empty('ds:CanonicalizationMethod', EXCLUSIVE_C14N)}"
            rf"<ds:SignatureMethod Algorithm=\"(?P<method>{_WORD})\"></ds:SignatureMethod>"
            rf"(?P<references>(?:{any_reference}){{3,64}})</ds:SignedInfo>)"
            rf'<ds:SignatureValue Id="sigval-(?P=key)">(?P<value>{_B64})</ds:SignatureValue>'
            rf"<ds:KeyInfo><ds:X509Data>(?P<key_info><ds:X509SubjectName>{_TEXT}</ds:X509SubjectName>"
            rf"(?:<ds:X509Certificate>{_B64}</ds:X509Certificate>){{1,6}})</ds:X509Data></ds:KeyInfo>"
            rf'<ds:Object><xades:QualifyingProperties{re.escape(xades)} Target="#sig-(?P=key)">'
            r'<xades:SignedProperties(?P<signed> Id="signed-(?P=key)"><xades:SignedSignatureProperties>'
            rf"<xades:SigningTime>(?P<time>{_WORD})</xades:SigningTime>"
            r"<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>"
            rf"<ds:DigestMethod Algorithm=\"(?P<digest_method>{_WORD})\"></ds:DigestMethod>"
            rf"<ds:DigestValue>(?P<digest>{_B64})</ds:DigestValue>"
            r"</xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties>"
            r"<xades:SignedDataObjectProperties>(?P<formats>"
            rf'(?:<xades:DataObjectFormat ObjectReference="{_WORD}"><xades:MimeType>text/xml</xades:MimeType>'
            r"</xades:DataObjectFormat>){2,64}"
            r")</xades:SignedDataObjectProperties></xades:SignedProperties>)</xades:QualifyingProperties></ds:Object>"
            r'<ds:Object><ds:SignatureProperties(?P<properties> Id="props-(?P=key)">'
            rf'{target}<SigningTime xmlns="{re.escape(spaces.signing_time)}">(?P<ministry_time>{_WORD})</SigningTime>'
            rf"</ds:SignatureProperty>{target}"
            rf'<hb:Binding xmlns:hb="{re.escape(spaces.binding)}"><hb:Record>(?P<record>{_WORD})</hb:Record>'
            rf"<hb:Revision>(?P<revision>{_WORD})</hb:Revision><hb:Slot>(?P<slot>{_WORD})</hb:Slot>"
            rf"<hb:Role>(?P<role>{_WORD})</hb:Role></hb:Binding></ds:SignatureProperty>"
            r"</ds:SignatureProperties>)</ds:Object></ds:Signature>"
        )
        self.signature = re.compile(signature.encode())

    def alone(self, signed: bytes) -> bytes:
        """Signed properties as exclusive C14N gives them alone: `ds` declared where it is first used."""
        ds = self._ds.encode()
        signed = signed.replace(b"<ds:DigestMethod ", b"<ds:DigestMethod%b " % ds, 1)
        return signed.replace(b"<ds:DigestValue>", b"<ds:DigestValue%b>" % ds, 1)


def _empty(tag: str, algorithm: str) -> str:
    return rf'<{tag} Algorithm="{re.escape(algorithm)}"></{tag}>'


@cache
def _shape(profile: Profile) -> _Shape:
    return _Shape(profile)
