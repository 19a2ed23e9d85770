"""The authority's labelled copy of a record whose school sent no PDF: rendered from the XML, sealed, kept.

It carries the accepted XML byte for byte under the authority's own seal, so a verifier proves the school's signatures
inside, compares every page with the data and says that the authority, not the school, sealed these pages. Copies kept
from earlier releases are sealed papers without the XML; they are handed out and judged as they are.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hocba.documents.rendition import SignatureLine, Stage, authority_copy, line_of, render
from hocba.documents.xml import read_record
from hocba.model import YearRecord
from hocba.signing import pades
from hocba.verification import Indication, Policy, TrustStore, load_trust, verify
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.register import facts, files
from hocba_web.register.facts import Seal
from hocba_web.register.models import Copy, Number, Record
from hocba_web.register.selectors.records import Rendition


def make(uuid: UUID, *, at: datetime) -> Rendition:
    """The copy, made now or before.

    Args:
        uuid: of a current record for which the school sent no PDF.
        at: product clock, aware, UTC: the time of the seal, if it is made now.

    Raises:
        Missing: NOT_FOUND_HERE, REGISTER_FILE_LOST.
        Refused: REGISTER_PDF_THERE (the school sent one), RECORD_NOT_CURRENT, AUTHORITY_SEAL_MISSING,
            REGISTER_COPY_OTHER_AUTHORITY (the XML names another authority), REGISTER_FILE_DAMAGED,
            REGISTER_COPY_WRONG (the copy does not verify; it is not kept).
        HocbaError: what rendering or sealing refuses.
    """
    number = Number.objects.filter(uuid=uuid).first()
    record = Record.objects.filter(pk=(number.school_year, uuid)).first() if number else None
    if number is None or record is None:
        raise Missing("NOT_FOUND_HERE")
    if record.pdf:
        raise Refused("REGISTER_PDF_THERE")
    kept = Copy.objects.filter(number=number).first()
    if kept is not None:
        return Rendition(files.get(kept.sha256), "authority")
    if number.state != Number.State.CURRENT:
        raise Refused("RECORD_NOT_CURRENT", state=number.get_state_display())
    pdf = _sealed(record, facts.require_seal(), at)
    digest = files.put(pdf)
    with transaction.atomic():
        kept, made = Copy.objects.get_or_create(number=number, defaults={"sha256": digest, "made_at": at})
        if made:
            audit.record(
                actor=None,
                action="register.copy.made",
                subject=("record", uuid),
                at=at,
                school_id=number.school_id,
                details={"sha256": digest},
            )
    return Rendition(files.get(kept.sha256), "authority")


def _sealed(held: Record, seal: Seal, at: datetime) -> bytes:
    xml = files.get(held.file)
    record = read_record(xml).record
    authority = record.school.authority_name
    if authority != seal.name:
        raise Refused("REGISTER_COPY_OTHER_AUTHORITY", named=authority, own=seal.name)
    form = authority_copy(
        record,
        _lines(xml, record, held),
        sealed_at=at,
        lookup_address=settings.LOOKUP_ADDRESS,
        demo=settings.HOCBA.demo,
    )
    prepared = pades.prepare(
        render(form, sealed_xml=xml, created_at=at),
        seal.signer.chain,
        at,
        seal.algorithm,
        school=authority,
        location=record.place_of_issue,
        not_before=held.issued_at,
        stage=Stage.AUTHORITY_COPY,
    )
    (value,) = seal.signer.sign([prepared.to_be_signed], seal.algorithm)
    pdf = pades.embed(prepared, value)
    folder = settings.GATEWAY["trust"]
    trust = load_trust(Path(folder)) if folder else TrustStore()
    report = verify(pdf, Policy(validation_time=at, trust=trust))
    if report.indication is Indication.TOTAL_FAILED or report.copy is None:
        raise Refused("REGISTER_COPY_WRONG", where=str(held.uuid))
    return pdf


def _lines(xml: bytes, record: YearRecord, held: Record) -> list[SignatureLine]:
    """What the XML's signatures say; they were verified when it was accepted."""
    report = verify(xml, Policy(validation_time=held.accepted_at, trust=TrustStore()))
    return [
        line_of(one.slot, record, one.certificate, one.signing_time)
        for one in report.signatures
        if one.certificate is not None and one.signing_time is not None
    ]
