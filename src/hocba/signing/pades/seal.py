"""Sealing a rendition: PAdES baseline B in the one revision that the file has.

The file is not appended to: the body that was rendered stays byte for byte, only the few objects after it are written
with the signature among them. So there is nothing outside the byte range but the CMS itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from hocba.documents.rendition.form import FORM_VERSION
from hocba.documents.rendition.pdf.layout import Layout, read_layout
from hocba.documents.rendition.pdf.seal_field import EMPTY_APPEARANCE
from hocba.documents.rendition.seal_art import seal_appearance
from hocba.documents.rendition.signature_lines import VIETNAM
from hocba.documents.rendition.wording import wording
from hocba.errors import DocumentError, SignerFailed, SigningRefused
from hocba.signature_profile import SignatureAlgorithm
from hocba.signing.pades.cms import signed_attributes, signed_data, without_root
from hocba.signing.pades.dictionary import entries_after, place
from hocba.signing.pades.prepared import PreparedPdf

_HASHES: Mapping[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_FIELD = re.compile(rb"<</Type/Annot/Subtype/Widget/FT/Sig/T\(seal\)/TU<[0-9A-F]*>/F 132/P \d+ 0 R.*>>", re.DOTALL)
_TAIL_LENGTH = 3


def prepare(
    pdf: bytes,
    chain: Sequence[bytes],
    signing_time: datetime,
    algorithm: SignatureAlgorithm,
    *,
    school: str,
    location: str,
    not_before: datetime,
) -> PreparedPdf:
    """Everything of the seal but the signature value.

    Args:
        pdf: from `hocba.documents.rendition.render`, in the stage `SEALED`.
        chain: DER, the seal's certificate first; a root is left out.
        signing_time: aware; printed in the signature dictionary in Vietnamese time, to the second.
        algorithm: one that fits the key.
        school: the school's name in the record; the certificate's O must be the same.
        location: the record's place of issue.
        not_before: when the XML was sealed; the PDF cannot be sealed earlier.

    Raises:
        SigningRefused: SEAL_NOT_OF_SCHOOL, SEAL_BEFORE_XML, SEAL_CERTIFICATE_TIME, SEAL_KEY_UNSUITABLE.
        DocumentError: NOT_OUR_RENDITION, ALREADY_SEALED.
    """
    certificates = without_root(chain)
    leaf = x509.load_der_x509_certificate(certificates[0])
    at = signing_time.astimezone(VIETNAM).replace(microsecond=0)
    _check(leaf, at, algorithm, school=school, not_before=not_before)
    layout = read_layout(pdf)
    number = layout.next_number()
    words = wording(FORM_VERSION)["seal"]
    layout = _with_seal(layout, number, seal_appearance(school, FORM_VERSION))
    after = entries_after(at, school, words["reason"], location)
    digest_size = hashlib.new(algorithm.hash).digest_size
    longest = bytes(_longest_value(leaf))
    size = len(signed_data(signed_attributes(bytes(digest_size), certificates[0]), longest, certificates, algorithm))
    placed = place(layout, number, after, size)
    digest = hashlib.new(algorithm.hash, placed.document[: placed.start])
    digest.update(placed.document[placed.end :])
    return PreparedPdf(
        to_be_signed=signed_attributes(digest.digest(), certificates[0]),
        algorithm=algorithm,
        certificates=certificates,
        document=placed.document,
        start=placed.start,
        end=placed.end,
    )


def embed(prepared: PreparedPdf, signature_value: bytes) -> bytes:
    """The sealed file.

    Args:
        prepared: from `prepare`.
        signature_value: over `prepared.to_be_signed`; for ECDSA in DER.

    Raises:
        SignerFailed: SEAL_SIGNATURE_WRONG, where the value is not one of this certificate's key.
    """
    leaf = x509.load_der_x509_certificate(prepared.certificates[0])
    _verify(leaf, signature_value, prepared)
    cms = signed_data(prepared.to_be_signed, signature_value, prepared.certificates, prepared.algorithm)
    room = prepared.end - prepared.start - 2
    digits = cms.hex().encode().ljust(room, b"0")
    if len(digits) != room:
        raise SignerFailed("SEAL_SIGNATURE_WRONG")
    return prepared.document[: prepared.start + 1] + digits + prepared.document[prepared.end - 1 :]


def _check(
    leaf: x509.Certificate, at: datetime, algorithm: SignatureAlgorithm, *, school: str, not_before: datetime
) -> None:
    named = [str(one.value) for one in leaf.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)]
    if named != [school]:
        raise SigningRefused("SEAL_NOT_OF_SCHOOL", school=school, found=", ".join(named) or "–")
    if at < not_before.replace(microsecond=0):
        raise SigningRefused("SEAL_BEFORE_XML", time=at.isoformat(), sealed=not_before.isoformat())
    if not leaf.not_valid_before_utc <= at <= leaf.not_valid_after_utc:
        raise SigningRefused(
            "SEAL_CERTIFICATE_TIME",
            time=at.isoformat(),
            valid_from=leaf.not_valid_before_utc.isoformat(),
            valid_until=leaf.not_valid_after_utc.isoformat(),
        )
    kinds = {"rsa": rsa.RSAPublicKey, "ec": ec.EllipticCurvePublicKey}
    if not isinstance(leaf.public_key(), kinds[algorithm.key]):
        raise SigningRefused("SEAL_KEY_UNSUITABLE", algorithm=algorithm.name)


def _with_seal(layout: Layout, number: int, appearance: bytes) -> Layout:
    """The tail with the field pointing to its value, the seal drawn, and the catalog promising no changes."""
    if len(layout.tail) != _TAIL_LENGTH:
        raise DocumentError("ALREADY_SEALED" if len(layout.tail) > _TAIL_LENGTH else "NOT_OUR_RENDITION")
    (field, widget), (drawn, empty), (root, catalog) = layout.tail
    if not _FIELD.fullmatch(widget) or empty != EMPTY_APPEARANCE or root != layout.root:
        raise DocumentError("NOT_OUR_RENDITION", where="tail")
    return layout.with_tail(
        (field, widget[:-2] + b"/V %d 0 R>>" % number),
        (drawn, appearance),
        (root, catalog[:-2] + b"/Perms<</DocMDP %d 0 R>>>>" % number),
    )


def _longest_value(leaf: x509.Certificate) -> int:
    """The longest signature value that the key can give, in bytes."""
    key = leaf.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return (key.key_size + 7) // 8
    if isinstance(key, ec.EllipticCurvePublicKey):
        number = (key.key_size + 7) // 8 + 1 + 2  # a sign byte, tag and length
        return 2 * number + (2 if 2 * number < 0x80 else 3)  # noqa: PLR2004  # DER's long form
    raise SigningRefused("SEAL_KEY_UNSUITABLE", algorithm=type(key).__name__)


def _verify(leaf: x509.Certificate, value: bytes, prepared: PreparedPdf) -> None:
    """A wrong value must not reach a file: it would be found when the file is already out."""
    key, hash_ = leaf.public_key(), _HASHES[prepared.algorithm.hash]
    try:
        if isinstance(key, rsa.RSAPublicKey):
            pss = padding.PSS(padding.MGF1(hash_), hash_.digest_size)
            scheme = pss if prepared.algorithm.pss else padding.PKCS1v15()
            key.verify(value, prepared.to_be_signed, scheme, hash_)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(value, prepared.to_be_signed, ec.ECDSA(hash_))
    except InvalidSignature as error:
        raise SignerFailed("SEAL_SIGNATURE_WRONG") from error
