"""Signed sample records and what papers are made of; every value is made up."""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import cache
from uuid import UUID

from hocba.documents.papers import Formalities
from hocba.documents.rendition import SignatureLine
from hocba.model import SchoolYear, YearRecord
from hocba.signature_profile import algorithm
from hocba.signing import pades
from support.keys import Staff, TestKey, demo_ca, staff_of
from support.records import SCHOOL, sample_record
from support.sealed import SEALED_AT, SIGNED_AT, lines_of

FORMALITIES = Formalities(
    organisation=SCHOOL.name,
    authority="Ủy ban nhân dân phường Yên Tử",
    symbol="12/TrS-THPĐ",
    place="Quảng Ninh",
    day=date(2026, 7, 5),
    signer_title=("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"),
    signer="Vũ Thị Lan Anh",
)


@cache
def staff() -> Staff:
    return staff_of(sample_record(), ca=demo_ca())


@cache
def signed_year(first: int = 2025) -> tuple[YearRecord, tuple[SignatureLine, ...]]:
    """The sample's year, or an earlier one of the same pupil."""
    record = sample_record()
    if first != record.school_year.first:
        record = dataclasses.replace(
            record,
            school_year=SchoolYear(first),
            lookup_uuid=UUID(int=first, version=4),
            class_name=f"{first - 2021}A1",
        )
    return record, tuple(lines_of(record, staff()))


def seal(pdf: bytes, key: TestKey | None = None, *, school: str = SCHOOL.name) -> bytes:
    """Seal a paper as the school does."""
    key, how = key or staff().seal, algorithm("rsa-sha256")
    prepared = pades.prepare(
        pdf,
        key.chain,
        SEALED_AT,
        how,
        school=school,
        location="Quảng Ninh",
        not_before=SIGNED_AT,
        reason="Trích sao học bạ số",
    )
    return pades.embed(prepared, key.sign([prepared.to_be_signed], how)[0])
