"""The authority's labelled copy of a record whose school sent no PDF: rendered from the XML, sealed, kept.

It is a paper of `hocba.documents.papers`, so a verifier says who sealed these pages and that they are unchanged, and
that no data of the record are inside: those are proven by the XML alone. Every page bears the label.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hocba.documents.papers.formalities import organisation_lines
from hocba.documents.papers.paper import Columns, Line, Paper, PaperBlock, Signing
from hocba.documents.papers.words import CERTIFIED_COPY, seal_caption
from hocba.documents.papers.write import write_papers
from hocba.documents.rendition import SignatureLine, Stage, form_of, line_of
from hocba.documents.rendition.form import Heading, Paragraph, Repeated
from hocba.documents.xml import read_record
from hocba.model import YearRecord
from hocba.signing import pades
from hocba.verification import Indication, Policy, TrustStore, load_trust, verify
from hocba_web.audit import services as audit
from hocba_web.base.clock import local
from hocba_web.base.refusals import Missing, Refused
from hocba_web.register import facts, files
from hocba_web.register.facts import Seal
from hocba_web.register.models import Copy, Number, Record
from hocba_web.register.selectors.records import Rendition

LABEL = "Bản do Sở Giáo dục và Đào tạo lập từ dữ liệu học bạ đã tiếp nhận"
_MARK = "BẢN DO SỞ LẬP"
_SUBJECT = "Bản thể hiện học bạ số do Sở Giáo dục và Đào tạo lập"
_TITLE = "Bản thể hiện học bạ tiểu học do Sở lập – {name} – năm học {year}"
_PAGE = "Trang {page}/{pages}"
_FOOTER = "Mã tra cứu: {uuid}"
_ORIGIN = (
    "Nhà trường không gửi bản thể hiện PDF của học bạ này. Bản này được lập từ tệp dữ liệu XML đã ký số của nhà trường "
    "mà Sở tiếp nhận lúc {accepted}; chữ ký số của nhà trường chỉ có trong tệp XML."
)
_DIGEST = "Mã băm SHA-256 của dữ liệu học bạ: {digest}"
_DIGEST_GROUP = 8


def make(uuid: UUID, *, at: datetime) -> Rendition:
    """The copy, made now or before.

    Args:
        uuid: of a current record for which the school sent no PDF.
        at: product clock, aware, UTC: the time of the seal, if it is made now.

    Raises:
        Missing: NOT_FOUND_HERE, REGISTER_FILE_LOST.
        Refused: REGISTER_PDF_THERE (the school sent one), RECORD_NOT_CURRENT, AUTHORITY_SEAL_MISSING,
            REGISTER_FILE_DAMAGED, REGISTER_COPY_WRONG (the copy does not verify; it is not kept).
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
    unsealed = write_papers(
        [_paper(record, _lines(xml, record, held), held, seal)],
        kind=CERTIFIED_COPY,
        created_at=at,
        demo=settings.HOCBA.demo,
        seal_caption=seal_caption(seal.name),
    )
    prepared = pades.prepare(
        unsealed,
        seal.signer.chain,
        at,
        seal.algorithm,
        school=seal.name,
        location=record.place_of_issue,
        not_before=held.issued_at,
        reason=LABEL,
    )
    (value,) = seal.signer.sign([prepared.to_be_signed], seal.algorithm)
    pdf = pades.embed(prepared, value)
    folder = settings.GATEWAY["trust"]
    trust = load_trust(Path(folder)) if folder else TrustStore()
    report = verify(pdf, Policy(validation_time=at, trust=trust))
    if report.indication is Indication.TOTAL_FAILED:
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


def _paper(record: YearRecord, lines: list[SignatureLine], held: Record, seal: Seal) -> Paper:
    demo = settings.HOCBA.demo
    form = form_of(record, lines, stage=Stage.PRINT_COPY, lookup_address=settings.LOOKUP_ADDRESS, demo=demo)
    digest = " ".join(
        held.record_digest[at : at + _DIGEST_GROUP] for at in range(0, len(held.record_digest), _DIGEST_GROUP)
    )
    accepted = f"{local(held.accepted_at):%H:%M:%S ngày %d/%m/%Y}"
    added: tuple[PaperBlock, ...] = (
        Columns(organisation_lines("", seal.name), (Line("BẢN THỂ HIỆN", "strong"),), ruled=True),
        Heading(2, LABEL),
        Paragraph(_ORIGIN.format(accepted=accepted)),
        Paragraph(_DIGEST.format(digest=digest), "note"),
        Signing((), "CƠ QUAN LẬP BẢN THỂ HIỆN", seal.name, seal=True),
    )
    return Paper(
        title=_TITLE.format(name=record.pupil.name, year=record.school_year),
        subject=_SUBJECT,
        blocks=(*form.blocks, *added),
        repeated=Repeated(
            marks=(_MARK, *(mark for mark in form.repeated.marks[1:])),
            header=(LABEL, record.pupil.name),
            footer=_FOOTER.format(uuid=record.lookup_uuid),
            page=_PAGE,
        ),
    )
