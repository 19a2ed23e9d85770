"""A sealed PDF with throw-away keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from hocba.documents.rendition import Form, SignatureLine, Stage, form_of, line_of, render
from hocba.model import YearRecord
from hocba.signature_profile import algorithm as algorithm_named
from hocba.signing import Signer, pades
from support.keys import Staff, demo_ca, staff_of
from support.records import sample_record

SIGNED_AT = datetime(2026, 5, 25, 8, 0, tzinfo=timezone(timedelta(hours=7)))
SEALED_AT = datetime(2026, 5, 25, 3, 0, 30, tzinfo=UTC)
LOOKUP = "https://tracuu.example/hoc-ba?ma="
ALGORITHMS = {"rsa": "rsa-sha256", "p256": "ecdsa-sha256", "p384": "ecdsa-sha384", "p521": "ecdsa-sha512"}


@dataclass(frozen=True)
class Sealed:
    """A sealed PDF and what it was made from."""

    pdf: bytes
    unsealed: bytes
    xml: bytes
    record: YearRecord
    form: Form
    staff: Staff
    root: bytes
    """DER of the trust anchor."""


def lines_of(record: YearRecord, staff: Staff) -> list[SignatureLine]:
    """One line a slot of school-2025, a minute apart."""
    people = [("GVBM", part.teacher.personal_id) for part in record.assessment.parts]
    people += [("GVCN", record.homeroom_teacher.personal_id), ("CBQL", record.manager.personal_id)]
    chains = [(slot, staff.people[person].chain[0]) for slot, person in people]
    chains.append(("KY_PHAT_HANH", staff.seal.chain[0]))
    return [
        line_of(slot, record, certificate, SIGNED_AT + timedelta(minutes=minute))
        for minute, (slot, certificate) in enumerate(chains)
    ]


def seal_pdf(unsealed: bytes, record: YearRecord, signer: Signer, *, algorithm: str = "rsa-sha256") -> bytes:
    """Prepare, sign, embed."""
    how = algorithm_named(algorithm)
    prepared = pades.prepare(
        unsealed,
        signer.chain,
        SEALED_AT,
        how,
        school=record.school.name,
        location=record.place_of_issue,
        not_before=SIGNED_AT + timedelta(minutes=30),
    )
    return pades.embed(prepared, signer.sign([prepared.to_be_signed], how)[0])


@cache
def sealed(kind: str = "rsa2048", algorithm: str = "rsa-sha256", *, xml: bytes = b"", demo: bool = True) -> Sealed:
    """A sealed sample record; `xml` stands in for the sealed XML where a test does not need a real one."""
    record = sample_record()
    ca = demo_ca()
    staff = staff_of(record, kind=kind, ca=ca)
    content = xml or b'<?xml version="1.0" encoding="UTF-8"?>\n<HOC_BA></HOC_BA>'
    form = form_of(record, lines_of(record, staff), stage=Stage.SEALED, lookup_address=LOOKUP, demo=demo)
    unsealed = render(form, sealed_xml=content, created_at=SEALED_AT)
    pdf = seal_pdf(unsealed, record, staff.seal, algorithm=algorithm)
    return Sealed(pdf, unsealed, content, record, form, staff, _der(ca.root))


def _der(certificate: object) -> bytes:
    from cryptography import x509  # noqa: PLC0415  # one use
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415

    assert isinstance(certificate, x509.Certificate)
    return certificate.public_bytes(serialization.Encoding.DER)
