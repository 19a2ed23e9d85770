"""Small phrases that several pages share: captions with values, dates, times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hocba.documents.rendition.form import Field
from hocba.documents.rendition.signature_lines import SignatureLine, vietnamese_time

Words = Mapping[str, Any]
"""One form version's words, as `wording` gives them."""


def fields(captions: Words, values: Mapping[str, str], words: Words) -> tuple[Field, ...]:
    """Captions and values by the same keys; a dash where a value is empty."""
    return tuple(Field(captions[key], value or words["nothing"]) for key, value in values.items())


def date_text(day: date, words: Words) -> str:
    """A day as the form writes it: 04/03/2016."""
    return str(words["date"].format(day=day.day, month=day.month, year=day.year))


def moment(line: SignatureLine, words: Words) -> str:
    """When a signature was made, in Vietnamese time."""
    return moment_text(line.signing_time, words)


def moment_text(moment: datetime, words: Words) -> str:
    """A moment to the second, in Vietnamese time."""
    at = vietnamese_time(moment)
    return str(
        words["moment"].format(
            hour=at.hour, minute=at.minute, second=at.second, day=at.day, month=at.month, year=at.year
        )
    )


def by_slot(signatures: Sequence[SignatureLine], slot: str) -> SignatureLine | None:
    """The first signature of that slot."""
    return next((line for line in signatures if line.slot == slot), None)
