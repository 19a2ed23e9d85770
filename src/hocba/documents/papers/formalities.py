"""What makes a copy a copy: its kind, number and symbol, place and day, who signs, the organisation, who receives it.

Source: Decree 30/2020/NĐ-CP, art. 25 to 27; appendix I, part II and Mẫu 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from hocba.documents.papers.paper import Columns, Line, Signing
from hocba.documents.papers.words import paper_words, place_and_date
from hocba.documents.rendition.signature_lines import vietnamese_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Formalities:
    """The formalities of one copy or extract."""

    organisation: str
    """Who copies: the school's name."""
    authority: str = ""
    """The organisation above it, printed over its name; empty: none."""
    symbol: str
    """Number and symbol in the register of copies: "12/SY-THPĐ", "13/TrS-THPĐ"."""
    place: str
    """The province without "Tỉnh"."""
    day: date
    """On which it was registered."""
    signer_title: tuple[str, ...]
    """Lines: ("HIỆU TRƯỞNG",), or ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG") where a deputy signs (art. 13)."""
    signer: str
    recipients: tuple[str, ...] = ()
    """Each a line, such as "Gia đình học sinh;"; empty: the usual ones."""


def letterhead(formalities: Formalities) -> Columns:
    """Name of the organisation, and of the state with its motto, at the head of a paper."""
    words = paper_words()["letterhead"]
    return Columns(
        organisation_lines(formalities.authority, formalities.organisation),
        (Line(words["state"], "strong"), Line(words["motto"], "strong", underlined=True)),
    )


def organisation_lines(authority: str, organisation: str) -> tuple[Line, ...]:
    """The name of an organisation under that of the one above it."""
    above = (Line(authority.upper()),) if authority else ()
    return (*above, Line(organisation.upper(), "strong", underlined=True))


def closing(formalities: Formalities, kind: str) -> Iterator[Columns | Signing]:
    """What stands below the copied text: on a line of its own, so that it is seen what was added.

    Args:
        formalities: of the copy.
        kind: "SAO Y" or "TRÍCH SAO".
    """
    words = paper_words()["formalities"]
    yield Columns(
        (
            *organisation_lines(formalities.authority, formalities.organisation),
            Line(words["symbol"].format(symbol=formalities.symbol)),
        ),
        (Line(kind, "strong"), Line(place_and_date(formalities.place, formalities.day), "italic")),
        ruled=True,
    )
    yield signing(formalities)


def signing(formalities: Formalities) -> Signing:
    """Who receives the copy, and who signs it."""
    words = paper_words()["formalities"]
    recipients = formalities.recipients or tuple(words["usual_recipients"])
    return Signing(
        (words["recipients"], *(f"- {line}" for line in recipients)),
        "\n".join(formalities.signer_title),
        formalities.signer,
        seal=True,
    )


def electronic_mark(formalities: Formalities, kind: str, at: datetime) -> Columns:
    """Top right of the first page of a copy in electronic form: kind, organisation, time (appendix I, part II.I.3).

    Args:
        formalities: of the copy.
        kind: "SAO Y" or "TRÍCH SAO".
        at: aware; the time for which the copy is made and sealed.
    """
    time = f"{vietnamese_time(at):%d/%m/%Y %H:%M:%S} +07:00"
    return Columns((), tuple(Line(text, "small") for text in (kind, formalities.organisation, time)))
