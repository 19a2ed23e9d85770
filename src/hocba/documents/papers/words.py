"""The words of the papers, read once."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from hocba.documents.rendition.form import FORM_VERSION
from hocba.documents.rendition.phrases import Words
from hocba.documents.rendition.wording import wording

PAPER_VERSION = "giay-to-2025/1"
"""Named inside each PDF (`Keywords`); words of a released version never change."""


@cache
def paper_words() -> Words:
    """All captions and words of the papers."""
    name = PAPER_VERSION.replace("/", "-") + ".toml"
    return tomllib.loads((files(__package__) / "wording" / name).read_text(encoding="utf-8"))


CERTIFIED_COPY, EXTRACT = "certified-copy", "extract"
SEALED_PAPERS = frozenset({CERTIFIED_COPY, EXTRACT})
"""Kinds, in the keywords of a PDF, that may carry the school's seal."""


def form_words() -> Words:
    """The words of a record's form: levels, subjects, traits, dates."""
    return wording(FORM_VERSION)


def seal_caption(organisation: str) -> str:
    """What assistive technology says of the seal's field; names the organisation that must seal it."""
    return str(paper_words()["formalities"]["seal_field"].format(organisation=organisation))


def place_and_date(place: str, day: date) -> str:
    """As at the head of a paper: "Quảng Ninh, ngày 05 tháng 07 năm 2026"."""
    return str(paper_words()["place_and_date"].format(place=place, day=day.day, month=day.month, year=day.year))
