"""The same record signed and verified by signxml, and our record verified by python-xmlsec.

signxml finds a signature by its place, so each stands in a wrapper of its own. It signs with inclusive C14N, because
its XAdES with exclusive C14N cannot be verified by anybody, itself included. Keys and certificates are passed as
objects (given as PEM, the key alone costs 40 ms a call).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureConstructionMethod, SignatureMethod
from signxml.xades.xades import XAdESDataObjectFormat, XAdESSignatureConfiguration, XAdESSigner, XAdESVerifier

from hocba_cli.bench.keyring import Key, KeyRing

_SIGNER = XAdESSigner(
    data_object_format=XAdESDataObjectFormat(Description="Học bạ số", MimeType="text/xml"),
    method=SignatureConstructionMethod.detached,
    signature_algorithm=SignatureMethod.RSA_SHA256,
    digest_algorithm=DigestAlgorithm.SHA256,
    c14n_algorithm=CanonicalizationMethod.CANONICAL_XML_1_0,
)
_WRAPPER = "Ky"
_signature_context: Any = xmlsec.SignatureContext
"""Its stub leaves out the argument."""


@dataclass(frozen=True, slots=True)
class Place:
    """One signature to make: which key signs which parts."""

    name: str
    key: Key
    signs: tuple[str, ...]
    """Ids of what is signed."""


def places(keyring: KeyRing, parts: Sequence[str], homeroom: str, head: str) -> tuple[Place, ...]:
    """The signatures of one record in order: a part for each teacher, homeroom, head, seal over all of them.

    Args:
        keyring: whose keys sign.
        parts: Ids of the teachers' parts, such as "gv-022198903387".
        homeroom: personal ID.
        head: personal ID.
    """
    before = [Place(part, keyring.people[part.removeprefix("gv-")], (part,)) for part in parts]
    before += [Place("gvcn", keyring.people[homeroom], ("data",)), Place("cbql", keyring.people[head], ("data",))]
    earlier = tuple(f"sig-{place.name}" for place in before)
    return (*before, Place("seal", keyring.own_seal, ("data", *earlier)))


def sign_by_signxml(unsigned: bytes, signatures: Sequence[Place]) -> bytes:
    """The record with its signatures, each a XAdES in a wrapper at the end of the root."""
    root = etree.fromstring(unsigned)
    for place in signatures:
        wrapper = etree.SubElement(root, _WRAPPER, Id=f"K-{place.name}")
        signature = _SIGNER.sign(
            root,
            key=place.key.private,
            cert=list(place.key.chain),
            reference_uri=[f"#{name}" for name in place.signs],
            always_add_key_value=False,
        )
        signature.set("Id", f"sig-{place.name}")
        wrapper.append(signature)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


class SignxmlVerifier:
    """Verifies what `sign_by_signxml` made, each signature with its certificate path to the root."""

    def __init__(self, root_pem: Path, signatures: Sequence[Place]) -> None:
        self._anchor = str(root_pem)
        self._verifier = XAdESVerifier()
        self._configurations = [
            XAdESSignatureConfiguration(
                location=f"./{_WRAPPER}[@Id='K-{place.name}']/",
                expect_references=len(place.signs) + 2,  # key info and signed properties
            )
            for place in signatures
        ]

    def __call__(self, document: bytes) -> None:
        """Raises what signxml raises where a signature does not hold."""
        for configuration in self._configurations:
            self._verifier.verify(document, ca_pem_file=self._anchor, expect_config=configuration)


class XmlsecVerifier:
    """Verifies every signature of our own file with python-xmlsec, certificate path included."""

    def __init__(self, root: x509.Certificate) -> None:
        self._keys = xmlsec.KeysManager()
        self._keys.load_cert_from_memory(
            root.public_bytes(Encoding.DER), xmlsec.constants.KeyDataFormatCertDer, xmlsec.constants.KeyDataTypeTrusted
        )

    def __call__(self, document: bytes) -> int:
        """How many signatures hold; raises what xmlsec raises where one does not."""
        root = etree.fromstring(document)
        xmlsec.tree.add_ids(root, ["Id"])
        signatures = list(root.iter("{http://www.w3.org/2000/09/xmldsig#}Signature"))
        for signature in signatures:
            context = _signature_context(self._keys)
            context.verify(signature)
        return len(signatures)
