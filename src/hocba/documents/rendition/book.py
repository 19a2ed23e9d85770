"""A pupil's whole school life in one file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hocba.documents.rendition.compose import cover, marks_of, personal_blocks
from hocba.documents.rendition.compose_year import year_blocks
from hocba.documents.rendition.form import FORM_VERSION, Block, Field, Fields, Form, Repeated, Stage
from hocba.documents.rendition.printable import printable
from hocba.documents.rendition.signature_lines import Signed
from hocba.documents.rendition.wording import wording
from hocba.errors import UsageError


def book_of(
    years: Sequence[Signed], *, lookup_address: str = "", demo: bool = False, version: str = FORM_VERSION
) -> Form:
    """A pupil's whole school life as one print copy; cover and personal page as the newest record has them.

    Args:
        years: one record a school year, in any order.
        lookup_address: put before the newest UUID in the QR code.
        demo: whether trial keys signed any of them.
        version: form version.

    Raises:
        UsageError: BOOK_EMPTY, BOOK_OF_SEVERAL_PUPILS, BOOK_YEAR_TWICE.
    """
    ordered = sorted(years, key=lambda one: one[0].school_year)
    if not ordered:
        raise UsageError("BOOK_EMPTY")
    if len({record.pupil.personal_id for record, _ in ordered}) > 1:
        raise UsageError("BOOK_OF_SEVERAL_PUPILS")
    for (one, _), (other, _) in pairwise(ordered):
        if one.school_year == other.school_year:
            raise UsageError("BOOK_YEAR_TWICE", year=str(one.school_year))
    words = wording(version)
    newest, newest_signatures = ordered[-1]
    captions, running = words["book"], words["running"]
    span = captions["years"].format(first=ordered[0][0].school_year, last=newest.school_year)
    blocks: list[Block] = [
        cover(newest, words, span),
        *personal_blocks(newest, newest_signatures, words, qr=lookup_address + str(newest.lookup_uuid)),
    ]
    for record, signatures in ordered:
        heading, *rest = year_blocks(record, signatures, words)
        blocks += [heading, Fields((Field(captions["uuid"], str(record.lookup_uuid)),)), *rest]
    name = newest.pupil.name
    return Form(
        version=version,
        title=captions["title"].format(name=name),
        subject=captions["subject"],
        language=words["language"],
        stage=Stage.PRINT_COPY,
        keywords=(version, Stage.PRINT_COPY.value, "book", *(("demo",) if demo else ())),
        blocks=printable(tuple(blocks)),
        repeated=Repeated(
            marks=marks_of(Stage.PRINT_COPY, words, demo=demo),
            header=printable((captions["header_left"], name)),
            footer=captions["footer"].format(personal_id=newest.pupil.personal_id),
            page=running["page"],
        ),
        attachment_caption="",
        seal_caption="",
    )
