"""The good files: what every attack starts from, and what must verify for ever."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone
from functools import cache
from uuid import UUID

from hocba.documents.rendition import Stage
from hocba.exchange import build_packages
from hocba.model import Assessment, Subject, TeacherPart, YearRecord, record_identifier
from hocba.signature_profile import algorithm, profile
from hocba.signing import pades
from hocba.signing.xades import Draft, embed_into, prepare
from support.forge.pki import Identity, good
from support.records import ENGLISH, HOMEROOM, not_assessed_record, sample_record

VIETNAM = timezone(timedelta(hours=7))
SIGNED_AT = datetime(2026, 5, 25, 8, 0, tzinfo=VIETNAM)
SEALED_AT = datetime(2026, 5, 25, 9, 0, tzinfo=VIETNAM)
COPIED_AT = datetime(2026, 5, 26, 8, 0, tzinfo=VIETNAM)
"""When the authority sealed its copy."""
TOO_EARLY = SIGNED_AT - timedelta(hours=1)
VERIFIED_AT = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)
HOW = {"p256": "ecdsa-sha256", "rsa": "rsa-sha256"}


def two_teachers(record: YearRecord) -> YearRecord:
    """The same results, signed by two teachers: smaller files, and two slots to swap."""
    assert isinstance(record.assessment, Assessment)
    results = list(record.assessment.results())
    english = tuple(one for one in results if one.subject is Subject.FOREIGN_LANG_1)
    rest = tuple(one for one in results if one.subject is not Subject.FOREIGN_LANG_1)
    parts = (TeacherPart(HOMEROOM, rest), TeacherPart(ENGLISH, english))
    return dataclasses.replace(record, assessment=dataclasses.replace(record.assessment, parts=parts))


@cache
def record_a() -> YearRecord:
    return two_teachers(sample_record())


@cache
def record_b() -> YearRecord:
    """Another pupil of the same class and teachers."""
    first = record_a()
    pupil = dataclasses.replace(
        first.pupil, name="Trần Gia Bảo", personal_id="022216900456", ministry_id="2299238448", register_no="0119/2022"
    )
    return dataclasses.replace(
        first,
        lookup_uuid=UUID("0b9c1c62-3f0e-4f57-8a3c-5d1d1f8a2b77"),
        record_identifier=record_identifier(pupil.personal_id, "02", first.school_year),
        pupil=pupil,
    )


def signer_of(slot: str, person: str, kind: str = "p256") -> Identity:
    people = good(kind)
    by_slot = {"GVCN": people["homeroom"], "CBQL": people["head"], "KY_PHAT_HANH": people["seal"]}
    by_person = {HOMEROOM.personal_id: people["homeroom"], ENGLISH.personal_id: people["english"]}
    return by_slot.get(slot) or by_person[person]


def signed(
    record: YearRecord,
    *,
    kind: str = "p256",
    profile_name: str = "school-2025",
    until: str = "KY_PHAT_HANH",
    start: datetime = SIGNED_AT,
    draft: Draft | None = None,
) -> Draft:
    """Signed by everybody up to and with the slot `until`, a minute apart."""
    how = algorithm(HOW[kind])
    draft = draft or Draft.write(record, profile(profile_name))
    moment = start
    for slot in draft.profile.slots:
        for person in draft.holders(slot):
            filled = {(one.slot.name, one.person) for one in draft.filled}
            if (slot.name, person) not in filled:
                who = signer_of(slot.name, person, kind)
                prepared = prepare(draft, slot.name, who.chain, moment, how)
                draft = embed_into(draft, prepared, who.sign([prepared.to_be_signed], how)[0])
                moment += timedelta(minutes=1)
        if slot.name == until:
            break
    return draft


@cache
def xml_a(kind: str = "p256") -> bytes:
    return signed(record_a(), kind=kind).data


@cache
def xml_b() -> bytes:
    return signed(record_b()).data


def revised(comment: str = "Em tiến bộ nhiều.") -> YearRecord:
    """Record A after unlocking the homeroom comment: revision 2, no teacher's part changed."""
    first = record_a()
    return dataclasses.replace(first, revision=2, comments=dataclasses.replace(first.comments, homeroom=comment))


@cache
def second_revision() -> bytes:
    old = signed(record_a())
    draft = Draft.write(revised(), profile()).carry_over(old)
    return signed(revised(), draft=draft, start=SIGNED_AT + timedelta(hours=3)).data


def seal_pdf(
    unsealed: bytes,
    *,
    seal: Identity,
    kind: str = "p256",
    at: datetime = SEALED_AT,
    stage: Stage = Stage.SEALED,
) -> bytes:
    how = algorithm(HOW[kind])
    prepared = pades.prepare(
        unsealed,
        seal.chain,
        at,
        how,
        school=_organisation(seal),
        location=record_a().place_of_issue,
        not_before=at - timedelta(days=3650),
        stage=stage,
    )
    return pades.embed(prepared, seal.sign([prepared.to_be_signed], how)[0])


def _organisation(seal: Identity) -> str:
    from cryptography.x509.oid import NameOID  # noqa: PLC0415  # one use

    return str(seal.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value)


@cache
def package(*, signer: Identity | None = None) -> bytes:
    seal = signer or good()["seal"]
    return next(build_packages([xml_a(), xml_b()], seal, algorithm("ecdsa-sha256"), SEALED_AT + timedelta(hours=1)))


def not_assessed() -> bytes:
    return signed(not_assessed_record()).data
