"""What may be printed: letters that the fonts have, and nothing that is invisible."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from hocba.documents.rendition.form import Form
from hocba.errors import DocumentError

T = TypeVar("T")
_CLEANED = {
    ord("\t"): " ",
    ord("\r"): None,
    0x00AD: None,  # soft hyphen: shows or not, depending on where a line ends
    0x200B: None,  # zero-width space and joiners
    0x200C: None,
    0x200D: None,
    0x2060: None,
    0xFEFF: None,
    0x2011: "-",  # the hyphen that does not break looks the same
}
_SNIPPET = 20


def printable(value: T) -> T:
    """The same value with every text in it rid of invisible letters; a text's words and lines stay."""
    found: Any = value
    if isinstance(found, str):
        found = found.translate(_CLEANED)
    elif isinstance(found, tuple):
        found = tuple(printable(part) for part in found)
    elif is_dataclass(found) and not isinstance(found, type):
        changes = {field.name: printable(getattr(found, field.name)) for field in fields(found)}
        found = replace(found, **changes)
    return found  # type: ignore[no-any-return]  # the same type comes out as went in


@cache
def _letters() -> frozenset[str]:
    ranges = json.loads((files(__package__) / "fonts" / "coverage.json").read_text(encoding="utf-8"))
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1)) | {"\n"}


def require_letters(form: Form) -> None:
    """Refuse what the fonts cannot show, before a page shows an empty box.

    Raises:
        DocumentError: LETTER_NOT_IN_FONT, with the letter and a piece of its text.
    """
    known = _letters()
    for text in _texts((form.blocks, form.repeated, form.title)):
        unknown = [letter for letter in text if letter not in known]
        if unknown:
            at = text.index(unknown[0])
            snippet = text[max(0, at - _SNIPPET) : at + _SNIPPET]
            raise DocumentError("LETTER_NOT_IN_FONT", where=snippet, letter=f"U+{ord(unknown[0]):04X}", text=snippet)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
