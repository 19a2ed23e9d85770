"""The text of a signature, made directly in canonical form.

What is hashed is written once, with the namespace declarations that exclusive C14N gives it when it stands alone; what
is embedded is the same text without those that its ancestors in the file have made already. No tree is built.

A signer signs many records with one confirmation: all that does not depend on the record is a `Template`, made once.

Source: W3C XML Signature 1.1; ETSI EN 319 132-1, baseline B; Công văn 2088/BGDĐT-GDTH, 1.6 (SigningTime in
SignatureProperties).
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from binascii import b2a_base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hocba.documents.xml import escape
from hocba.signature_profile import DIGEST_URIS, HashName, Profile, SignatureAlgorithm

EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"

_DIGEST_URI = {name: uri for uri, name in DIGEST_URIS.items()}
_PROPERTIES_TYPE = "http://www.w3.org/2000/09/xmldsig#SignatureProperties"
_SIGNED_PROPERTIES_TYPE = "http://uri.etsi.org/01903#SignedProperties"
_MIME = "text/xml"
_HASHES: Mapping[HashName, Callable[[bytes], hashlib._Hash]] = {
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
}


@dataclass(frozen=True, slots=True)
class SignatureText:
    """A signature that lacks only its value."""

    signed_info: bytes
    """Exclusive C14N of `ds:SignedInfo`: what is to be signed."""
    before: bytes
    """The element `ds:Signature` up to the signature value."""
    after: bytes
    """From the end of the signature value to the end of the element."""


@dataclass(frozen=True, slots=True)
class Template:
    """A signature without what depends on the record: digests of the content, UUID and revision."""

    hash: HashName
    properties_start: str
    """`ds:SignatureProperties` standing alone, up to the record's UUID."""
    properties_end: str
    """What follows the revision; empty for a signature that is bound to no record."""
    declaration: str
    """The namespace declaration that the properties lose when embedded."""
    info: tuple[str, ...]
    """`ds:SignedInfo` standing alone, cut where the digests go: the content in order, then the properties."""
    before: str
    """`ds:Signature` up to `ds:SignedInfo`."""
    value: str
    """Start tag of the signature value."""
    after: str
    """From the end of the signature value to the embedded properties."""

    def fill(self, digests: Sequence[str], record: str = "", revision: int = 0) -> SignatureText:
        """The signature over content with these digests (base64), bound to that record and revision."""
        properties = self.properties_start
        if self.properties_end:
            properties = f"{properties}{record}</hb:Record><hb:Revision>{revision}{self.properties_end}"
        pieces = [self.info[0]]
        for digest, rest in zip((*digests, digest_of(self.hash, properties)), self.info[1:], strict=True):
            pieces += (digest, rest)
        info = "".join(pieces)
        embedded_info = info.replace(self.declaration, "", 1)
        embedded = properties.replace(self.declaration, "", 1)
        return SignatureText(
            signed_info=info.encode(),
            before=f"{self.before}{embedded_info}{self.value}".encode(),
            after=f"{self.after}{embedded}</ds:Object></ds:Signature>".encode(),
        )


@lru_cache(maxsize=512)
def template(
    profile: Profile,
    *,
    key: str,
    covered: tuple[str, ...],
    enveloped: bool,
    algorithm: SignatureAlgorithm,
    signing_time: str,
    chain: tuple[bytes, ...],
    subject: str,
    binding: tuple[str, str] | None,
) -> Template:
    """Everything of one `ds:Signature` that does not depend on the record.

    Args:
        profile: namespaces and hash of the references.
        key: short name that makes the Ids unique in the file, such as "gvcn".
        covered: Ids of what is signed, in order.
        enveloped: whether the signature stands inside the first of them (the list of a package, nothing else).
        algorithm: how.
        signing_time: such as "2026-05-25T08:00:00+07:00".
        chain: DER, the signer's certificate first, no root.
        subject: of the signer's certificate, RFC 4514.
        binding: slot and role; None for what is no record's signature (the list of a package).
    """
    ds = f' xmlns:ds="{profile.namespaces.ds}"'
    xades = f' xmlns:xades="{profile.namespaces.xades}"'
    signed, signed_digest = _signed_properties(profile, key, len(covered) + 1, signing_time, chain[0])
    digest_method = f'<ds:DigestMethod Algorithm="{_DIGEST_URI[profile.digest]}"></ds:DigestMethod>'
    exclusive = f'<ds:Transform Algorithm="{EXCLUSIVE_C14N}"></ds:Transform>'
    removal = f'<ds:Transform Algorithm="{ENVELOPED}"></ds:Transform>'

    def reference(attributes: str, uri: str, transforms: str) -> str:
        """Up to the digest value."""
        return (
            f'<ds:Reference{attributes} URI="#{uri}"><ds:Transforms>{transforms}</ds:Transforms>'
            f"{digest_method}<ds:DigestValue>"
        )

    end = "</ds:DigestValue></ds:Reference>"
    method = f'<ds:CanonicalizationMethod Algorithm="{EXCLUSIVE_C14N}"></ds:CanonicalizationMethod>'
    info = [f'<ds:SignedInfo{ds}>{method}<ds:SignatureMethod Algorithm="{algorithm.uri}"></ds:SignatureMethod>']
    for number, uri in enumerate(covered):
        transforms = removal + exclusive if enveloped and number == 0 else exclusive
        info[-1] += reference(f' Id="ref-{key}-{number}"', uri, transforms)
        info.append(end)
    info[-1] += reference(f' Id="ref-{key}-{len(covered)}" Type="{_PROPERTIES_TYPE}"', f"props-{key}", exclusive)
    last = reference(f' Type="{_SIGNED_PROPERTIES_TYPE}"', f"signed-{key}", exclusive)
    info.append(f"{end}{last}{signed_digest}{end}</ds:SignedInfo>")
    start, finish = _properties(profile, key, signing_time, binding)
    return Template(
        hash=profile.digest,
        properties_start=start,
        properties_end=finish,
        declaration=ds,
        info=tuple(info),
        before=f'<ds:Signature{ds} Id="sig-{key}">',
        value=f'<ds:SignatureValue Id="sigval-{key}">',
        after=(
            f"</ds:SignatureValue>{_key_info(chain, subject)}"
            f'<ds:Object><xades:QualifyingProperties{xades} Target="#sig-{key}">{signed}</xades:QualifyingProperties>'
            "</ds:Object><ds:Object>"
        ),
    )


