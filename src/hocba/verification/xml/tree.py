"""A `ds:Signature` read from a tree: only the children, attributes and algorithms of the profile, in their order.

Nothing is looked up by Id or by search here; each part is reached by its position, so a part that stands elsewhere,
twice or under another parent is refused rather than found.
Source: W3C XML Signature 1.1; ETSI EN 319 132-1 (baseline B).
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from hocba.signature_profile import DIGEST_URIS, HashName, Profile, SignatureAlgorithm
from hocba.verification.certificates.parsed import Certificate
from hocba.verification.findings import Finding
from hocba.verification.xml.canonical import canonical
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

_ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
_MAX_CERTIFICATES = 6
_MAX_REFERENCES = 64
_WHITE_SPACE = str.maketrans("", "", " \t\r\n")


class SignatureReader:
    """Reads signatures of one profile.

    Args:
        profile: names, algorithms, and whether exactly our signer's shape is demanded.
        enveloped: for the signature of a list, which stands inside what its first reference names and has no binding.
    """

    def __init__(self, profile: Profile, *, enveloped: bool = False) -> None:
        self._profile = profile
        self._enveloped = enveloped
        self._strict = profile.strict_signatures
        spaces = profile.namespaces
        self._ds, self._xades = f"{{{spaces.ds}}}", f"{{{spaces.xades}}}"
        self._time_tag = f"{{{spaces.signing_time}}}SigningTime"
        self._binding = f"{{{spaces.binding}}}"
        ds, xades, hb = self._ds, self._xades, self._binding
        self._of_signature = [ds + name for name in ("SignedInfo", "SignatureValue", "KeyInfo", "Object", "Object")]
        self._of_reference = [ds + name for name in ("Transforms", "DigestMethod", "DigestValue")]
        self._of_digest = self._of_reference[1:]
        self._of_signed = [xades + n for n in ("SignedSignatureProperties", "SignedDataObjectProperties")]
        self._of_signed_signature = [xades + n for n in ("SigningTime", "SigningCertificateV2")]
        self._of_binding = [hb + name for name in ("Record", "Revision", "Slot", "Role")]

    def read(self, element: etree._Element, signature_id: str) -> Signature:
        """Take a signature apart.

        Raises:
            Finding: SIGNATURE_MALFORMED, BASE64_NOT_CANONICAL, ALGORITHM_REFUSED, TRANSFORM_FORBIDDEN,
                CERTIFICATE_MALFORMED, CERTIFICATE_KEY_WEAK.
        """
        parts = list(element)
        strict = self._strict
        named = [part.tag for part in parts]
        known = named == self._of_signature or (not strict and named in (self._of_signature[:4], self._of_signature))
        if element.tag != self._ds + "Signature" or not known:
            raise Finding("SIGNATURE_MALFORMED", where="Signature")
        found_id = element.get("Id", "")
        if strict and (element.items() != [("Id", signature_id)] or parts[1].items() != [_value_id(signature_id)]):
            raise Finding("SIGNATURE_MALFORMED", where="Signature/@Id")
        algorithm, references = self._signed_info(parts[0])
        leaf, *chain = self._key_info(parts[2])
        xades, ministry = self._objects(parts[3:], found_id)
        return Signature(
            id=found_id,
            signed_info=canonical(parts[0]),
            algorithm=algorithm,
            references=references,
            value=self._base64(parts[1]),
            leaf=leaf,
            chain=tuple(chain),
            xades=xades,
            ministry=ministry,
        )

    def _signed_info(self, element: etree._Element) -> tuple[SignatureAlgorithm, tuple[Reference, ...]]:
        ds = self._ds
        parts = list(element)
        if not 2 < len(parts) <= _MAX_REFERENCES or (self._strict and element.attrib):  # noqa: PLR2004  # two methods
            raise Finding("SIGNATURE_MALFORMED", where="SignedInfo")
        method, signature_method, *references = parts
        if method.tag != ds + "CanonicalizationMethod" or signature_method.tag != ds + "SignatureMethod":
            raise Finding("SIGNATURE_MALFORMED", where="SignedInfo")
        if _algorithm(method) != EXCLUSIVE_C14N:
            raise Finding("ALGORITHM_REFUSED", algorithm=method.get("Algorithm", ""))
        uri = _algorithm(signature_method)
        algorithm = self._profile.algorithm_by_uri(uri)
        if algorithm is None:
            raise Finding("ALGORITHM_REFUSED", algorithm=uri)
        found = [self._reference(one, first=number == 0) for number, one in enumerate(references)]
        return algorithm, tuple(found)

    def _reference(self, element: etree._Element, *, first: bool) -> Reference:
        parts = list(element)
        if element.tag != self._ds + "Reference" or [part.tag for part in parts] != self._of_reference:
            raise Finding("SIGNATURE_MALFORMED", where="Reference")
        transforms = list(parts[0])
        uri = element.get("URI")
        if uri is None:
            raise Finding("SIGNATURE_MALFORMED", where="Reference/@URI")
        wanted = [_ENVELOPED, EXCLUSIVE_C14N] if first and self._enveloped else [EXCLUSIVE_C14N]
        if [_algorithm(one) for one in transforms] != wanted:
            raise Finding("TRANSFORM_FORBIDDEN", where=uri)
        return Reference(element.get("Id"), uri, self._hash(parts[1]), self._base64(parts[2]))

    def _hash(self, element: etree._Element) -> HashName:
        uri = _algorithm(element)
        name = DIGEST_URIS.get(uri)
        if name is None or name not in self._profile.digests:
            raise Finding("ALGORITHM_REFUSED", algorithm=uri)
        return name

    def _key_info(self, element: etree._Element) -> list[Certificate]:
        ds = self._ds
        data = list(element)
        if len(data) != 1 or data[0].tag != ds + "X509Data":
            raise Finding("SIGNATURE_MALFORMED", where="KeyInfo")
        name, *certificates = list(data[0]) or [element]
        if not self._strict:
            certificates = [one for one in (name, *certificates) if one.tag == ds + "X509Certificate"]
        elif name.tag != ds + "X509SubjectName" or any(one.tag != ds + "X509Certificate" for one in certificates):
            raise Finding("SIGNATURE_MALFORMED", where="X509Data")
        if not 0 < len(certificates) <= _MAX_CERTIFICATES:
            raise Finding("SIGNATURE_MALFORMED", where="X509Data")
        found = [self._certificate(one) for one in certificates]
        if self._strict and _text(name) != found[0].subject:
            raise Finding("SIGNATURE_MALFORMED", where="X509SubjectName")
        return found

    def _objects(
        self, objects: Sequence[etree._Element], signature_id: str
    ) -> tuple[XadesProperties | None, MinistryProperties]:
        """The XAdES properties, then the ministry's; nothing else may stand in a signature."""
        held = [_only_child(one) for one in objects]
        tags = [one.tag for one in held]
        wanted = [self._xades + "QualifyingProperties", self._ds + "SignatureProperties"]
        if not self._strict:
            held = sorted(held, key=lambda one: one.tag != wanted[0])
            tags = [one.tag for one in held]
            wanted = wanted[-len(tags) :]
        if tags != wanted:
            raise Finding("SIGNATURE_MALFORMED", where="Object")
        target = f"#{signature_id}"
        xades = self._qualifying(held[0], target) if len(held) > 1 else None
        return xades, self._properties(held[-1], target)

    def _qualifying(self, element: etree._Element, target: str) -> XadesProperties:
        signed = _only_child(element)
        parts = list(signed)
        if element.items() != [("Target", target)] or signed.tag != self._xades + "SignedProperties":
            raise Finding("SIGNATURE_MALFORMED", where="QualifyingProperties")
        if [part.tag for part in parts] != self._of_signed:
            raise Finding("SIGNATURE_MALFORMED", where="SignedProperties")
        of_signature = list(parts[0])
        if [part.tag for part in of_signature[:2]] != self._of_signed_signature or (
            self._strict and len(of_signature) != 2  # noqa: PLR2004  # time and certificate
        ):
            raise Finding("SIGNATURE_MALFORMED", where="SignedSignatureProperties")
        time, certificate = of_signature[:2]
        digest = list(_only_child(certificate))
        if not digest or [part.tag for part in list(digest[0])] != self._of_digest:
            raise Finding("SIGNATURE_MALFORMED", where="SigningCertificateV2")
        method, value = list(digest[0])
        return XadesProperties(
            canonical=canonical(signed),
            id=signed.get("Id", ""),
            time=_text(time),
            hash=self._hash(method),
            certificate_digest=self._base64(value),
            described=tuple(one.get("ObjectReference", "") for one in parts[1]),
        )

    def _properties(self, element: etree._Element, target: str) -> MinistryProperties:
        """One property with the time, then (always in a strict profile) one with our binding."""
        properties = list(element)
        if any(one.tag != self._ds + "SignatureProperty" or one.get("Target") != target for one in properties):
            raise Finding("SIGNATURE_MALFORMED", where="SignatureProperty")
        held = [_only_child(one) for one in properties]
        tags = [one.tag for one in held]
        binding_tag = self._binding + "Binding"
        needed = self._strict and not self._enveloped
        if tags != [self._time_tag, *([binding_tag] if needed or len(tags) > 1 else [])]:
            raise Finding("SIGNATURE_MALFORMED", where="SignatureProperties")
        binding = None
        if len(held) > 1:
            parts = list(held[1])
            if [part.tag for part in parts] != self._of_binding:
                raise Finding("SIGNATURE_MALFORMED", where="Binding")
            record, revision, slot, role = (_text(part) for part in parts)
            binding = Binding(record, revision, slot, role)
        return MinistryProperties(canonical(element), element.get("Id", ""), _text(held[0]), binding)

    def _base64(self, element: etree._Element) -> bytes:
        found = decode_base64(self._packed_text(element))
        if found is None:
            raise Finding("BASE64_NOT_CANONICAL", where=etree.QName(element).localname)
        return found

    def _certificate(self, element: etree._Element) -> Certificate:
        found = certificate_of(self._packed_text(element))
        if found is None:
            raise Finding("BASE64_NOT_CANONICAL", where="X509Certificate")
        return found

    def _packed_text(self, element: etree._Element) -> bytes:
        text = _text(element)
        packed = text if self._strict else text.translate(_WHITE_SPACE)
        return packed.encode("utf-8")


def _value_id(signature_id: str) -> tuple[str, str]:
    return "Id", "sigval" + signature_id.removeprefix("sig")


def _algorithm(element: etree._Element) -> str:
    """The algorithm of a method element, which may have no parameters."""
    if len(element) or element.keys() != ["Algorithm"]:
        raise Finding("TRANSFORM_FORBIDDEN", where=etree.QName(element).localname)
    return str(element.get("Algorithm"))


def _text(element: etree._Element) -> str:
    """The text of an element that holds nothing else."""
    if len(element):
        raise Finding("SIGNATURE_MALFORMED", where=etree.QName(element).localname)
    return element.text or ""


def _only_child(element: etree._Element) -> etree._Element:
    if len(element) != 1:
        raise Finding("SIGNATURE_MALFORMED", where=etree.QName(element).localname)
    return element[0]
