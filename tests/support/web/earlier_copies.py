"""The authority's copy as releases before the one with the XML inside made it: a sealed paper."""

from __future__ import annotations

from datetime import datetime

from hocba.documents.papers.paper import Paper, Signing
from hocba.documents.papers.words import CERTIFIED_COPY, seal_caption
from hocba.documents.papers.write import write_papers
from hocba.documents.rendition import Stage, form_of
from hocba.model import YearRecord
from hocba.signing import pades
from hocba_web.register import facts


def paper_copy(record: YearRecord, at: datetime) -> bytes:
    """Sealed at that time by the authority of `settings.GATEWAY`."""
    seal = facts.require_seal()
    form = form_of(record, [], stage=Stage.PRINT_COPY)
    signing = Signing((), "CƠ QUAN LẬP BẢN THỂ HIỆN", seal.name, seal=True)
    paper = Paper("Bản thể hiện do Sở lập", "Bản thể hiện", (*form.blocks, signing), form.repeated)
    prepared = pades.prepare(
        write_papers([paper], kind=CERTIFIED_COPY, created_at=at, seal_caption=seal_caption(seal.name)),
        seal.signer.chain,
        at,
        seal.algorithm,
        school=seal.name,
        location=record.place_of_issue,
        not_before=at,
        reason="Bản do Sở Giáo dục và Đào tạo lập từ dữ liệu học bạ đã tiếp nhận",
    )
    (value,) = seal.signer.sign([prepared.to_be_signed], seal.algorithm)
    return pades.embed(prepared, value)
