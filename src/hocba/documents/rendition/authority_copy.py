"""The copy that the authority makes of a record whose school sent no PDF: the record's form, labelled on every page.

Its words and the place of its seal are its own, so that nobody takes it for what the school sealed: the seal does not
lie over the head's signature but over the authority's name, below a sentence that says whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from hocba.documents.rendition.compose import form_of
from hocba.documents.rendition.form import (
    FORM_VERSION,
    Block,
    Closing,
    Cover,
    Field,
    Form,
    Heading,
    Paragraph,
    SignatureSpot,
    Stage,
)
from hocba.documents.rendition.phrases import Words, by_slot, moment_text
from hocba.documents.rendition.printable import printable
from hocba.documents.rendition.signature_lines import SignatureLine, vietnamese_time
from hocba.documents.rendition.wording import wording
from hocba.model import YearRecord


def authority_copy(
    record: YearRecord,
    signatures: Sequence[SignatureLine],
    *,
    sealed_at: datetime,
    lookup_address: str = "",
    demo: bool = False,
    version: str = FORM_VERSION,
) -> Form:
    """Every visible text of the copy; a verifier makes the same from the XML and the time of the PDF's seal.

    Args:
        record: as read back from the XML, which names the authority above the school.
        signatures: the XML's signatures in document order.
        sealed_at: aware; when the authority seals the copy, to the second.
        lookup_address: put before the UUID in the QR code; not printed.
        demo: whether trial keys signed.
        version: form version.

    Raises:
        UnknownRule: FORM_VERSION_UNKNOWN.
    """
    own = form_of(record, signatures, stage=Stage.SEALED, lookup_address=lookup_address, demo=demo, version=version)
    words = wording(version)
    captions = words["authority_copy"]
    authority, year = record.school.authority_name, str(record.school_year)
    label = captions["label"].format(authority=authority)
    added = _closing(record, by_slot(signatures, "KY_PHAT_HANH"), sealed_at, words)
    return replace(
        own,
        title=captions["title"].format(name=record.pupil.name, year=year),
        subject=captions["subject"],
        stage=Stage.AUTHORITY_COPY,
        keywords=(version, Stage.AUTHORITY_COPY.value, *own.keywords[2:]),
        blocks=printable((*(_labelled(block, authority, captions) for block in own.blocks), *added)),
        repeated=replace(
            own.repeated,
            marks=(captions["mark"], *own.repeated.marks),
            header=printable(
                (
                    captions["header_left"].format(year=year),
                    captions["header_right"].format(own=own.repeated.header[1], label=label),
                )
            ),
        ),
        seal_caption=captions["field"].format(authority=authority),
    )


def _labelled(block: Block, authority: str, captions: Words) -> Block:
    """The label on the cover; no seal over the head's signature."""
    if isinstance(block, Cover):
        label = Field(captions["cover"], captions["cover_value"].format(authority=authority))
        return replace(block, fields=(*block.fields, label))
    if isinstance(block, Closing):
        return replace(block, spots=tuple(replace(spot, seal=False) for spot in block.spots))
    return block


def _closing(
    record: YearRecord, school_seal: SignatureLine | None, sealed_at: datetime, words: Words
) -> Iterator[Block]:
    """What the copy is, who issued the record and when, who made the copy and when."""
    captions, authority, at = words["authority_copy"], record.school.authority_name, vietnamese_time(sealed_at)
    not_signed = words["signatures"]["not_signed"]
    issued = moment_text(school_seal.signing_time, words) if school_seal else ""
    yield Heading(1, captions["heading"])
    yield Paragraph(captions["note"].format(authority=authority))
    yield Closing(
        words["place_and_date"].format(place=record.place_of_issue, day=at.day, month=at.month, year=at.year),
        (
            SignatureSpot(
                captions["school_title"],
                captions["school_status"].format(moment=issued) if issued else not_signed,
                record.school.name,
            ),
            SignatureSpot(
                captions["authority_title"],
                captions["authority_status"].format(moment=moment_text(sealed_at, words)),
                authority,
                seal=True,
            ),
        ),
    )
