"""Sealing a rendition: PAdES baseline B in the one revision that the file has.

The file is not appended to: the body that was rendered stays byte for byte, only the few objects after it are written
with the signature among them. So there is nothing outside the byte range but the CMS itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from unicodedata import normalize

from cryptography.hazmat.primitives.asymmetric import rsa

from hocba.documents.rendition.form import FORM_VERSION, Stage
from hocba.documents.rendition.pdf.layout import Layout, read_layout
from hocba.documents.rendition.pdf.seal_field import EMPTY_APPEARANCE
from hocba.documents.rendition.seal_art import seal_appearance
from hocba.documents.rendition.signature_lines import vietnamese_time
from hocba.documents.rendition.wording import wording
from hocba.errors import DocumentError, SigningRefused, UsageError
from hocba.signature_profile import DEFAULT_PROFILE, SignatureAlgorithm, profile
from hocba.signing.certificates import PublicKey, SignerCertificate, read_chain, require_may_sign
from hocba.signing.pades.cms import signed_attributes, signed_data
from hocba.signing.pades.dictionary import entries_after, place
from hocba.signing.pades.prepared import PreparedPdf
from hocba.signing.refusals import refused
from hocba.signing.values import require_valid

_WHERE = "PDF"
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
    reason: str = "",
    stage: Stage = Stage.SEALED,
) -> PreparedPdf:
    """Everything of the seal but the signature value.

    Args:
        pdf: from `hocba.documents.rendition.render`, in the stage `SEALED` or `AUTHORITY_COPY`; or a paper of
            `hocba.documents.papers` that was made to be sealed.
        chain: DER, the seal's certificate first; a root is left out.
        signing_time: aware; printed in the signature dictionary in Vietnamese time, to the second.
        algorithm: one that fits the key.
        school: the school's name in the record, for a copy the authority's; the certificate's O must be the same.
        location: the record's place of issue.
        not_before: when the XML was sealed; the PDF cannot be sealed earlier.
        reason: printed in the signature dictionary; empty: that a record is issued, or a copy made.
        stage: of the rendition; chooses the words in the seal's ring.

    Raises:
        SigningRefused: WRONG_SEAL, SEAL_BEFORE_XML, and what `read_chain` and `require_may_sign` refuse.
        DocumentError: NOT_OUR_RENDITION, ALREADY_SEALED.
        UsageError: SIGNING_TIME_NAIVE.
    """
    if signing_time.tzinfo is None:
        raise UsageError("SIGNING_TIME_NAIVE", where=_WHERE)
    certificate = read_chain(chain)
    at = vietnamese_time(signing_time)
    _require_seal(certificate, at, algorithm, school=school, not_before=not_before)
    layout = read_layout(pdf)
    number = layout.next_number()
    layout = _with_seal(layout, number, seal_appearance(school, FORM_VERSION, stage))
    words = wording(FORM_VERSION)["authority_copy" if stage is Stage.AUTHORITY_COPY else "seal"]
    after = entries_after(at, school, reason or words["reason"], location)
    digest_size = hashlib.new(algorithm.hash).digest_size
    longest = bytes(_longest_value(certificate.key))
    attributes = signed_attributes(bytes(digest_size), certificate.digest)
    size = len(signed_data(attributes, longest, certificate.chain, algorithm))
    placed = place(layout, number, after, size)
    digest = hashlib.new(algorithm.hash, placed.document[: placed.start])
    digest.update(memoryview(placed.document)[placed.end :])
    return PreparedPdf(
        to_be_signed=signed_attributes(digest.digest(), certificate.digest),
        algorithm=algorithm,
        certificates=certificate.chain,
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
        SignerFailed: SIGNER_VALUE_WRONG, where the value is not one of this certificate's key.
    """
    certificate = read_chain(prepared.certificates)
    require_valid(certificate.key, signature_value, prepared.to_be_signed, prepared.algorithm, where=_WHERE)
    cms = signed_data(prepared.to_be_signed, signature_value, prepared.certificates, prepared.algorithm)
    digits = cms.hex().encode().ljust(prepared.end - prepared.start - 2, b"0")
    return prepared.document[: prepared.start + 1] + digits + prepared.document[prepared.end - 1 :]


def _require_seal(
    certificate: SignerCertificate,
    at: datetime,
    algorithm: SignatureAlgorithm,
    *,
    school: str,
    not_before: datetime,
) -> None:
    rules = profile(DEFAULT_PROFILE)  # who may seal does not depend on the XML's profile
    found = [normalize("NFC", name) for name in certificate.organisations]
    if not certificate.tax_code(rules.certificates) or found != [normalize("NFC", school)]:
        raise refused("WRONG_SEAL", where=_WHERE, expected=school, found=certificate.subject)
    if at < not_before.replace(microsecond=0):
        raise SigningRefused("SEAL_BEFORE_XML", where=_WHERE, time=at.isoformat(), sealed=not_before.isoformat())
    require_may_sign(certificate, rules, algorithm, at, where=_WHERE)


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


def _longest_value(key: PublicKey) -> int:
    """The longest signature value that the key can give, in bytes."""
    if isinstance(key, rsa.RSAPublicKey):
        return (key.key_size + 7) // 8
    number = key.key_size // 8 + 1 + 2  # with a sign byte, tag and length; the order of P-521 leaves a bit free
    return 2 * number + (2 if 2 * number < 0x80 else 3)  # noqa: PLR2004  # DER's long form
