"""The readable print of a hand-over document. What proves anything is its signed XML; the print says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from hocba.documents.handover import Handover
from hocba.documents.papers.copies import demo_marks
from hocba.documents.papers.formalities import organisation_lines
from hocba.documents.papers.paper import Columns, Line, Paper, PaperBlock
from hocba.documents.papers.results import absences_text, moment_blocks
from hocba.documents.papers.words import form_words, paper_words, place_and_date
from hocba.documents.papers.write import write_papers
from hocba.documents.rendition.compose_year import number_text, signatures_table, title_over
from hocba.documents.rendition.form import (
    Block,
    Closing,
    Field,
    Fields,
    Heading,
    Paragraph,
    Repeated,
    SignatureSpot,
)
from hocba.documents.rendition.phrases import by_slot, date_text, moment
from hocba.documents.rendition.printable import printable
from hocba.documents.rendition.signature_lines import SignatureLine, line_as, vietnamese_time
from hocba.regulation import moment_name


def handover_line(slot: str, handover: Handover, certificate: bytes, signing_time: datetime) -> SignatureLine:
    """Who signed a hand-over in one slot, as its print shows it.

    Args:
        slot: "CBQL" or "KY_PHAT_HANH".
        handover: what was signed; names the head's title.
        certificate: DER of the signer's certificate.
        signing_time: aware, from the signature.

    Raises:
        ValueError: the certificate cannot be read.
    """
    role = handover.manager.title if slot == "CBQL" else str(form_words()["roles"][slot])
    return line_as(slot, role, certificate, signing_time)


def handover_print(
    handover: Handover, signatures: Sequence[SignatureLine], *, created_at: datetime, demo: bool = False
) -> bytes:
    """A hand-over document to be read; a draft mark stands on every page until the school has sealed it.

    Args:
        handover: what is shown.
        signatures: of its XML, in document order.
        created_at: aware.
        demo: whether trial keys signed.

    Raises:
        DocumentError: LETTER_NOT_IN_FONT, RENDITION_TOO_LARGE.
    """
    captions = paper_words()["handover"]
    name, year = handover.pupil.name, str(handover.school_year)
    draft = () if by_slot(signatures, "KY_PHAT_HANH") else (captions["draft"],)
    paper = Paper(
        title=captions["title"].format(name=name, year=year),
        subject=captions["subject"],
        blocks=tuple(handover_blocks(handover, signatures)),
        repeated=Repeated(
            marks=draft + demo_marks(demo=demo),
            header=printable((captions["header"], f"{name} – {handover.class_name}")),
            footer=captions["footer"].format(uuid=handover.lookup_uuid),
            page=paper_words()["page"],
        ),
    )
    return write_papers((paper,), kind="hand-over", created_at=created_at, demo=demo)


def handover_blocks(handover: Handover, signatures: Sequence[SignatureLine]) -> Iterator[PaperBlock]:
    """Everything that a hand-over document says, in reading order."""
    captions, state = paper_words()["handover"], paper_words()["letterhead"]
    yield Columns(
        organisation_lines("", handover.school.name),
        (Line(state["state"], "strong"), Line(state["motto"], "strong", underlined=True)),
    )
    yield Heading(1, captions["heading"])
    yield Paragraph(captions["note"], "note")
    yield Fields(tuple(_about(handover)))
    if handover.not_assessed:
        yield Paragraph(captions["not_assessed"], "strong")
    elif not handover.moments:
        yield Paragraph(captions["no_results"])
    for one in handover.moments:
        yield Heading(2, captions["moment"].format(moment=moment_name(one.moment)))
        yield from moment_blocks(one, level=3)
    yield from _signed(handover, signatures)


def _about(handover: Handover) -> Iterator[Field]:
    """The pupil, the class, leaving; what is not known is left out."""
    captions, words, pupil = paper_words()["handover"], form_words(), handover.pupil
    health = handover.health
    values = {
        "uuid": str(handover.lookup_uuid),
        "name": pupil.name,
        "born": date_text(pupil.born, words),
        "sex": pupil.sex.value,
        "personal_id": pupil.personal_id,
        "ministry_id": pupil.ministry_id,
        "ethnicity": pupil.ethnicity,
        "residence": pupil.residence,
        "mother": pupil.family.mother,
        "father": pupil.family.father,
        "guardian": pupil.family.guardian,
        "class_name": captions["class_value"].format(class_name=handover.class_name, year=handover.school_year),
        "homeroom_teacher": handover.homeroom_teacher,
        "left_on": date_text(handover.left_on, words),
        "receiving_school": handover.receiving_school,
        "absences": absences_text(handover.absences),
        "health": captions["health_value"].format(
            height=number_text(health.height_cm), weight=number_text(health.weight_kg)
        )
        if health
        else "",
        "disability": handover.disability_evidence,
    }
    yield from (Field(captions[key], value) for key, value in values.items() if value)


def _signed(handover: Handover, signatures: Sequence[SignatureLine]) -> Iterator[Block]:
    captions, words = paper_words()["handover"], form_words()
    head = by_slot(signatures, "CBQL")
    status = captions["signed"].format(moment=moment(head, words)) if head else captions["not_signed"]
    day = vietnamese_time(head.signing_time).date() if head else handover.prepared_on
    title = title_over(handover.manager.title, words)
    yield Closing(
        place_and_date(handover.place_of_issue, day),
        (SignatureSpot("", "", ""), SignatureSpot(title, status, handover.manager.name)),
    )
    if signatures:
        yield Heading(2, captions["signatures"])
        yield Paragraph(captions["signatures_note"], "note")
        yield signatures_table(signatures, words)
