"""Whether the pages of a finished PDF show what its form says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hocba.documents.rendition.form import Form, Table, squeeze, texts

_CONTEXT = 24


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where a PDF does not show what its data say."""

    page: int
    """From 1; one more than the last page where text is missing at the end."""
    expected: str
    """A few characters of what should stand there, without white space; empty where nothing should."""
    found: str
    """A few characters of what stands there."""


def difference(form: Form, pages: Sequence[str]) -> Difference | None:
    """Compare what the pages show with what the form says, letter by letter; None if they agree.

    Every page must begin and end with what `form.repeated` lists; a table that goes on over a page end repeats its
    column captions; everything else must be `visible_text(form)`, nothing more and nothing less.

    Args:
        form: made from the XML alone, under the form version that the PDF names.
        pages: the text that each page draws, in drawing order, white space removed.
    """
    expected, tables = _expected(form)
    at = 0
    for number, page in enumerate(pages, start=1):
        before = squeeze("".join(form.repeated.before(number)))
        after = squeeze("".join(form.repeated.after(number, len(pages))))
        if not page.startswith(before):
            return Difference(number, before[:_CONTEXT], page[:_CONTEXT])
        if not page.endswith(after) or len(page) < len(before) + len(after):
            return Difference(number, after[-_CONTEXT:], page[-_CONTEXT:])
        own = page[len(before) : len(page) - len(after)]
        captions = next((captions for start, end, captions in tables if start <= at < end), "") if number > 1 else ""
        if captions:
            if not own.startswith(captions):
                return Difference(number, captions[:_CONTEXT], own[:_CONTEXT])
            own = own[len(captions) :]
        same = _common(expected, at, own)
        at += same
        if same < len(own):
            return Difference(number, expected[at : at + _CONTEXT], own[same : same + _CONTEXT])
    if at < len(expected):
        return Difference(len(pages) + 1, expected[at : at + _CONTEXT], "")
    return None


def _expected(form: Form) -> tuple[str, list[tuple[int, int, str]]]:
    """The whole text, and for each table where its rows begin and end in it and what its captions are."""
    parts: list[str] = []
    tables: list[tuple[int, int, str]] = []
    length = 0
    for block in form.blocks:
        text = squeeze("".join(texts(block)))
        if isinstance(block, Table):
            captions = squeeze("".join(block.columns))
            tables.append((length + len(captions), length + len(text), captions))
        parts.append(text)
        length += len(text)
    return "".join(parts), tables


def _common(expected: str, at: int, own: str) -> int:
    """How many letters of `own` stand in `expected` from `at` on."""
    if expected.startswith(own, at):
        return len(own)
    return next((i for i, letter in enumerate(own) if expected[at + i : at + i + 1] != letter), len(own))