def digest_of(hash_name: HashName, text: str | bytes) -> str:
    """Base64 of the digest."""
    data = text.encode() if isinstance(text, str) else text
    return b2a_base64(_HASHES[hash_name](data).digest(), newline=False).decode("ascii")


def _properties(profile: Profile, key: str, signing_time: str, binding: tuple[str, str] | None) -> tuple[str, str]:
    """`ds:SignatureProperties`: the ministry's signing time and what the signature is for, cut at the record's UUID."""
    target = f'<ds:SignatureProperty Target="#sig-{key}">'
    start = (
        f'<ds:SignatureProperties xmlns:ds="{profile.namespaces.ds}" Id="props-{key}">'
        f'{target}<SigningTime xmlns="{profile.namespaces.signing_time}">{signing_time}</SigningTime>'
        "</ds:SignatureProperty>"
    )
    end = "</ds:SignatureProperties>"
    if binding is None:
        return start + end, ""
    slot, role = binding
    return (
        f'{start}{target}<hb:Binding xmlns:hb="{profile.namespaces.binding}"><hb:Record>',
        f"</hb:Revision><hb:Slot>{slot}</hb:Slot><hb:Role>{role}</hb:Role></hb:Binding></ds:SignatureProperty>{end}",
    )


def _signed_properties(profile: Profile, key: str, formats: int, signing_time: str, leaf: bytes) -> tuple[str, str]:
    """`xades:SignedProperties` as embedded, and the digest of it standing alone.

    Baseline B wants a DataObjectFormat for every reference but that of these properties themselves.
    """
    ds, xades = f' xmlns:ds="{profile.namespaces.ds}"', f' xmlns:xades="{profile.namespaces.xades}"'
    described = "".join(
        f'<xades:DataObjectFormat ObjectReference="#ref-{key}-{number}"><xades:MimeType>{_MIME}</xades:MimeType>'
        "</xades:DataObjectFormat>"
        for number in range(formats)
    )
    alone = (
        f'<xades:SignedProperties{xades} Id="signed-{key}">'
        f"<xades:SignedSignatureProperties><xades:SigningTime>{signing_time}</xades:SigningTime>"
        "<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>"
        f'<ds:DigestMethod{ds} Algorithm="{_DIGEST_URI["sha256"]}"></ds:DigestMethod>'
        f"<ds:DigestValue{ds}>{digest_of('sha256', leaf)}</ds:DigestValue>"
        "</xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties>"
        f"<xades:SignedDataObjectProperties>{described}</xades:SignedDataObjectProperties></xades:SignedProperties>"
    )
    return alone.replace(xades, "", 1).replace(ds, ""), digest_of(profile.digest, alone)


def _key_info(chain: tuple[bytes, ...], subject: str) -> str:
    certificates = "".join(f"<ds:X509Certificate>{b64encode(c).decode('ascii')}</ds:X509Certificate>" for c in chain)
    return (
        f"<ds:KeyInfo><ds:X509Data><ds:X509SubjectName>{escape(subject)}</ds:X509SubjectName>{certificates}"
        "</ds:X509Data></ds:KeyInfo>"
    )
