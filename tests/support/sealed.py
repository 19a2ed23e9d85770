"""A sealed PDF with throw-away keys: the sample record, signed in every slot, rendered and sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from hocba.documents.rendition import Form, SignatureLine, Stage, authority_copy, form_of, line_of, render
from hocba.documents.xml import read_record
from hocba.model import YearRecord
from hocba.signature_profile import DEFAULT_PROFILE, profile
from hocba.signature_profile import algorithm as algorithm_named
from hocba.signing import Signer, pades, xades
from support.keys import Staff, TestKey, demo_ca, der, staff_of
from support.records import sample_record

SIGNED_AT = datetime(2026, 5, 25, 8, 0, tzinfo=timezone(timedelta(hours=7)))
"""Of the first signature; the others follow a minute apart."""
SEALED_AT = datetime(2026, 5, 25, 3, 0, 30, tzinfo=UTC)
"""Of the seal on the PDF, and `created_at`."""
LOOKUP = "https://tracuu.example/hoc-ba?ma="


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


def signers_of(record: YearRecord, staff: Staff) -> list[tuple[str, TestKey]]:
    """Slot and key of every signature of school-2025, in the order of signing and of the document."""
    people = [("GVBM", part.teacher.personal_id) for part in record.assessment.parts]
    people += [("GVCN", record.homeroom_teacher.personal_id), ("CBQL", record.manager.personal_id)]
    return [(slot, staff.people[person]) for slot, person in people] + [("KY_PHAT_HANH", staff.seal)]


def lines_of(record: YearRecord, staff: Staff) -> list[SignatureLine]:
    """What the form says of those signatures."""
    return [
        line_of(slot, record, key.chain[0], SIGNED_AT + timedelta(minutes=minute))
        for minute, (slot, key) in enumerate(signers_of(record, staff))
    ]


def signed_xml(record: YearRecord, staff: Staff, *, algorithm: str = "rsa-sha256") -> bytes:
    """The record's XML with every slot signed, the seal last."""
    how = algorithm_named(algorithm)
    draft = xades.Draft.write(record, profile(DEFAULT_PROFILE))
    for minute, (slot, key) in enumerate(signers_of(record, staff)):
        prepared = xades.prepare(draft, slot, key.chain, SIGNED_AT + timedelta(minutes=minute), how)
        draft = xades.embed_into(draft, prepared, key.sign([prepared.to_be_signed], how)[0])
    return draft.data


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
    """The sealed sample record; `xml` stands in for the signed XML where a test wants another attachment."""
    record = sample_record()
    ca = demo_ca()
    staff = staff_of(record, kind=kind, ca=ca)
    attached = xml or signed_xml(record, staff, algorithm=algorithm)
    shown = record if xml else read_record(attached).record
    form = form_of(shown, lines_of(record, staff), stage=Stage.SEALED, lookup_address=LOOKUP, demo=demo)
    unsealed = render(form, sealed_xml=attached, created_at=SEALED_AT)
    pdf = seal_pdf(unsealed, record, staff.seal, algorithm=algorithm)
    return Sealed(pdf, unsealed, attached, record, form, staff, der(ca.root))


@cache
def copied() -> bytes:
    """The copy that the authority makes of the sample record's XML."""
    made = sealed()
    record, how = read_record(made.xml).record, algorithm_named("ecdsa-sha256")
    seal = demo_ca().seal(record.school.authority_name, tax_code="0099000002", kind="p256")
    form = authority_copy(record, lines_of(made.record, made.staff), sealed_at=SEALED_AT, lookup_address=LOOKUP)
    prepared = pades.prepare(
        render(form, sealed_xml=made.xml, created_at=SEALED_AT),
        seal.chain,
        SEALED_AT,
        how,
        school=record.school.authority_name,
        location=record.place_of_issue,
        not_before=SIGNED_AT + timedelta(minutes=30),
        stage=Stage.AUTHORITY_COPY,
    )
    return pades.embed(prepared, seal.sign([prepared.to_be_signed], how)[0])
