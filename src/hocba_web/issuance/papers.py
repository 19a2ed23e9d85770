"""Copies and extracts as files, made from the very XML that was issued: the same bytes whenever they are made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from hocba.documents.papers import Choice, Formalities, Section, certified_copy, extract
from hocba.documents.rendition import SignatureLine
from hocba.issuing.assemble import place_of_issue
from hocba.model import Manager, Subject, YearRecord
from hocba.signing.xades import Draft
from hocba_web.base.refusals import Refused
from hocba_web.issuance.models import Copy
from hocba_web.issuance.rendition import of_demo, signed_of
from hocba_web.issuance.selectors.copies import CopyFacts
from hocba_web.records.selectors.files import content
from hocba_web.schools.selectors.setup import profile

Signed = tuple[YearRecord, Sequence[SignatureLine]]
REASON = "Trích sao học bạ số"
"""What the dictionary of the seal on an electronic extract says."""
HEAD = "HIỆU TRƯỞNG"
_UNKNOWN = 1
"""The revision of a file whose profile does not write it down; no page shows it."""


def issued(xml: bytes) -> tuple[Signed, bool]:
    """An issued XML as prints take it, and whether a demo key signed it."""
    draft = Draft.read(xml, revision=_UNKNOWN)
    return signed_of(draft), of_demo(draft)


def place_of(school_id: int) -> str:
    """Where the school's papers are dated: its province without the rank."""
    return place_of_issue(profile(school_id).province)


def titles_of(signer: Manager) -> tuple[str, ...]:
    """Lines over a signature: the head signs as such, a deputy in the head's place (Decree 30/2020/NĐ-CP, art. 13)."""
    return (HEAD,) if signer.title.casefold() == HEAD.casefold() else (f"KT. {HEAD}", signer.title.upper())


def abbreviation_of(school_id: int) -> str:
    """How a school's name is abbreviated in symbols of its papers: the initials after "Trường"."""
    words = [word for word in profile(school_id).name.split() if word.casefold() != "trường" and word[0].isalpha()]
    return "".join(word[0].upper() for word in words)


def copy_pdf(copy: CopyFacts, at: datetime | None = None) -> bytes:
    """A registered copy or extract.

    Args:
        copy: with its number.
        at: of an electronic extract: when it is sealed (aware); it gets a field for that seal. None: for paper.

    Raises:
        Refused: COPY_NOT_REGISTERED, FILE_DAMAGED.
        Missing: FILE_LOST.
        DocumentError: as the writer refuses.
    """
    if copy.dated is None or copy.decided_at is None:
        raise Refused("COPY_NOT_REGISTERED", where=copy.symbol)
    found = [issued(content(part.xml_sha256)) for part in copy.parts]
    records, demo = [signed for signed, _ in found], any(by_demo for _, by_demo in found)
    school = profile(copy.school_id)
    formalities = Formalities(
        organisation=school.name,
        authority=school.authority_name,
        symbol=copy.symbol,
        place=place_of_issue(school.province),
        day=copy.dated,
        signer_title=tuple(copy.signer_title.split("/")),
        signer=copy.signer_name,
    )
    if copy.kind is Copy.Kind.CERTIFIED:
        return certified_copy(
            records, formalities, created_at=copy.decided_at, lookup_address=settings.LOOKUP_ADDRESS, demo=demo
        )
    choice = Choice(
        sections=frozenset(Section(value) for value in copy.sections) or frozenset(Section),
        subjects=frozenset(Subject(value) for value in copy.subjects),
    )
    made_at = at or copy.decided_at
    return extract(records, choice, formalities, created_at=made_at, to_be_sealed=at is not None, demo=demo)
