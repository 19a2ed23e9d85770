"""From a year record and its signatures to the form: the words of a page, without any layout.

Source: CV 2088/BGDĐT-GDTH, Phụ lục 2 (display form); QĐ 32/QĐ-THPĐ, art. I-5(2)(b) (look-up code, identifier, effect).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hocba.documents.rendition.form import (
    ATTACHMENT_NAME,
    FORM_VERSION,
    Block,
    Cell,
    Closing,
    Cover,
    Field,
    Fields,
    Form,
    Heading,
    LookUp,
    Paragraph,
    Repeated,
    SignatureSpot,
    Stage,
    Table,
)
from hocba.documents.rendition.signature_lines import SignatureLine, grouped, vietnamese_time
from hocba.documents.rendition.wording import wording
from hocba.model import (
    GENERAL_COMPETENCIES,
    QUALITIES,
    SPECIFIC_COMPETENCIES,
    SUBJECTS,
    Assessment,
    Competency,
    NotAssessed,
    Quality,
    TraitLevel,
    YearRecord,
)

Words = Mapping[str, Any]


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
        _cover(record, words),
        *_personal(record, signatures, words, qr=lookup_address + str(record.lookup_uuid)),
        *year_blocks(record, signatures, words),
    )
    return Form(
        version=version,
        title=words["title"].format(name=name, year=year),
        subject=words["subject"].format(attachment=ATTACHMENT_NAME),
        language=words["language"],
        stage=stage,
        keywords=(version, stage.value, *(("demo",) if demo else ())),
        blocks=blocks,
        repeated=Repeated(
            marks=_marks(stage, words, demo=demo),
            header=(
                running["header_left"].format(year=year),
                running["header_right"].format(name=name, class_name=record.class_name),
            ),
            footer=running["footer_left"].format(uuid=record.lookup_uuid),
            page=running["page"],
        ),
        seal_caption=words["seal"]["field"].format(school=record.school.name),
    )


def _marks(stage: Stage, words: Words, *, demo: bool) -> tuple[str, ...]:
    marks = words["marks"]
    by_stage = {Stage.DRAFT: (marks["draft"],), Stage.PRINT_COPY: (marks["print_copy"],), Stage.SEALED: ()}
    return by_stage[stage] + ((marks["demo"],) if demo else ())


def _cover(record: YearRecord, words: Words) -> Cover:
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
        fields=_fields(captions, values, words),
        year=captions["year"].format(year=record.school_year),
    )


def _personal(record: YearRecord, signatures: Sequence[SignatureLine], words: Words, *, qr: str) -> Iterator[Block]:
    captions, pupil = words["personal"], record.pupil
    head = _by_slot(signatures, "CBQL")
    signed_on = _date(vietnamese_time(head.signing_time).date(), words) if head else captions["not_signed"]
    yield Heading(1, captions["heading"], new_page=True)
    yield Fields(
        _fields(
            captions,
            {
                "name": pupil.name,
                "sex": pupil.sex.value,
                "born": _date(pupil.born, words),
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
                Cell(_date(line.entered_on, words)),
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
        day = _date(record.closing_date, words)
        effect += (captions["effect_on"].format(group=record.group.value, date=day),)
    return LookUp(
        fields=_fields(captions, values, words),
        note=captions["note"],
        effect=effect,
        qr=qr,
    )


def year_blocks(record: YearRecord, signatures: Sequence[SignatureLine], words: Words) -> Iterator[Block]:
    """The pages of one school year: sections 1 to 6, comments, signatures."""
    captions = words["results"]
    yield Heading(1, words["year"]["heading"].format(year=record.school_year), new_page=True)
    yield _about_the_year(record, words)
    if isinstance(record.assessment, NotAssessed):
        yield Paragraph(captions["not_assessed"].format(evidence=record.assessment.evidence))
    yield Heading(2, captions["subjects"])
    yield _subjects(record.assessment, words)
    yield Heading(2, captions["qualities"])
    yield _traits(record.assessment, QUALITIES, record.comments.qualities, words)
    yield Heading(2, captions["competencies"])
    for heading, group, comment in (
        (captions["general"], GENERAL_COMPETENCIES, record.comments.general_competencies),
        (captions["specific"], SPECIFIC_COMPETENCIES, record.comments.specific_competencies),
    ):
        yield Heading(3, heading)
        yield _traits(record.assessment, group, comment, words)
    yield Heading(2, captions["overall"])
    yield Paragraph(
        words["overall_results"][record.assessment.overall.value]
        if isinstance(record.assessment, Assessment)
        else captions["not_assessed_overall"],
        "strong",
    )
    yield Heading(2, captions["awards"])
    awards = {"year_end_award": record.awards.year_end, "ad_hoc_award": record.awards.ad_hoc}
    yield Fields(_fields(captions, awards, words))
    primary = record.outcome.primary_completed is not None
    yield Heading(2, captions["outcome_primary" if primary else "outcome_class"])
    yield Paragraph(record.outcome.text or words["nothing"], "strong")
    yield Heading(2, captions["homeroom"])
    yield Paragraph(record.comments.homeroom or words["nothing"])
    yield from _signatures(record, signatures, words)


def _about_the_year(record: YearRecord, words: Words) -> Fields:
    captions, absences = words["year"], record.absences
    return Fields(
        _fields(
            captions,
            {
                "name": record.pupil.name,
                "class_name": record.class_name,
                "school": record.school.name,
                "height": captions["height_value"].format(value=_number(record.health.height_cm)),
                "weight": captions["weight_value"].format(value=_number(record.health.weight_kg)),
                "absences": captions["absences_value"].format(
                    total=absences.excused + absences.unexcused,
                    excused=absences.excused,
                    unexcused=absences.unexcused,
                ),
            },
            words,
        ),
        columns=3,
    )


def _subjects(assessment: Assessment | NotAssessed, words: Words) -> Table:
    results = {r.subject: r for r in assessment.results()} if isinstance(assessment, Assessment) else {}
    rows = []
    for subject in SUBJECTS:
        result = results.get(subject)
        if result is None:
            rows.append((Cell(words["subjects"][subject.value]), Cell(""), Cell(""), Cell("")))
            continue
        level = words["subject_levels"][result.level.value]
        score = "" if result.score is None else str(result.score)
        rows.append((Cell(result.name), Cell(level), Cell(score), Cell(result.comment)))
    return Table("subjects", tuple(words["results"]["subject_columns"]), tuple(rows))


def _traits(
    assessment: Assessment | NotAssessed,
    group: Sequence[Quality | Competency],
    comment: str,
    words: Words,
) -> Table:
    kind, columns = ("qualities", "quality_columns") if group is QUALITIES else ("competencies", "competency_columns")
    levels: dict[Quality | Competency, TraitLevel] = {}
    if isinstance(assessment, Assessment):
        levels = {**dict(assessment.qualities), **dict(assessment.competencies)}
    rows = []
    for index, trait in enumerate(group):
        level = words["trait_levels"][levels[trait].value] if trait in levels else ""
        merged = (Cell(comment, rows=len(group)),) if index == 0 else ()
        rows.append((Cell(words[kind][trait.value]), Cell(level), *merged))
    return Table("traits", tuple(words["results"][columns]), tuple(rows))


def _signatures(record: YearRecord, signatures: Sequence[SignatureLine], words: Words) -> Iterator[Block]:
    captions = words["signatures"]
    head, homeroom = _by_slot(signatures, "CBQL"), _by_slot(signatures, "GVCN")
    if head:
        day = vietnamese_time(head.signing_time)
        place = words["place_and_date"].format(place=record.place_of_issue, day=day.day, month=day.month, year=day.year)
    else:
        place = words["place_without_date"].format(place=record.place_of_issue)
    status = {True: captions["signed"], False: captions["not_signed"]}
    yield Closing(
        place,
        (
            SignatureSpot(captions["homeroom"], status[homeroom is not None], record.homeroom_teacher.name),
            SignatureSpot(record.manager.title.upper(), status[head is not None], record.manager.name, seal=True),
        ),
    )
    yield Heading(1, captions["heading"])
    if not signatures:
        yield Paragraph(captions["none"])
        return
    yield Paragraph(captions["note"].format(attachment=ATTACHMENT_NAME), "note")
    yield Table(
        "signatures",
        tuple(captions["columns"]),
        tuple(
            (
                Cell(str(number)),
                Cell(line.name),
                Cell(line.role),
                Cell(_moment(line, words)),
                Cell(grouped(line.serial)),
                Cell(line.issuer),
            )
            for number, line in enumerate(signatures, start=1)
        ),
    )


def _by_slot(signatures: Sequence[SignatureLine], slot: str) -> SignatureLine | None:
    return next((line for line in signatures if line.slot == slot), None)


def _fields(captions: Words, values: Mapping[str, str], words: Words) -> tuple[Field, ...]:
    return tuple(Field(captions[key], value or words["nothing"]) for key, value in values.items())


def _date(day: date, words: Words) -> str:
    return str(words["date"].format(day=day.day, month=day.month, year=day.year))


def _moment(line: SignatureLine, words: Words) -> str:
    at = vietnamese_time(line.signing_time)
    return str(
        words["moment"].format(
            hour=at.hour, minute=at.minute, second=at.second, day=at.day, month=at.month, year=at.year
        )
    )


def _number(value: Decimal) -> str:
    """Vietnamese decimal comma; no trailing zeros."""
    plain = format(value.normalize(), "f")
    return plain.replace(".", ",")
