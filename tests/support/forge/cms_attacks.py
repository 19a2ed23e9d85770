"""Attacks on the value of a PDF's seal: another signer, another time, or a frame that nothing signs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from hocba.signature_profile import algorithm
from hocba.signing import pades
from hocba.signing.pades.cms import signed_attributes, signed_data
from hocba.signing.pades.der import oid, sequence, set_of, tlv
from hocba.signing.pades.prepared import PreparedPdf
from hocba.verification.der import read_der
from support.forge import golden
from support.forge.attack import FAILED, UNDECIDED, Attack
from support.forge.pdf_attacks import sealed
from support.forge.pki import Identity, bad, good
from support.forge.sources import unsealed

_HOW = algorithm("ecdsa-sha256")


def cms_attacks() -> Iterator[Attack]:
    """The seal's own value: another signer, or a frame that nothing signs."""
    seal, plain = good()["seal"], unsealed("ecdsa")
    prepared = pades.prepare(
        plain, seal.chain, golden.SEALED_AT, _HOW, school=golden.record_a().school.name,
        location=golden.record_a().place_of_issue, not_before=golden.SIGNED_AT,
    )  # fmt: skip

    def attack(name: str, cms: bytes, reason: str, code: str, indication: str = FAILED) -> Attack:
        room = prepared.end - prepared.start - 2
        digits = cms.hex().encode()
        assert len(digits) <= room, name
        data = (
            prepared.document[: prepared.start + 1] + digits.ljust(room, b"0") + prepared.document[prepared.end - 1 :]
        )
        return Attack(f"pdf-cms-{name}", data, "ecdsa.pdf", reason, code, indication)

    def made(who: Identity, attributes: bytes | None = None, **other: object) -> bytes:
        return _cms(prepared, who, attributes, **other)  # type: ignore[arg-type]

    true = made(seal)
    digest = _digest_of(prepared)
    yield attack(
        "value",
        made(seal, value=b"\x30\x06\x02\x01\x01\x02\x01\x01"),
        "A signature value made up.",
        "SIGNATURE_VALUE_WRONG",
    )
    yield attack(
        "other-digest",
        made(seal, signed_attributes(bytes(32), sha256(seal.chain[0]))),
        "Signed over another file.",
        "DIGEST_WRONG",
    )
    wrong = signed_attributes(digest, sha256(good()["head"].chain[0]))
    yield attack(
        "other-certificate",
        made(seal, wrong),
        "The signed attributes name another certificate.",
        "SIGNING_CERTIFICATE_WRONG",
    )
    members = b"".join(reversed(_members(prepared.to_be_signed)))
    unsorted = tlv(0x31, members)
    short = set_of(_members(prepared.to_be_signed)[:2])
    yield attack(
        "attribute-missing", made(seal, short), "No signing certificate among the attributes.", "CMS_MALFORMED"
    )
    yield attack(
        "attributes-unsorted", made(seal, unsorted), "Attributes in another order than DER's.", "CMS_MALFORMED"
    )
    yield attack(
        "indefinite-length", true[:1] + b"\x80" + true[4:] + b"\0\0", "An indefinite length (BER).", "CMS_MALFORMED"
    )
    yield attack(
        "certificate-missing",
        made(seal.with_chain()),
        "The issuing certificate was left out.",
        "NO_TRUST_ANCHOR",
        UNDECIDED,
    )
    person = good()["head"]
    yield attack("by-a-person", made(person), "Sealed by the head in person.", "SEAL_WRONG_ORGANISATION")
    yield Attack(
        "pdf-seal-other-school",
        _sealed(bad()["other-school"]),
        "ecdsa.pdf",
        "Sealed by another school.",
        "PDF_SEAL_OTHER_SCHOOL",
    )
    early = golden.seal_pdf(plain, seal=seal, at=golden.SIGNED_AT - timedelta(hours=1))
    yield Attack(
        "pdf-seal-before-xml", early, "ecdsa.pdf", "The PDF was sealed before its XML.", "PDF_SEALED_BEFORE_XML"
    )
    late = golden.seal_pdf(plain, seal=seal, at=golden.VERIFIED_AT + timedelta(days=365))
    yield Attack("pdf-seal-future", late, "ecdsa.pdf", "Sealed in the future.", "SIGNED_IN_FUTURE")
    yield Attack(
        "pdf-status-unknown",
        sealed(),
        "ecdsa.pdf",
        "No status data at hand.",
        "STATUS_UNKNOWN",
        UNDECIDED,
        "trust-without-status",
    )
    unsigned = tlv(0xA1, sequence(oid("1.2.840.113549.1.9.16.2.14"), set_of((b"\x05\x00",))))
    yield attack(
        "unsigned-attribute",
        made(seal.with_chain(), unsigned=unsigned),
        "An attribute that nothing signs.",
        "CMS_MALFORMED",
    )


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _sealed(who: Identity) -> bytes:
    return golden.seal_pdf(unsealed("ecdsa"), seal=who)


def _digest_of(prepared: PreparedPdf) -> bytes:
    return sha256(prepared.document[: prepared.start] + prepared.document[prepared.end :])


def _members(attributes: bytes) -> list[bytes]:
    return [one.whole for one in read_der(attributes).children()]


def _cms(
    prepared: PreparedPdf, who: Identity, attributes: bytes | None, *, value: bytes | None = None, unsigned: bytes = b""
) -> bytes:
    signed = attributes or signed_attributes(_digest_of(prepared), sha256(who.chain[0]))
    made = signed_data(signed, value or who.sign([signed], _HOW)[0], who.chain, _HOW)
    if not unsigned:
        return made
    kind, explicit = read_der(made).children()
    parts = explicit.children()[0].children()
    signer = parts[4].children()[0]
    longer = sequence(*(one.whole for one in signer.children()), unsigned)
    return sequence(kind.whole, tlv(0xA0, sequence(*(one.whole for one in parts[:4]), set_of((longer,)))))
