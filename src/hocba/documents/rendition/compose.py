"""From a year record and its signatures to the form: the words of a page, without any layout.

Source: CV 2088/BGDĐT-GDTH, Phụ lục 2 (display form); Decision 32/QĐ-THPĐ, chapter I art. 5(2)(b)
(look-up code, identifier, effect).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hocba.documents.rendition.compose_year import year_blocks
from hocba.documents.rendition.form import (
    FORM_VERSION,
    Block,
    Cell,
    Cover,
    Fields,
    Form,
    Heading,
    LookUp,
    Repeated,
    Stage,
    Table,
)
from hocba.documents.rendition.phrases import Words, by_slot, date_text, fields
from hocba.documents.rendition.printable import printable
from hocba.documents.rendition.signature_lines import SignatureLine, vietnamese_time
from hocba.documents.rendition.wording import wording
from hocba.model import YearRecord


def form_of(
    record: YearRecord,
    signatures: Sequence[SignatureLine],
    *,
    stage: Stage,
    lookup_address: str = "",
    demo: bool = False,
    version: str = FORM_VERSION,
) -> Form:
    """Every visible text of one record's rendition.

    Args:
        record: what is printed.
        signatures: the XML's signatures in document order; empty for a draft.
        stage: draft, about to be sealed, or copy on paper.
        lookup_address: put before the UUID in the QR code; not printed, so a verifier may leave it out.
        demo: whether trial keys signed; adds a mark to every page.
        version: form version.

    Raises:
        UnknownRule: FORM_VERSION_UNKNOWN.
    """
    words = wording(version)
    name, year = record.pupil.name, str(record.school_year)
    running = words["running"]
    blocks = (
        cover(record, words, words["cover"]["year"].format(year=year)),
        *personal_blocks(record, signatures, words, qr=lookup_address + str(record.lookup_uuid)),
        *year_blocks(record, signatures, words),
    )
    return Form(
        version=version,
        title=words["title"].format(name=name, year=year),
        subject=words["subject"],
        language=words["language"],
        stage=stage,
        keywords=(version, stage.value, *(("demo",) if demo else ())),
        blocks=printable(blocks),
        repeated=Repeated(
            marks=marks_of(stage, words, demo=demo),
            header=printable(
                (
                    running["header_left"].format(year=year),
                    running["header_right"].format(name=name, class_name=record.class_name),
                )
            ),
            footer=running["footer_left"].format(uuid=record.lookup_uuid),
            page=running["page"],
        ),
        attachment_caption=words["attachment"],
        seal_caption=words["seal"]["field"].format(school=record.school.name),
    )


def marks_of(stage: Stage, words: Words, *, demo: bool) -> tuple[str, ...]:
    """What is printed across every page."""
    marks = words["marks"]
    by_stage = {Stage.DRAFT: (marks["draft"],), Stage.PRINT_COPY: (marks["print_copy"],)}
    return by_stage.get(stage, ()) + ((marks["demo"],) if demo else ())


def cover(record: YearRecord, words: Words, years: str) -> Cover:
    """The first page."""
    captions, school = words["cover"], record.school
    values = {
        "name": record.pupil.name,
        "class_name": record.class_name,
        "school": school.name,
        "commune": school.commune,
        "district": school.district,
        "province": school.province,
    }
    return Cover(
        ministry=captions["ministry"],
        title=captions["title"],
        level=captions["level"],
        fields=fields(captions, values, words),
        year=years,
    )


def personal_blocks(
    record: YearRecord, signatures: Sequence[SignatureLine], words: Words, *, qr: str
) -> Iterator[Block]:
    """The page about the pupil."""
    captions, pupil = words["personal"], record.pupil
    head = by_slot(signatures, "CBQL")
    signed_on = date_text(vietnamese_time(head.signing_time).date(), words) if head else captions["not_signed"]
    yield Heading(1, captions["heading"], new_page=True)
    yield Fields(
        fields(
            captions,
            {
                "name": pupil.name,
                "sex": pupil.sex.value,
                "born": date_text(pupil.born, words),
                "ethnicity": pupil.ethnicity,
                "nationality": pupil.nationality,
                "personal_id": pupil.personal_id,
                "ministry_id": pupil.ministry_id,
                "register_no": pupil.register_no,
                "birthplace": pupil.birthplace,
                "home_place": pupil.home_place,
                "residence": pupil.residence,
                "father": pupil.family.father,
                "mother": pupil.family.mother,
                "guardian": pupil.family.guardian,
                "signer": record.manager.name,
                "signer_title": record.manager.title,
                "signed_on": signed_on,
            },
            words,
        )
    )
    yield _look_up(record, words, qr)
    history = words["history"]
    yield Heading(1, history["heading"])
    yield Table(
        "history",
        tuple(history["columns"]),
        tuple(
            (
                Cell(str(line.school_year)),
                Cell(line.class_name),
                Cell(line.school_name),
                Cell(date_text(line.entered_on, words)),
            )
            for line in record.history
        ),
    )


def _look_up(record: YearRecord, words: Words, qr: str) -> LookUp:
    """Only what the XML holds: CV 2088 has neither identifier, revision nor closing date."""
    captions = words["look_up"]
    values = {"uuid": str(record.lookup_uuid)}
    if record.record_identifier:
        values["record"] = record.record_identifier
    if record.revision:
        values["revision"] = str(record.revision)
    effect: tuple[str, ...] = (captions["effect"],)
    if record.group and record.closing_date:
        closing = date_text(record.closing_date, words)
        effect += (captions["effect_on"].format(group=record.group.value, date=closing),)
    return LookUp(
        fields=fields(captions, values, words),
        note=captions["note"],
        effect=effect,
        qr=qr,
    )
