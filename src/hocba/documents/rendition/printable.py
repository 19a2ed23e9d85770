"""What may be printed: letters that the fonts have, and nothing that is invisible."""

from __future__ import annotations

import json
import re
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
_UNCLEAN = re.compile("[" + "".join(map(chr, _CLEANED)) + "]")
_SNIPPET = 20


def printable(value: T) -> T:
    """The same value with every text in it rid of invisible letters; a text's words and lines stay."""
    if not any(_UNCLEAN.search(text) for text in texts_in(value)):
        return value  # nearly always, and rebuilding costs
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
    require_letters_in((form.blocks, form.repeated, form.title))


def require_letters_in(value: object) -> None:
    """The same for every text in nested tuples and dataclasses.

    Raises:
        DocumentError: LETTER_NOT_IN_FONT.
    """
    known = _letters()
    for text in texts_in(value):
        if not known.issuperset(text):
            at = next(index for index, letter in enumerate(text) if letter not in known)
            snippet = text[max(0, at - _SNIPPET) : at + _SNIPPET]
            raise DocumentError("LETTER_NOT_IN_FONT", where=snippet, letter=f"U+{ord(text[at]):04X}", text=snippet)


def texts_in(value: object) -> Iterator[str]:
    """Every text in nested tuples and dataclasses, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif is_dataclass(value):
        for name in value.__dataclass_fields__:
            yield from texts_in(getattr(value, name))
