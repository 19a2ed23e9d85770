"""What is refused: one error for every service, with code, place, reason and next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import get_language

from hocba.errors import HocbaError
from hocba.messages import Language, next_step, what


class Refused(HocbaError):
    """A service will not do what was asked; nothing was changed.

    Attributes:
        source: the article or rule behind it; empty if none.
        status: HTTP status of the answer.
    """

    status = 409

    def __init__(self, code: str, *, where: str = "", source: str = "", **params: object) -> None:
        super().__init__(code, where=where, **params)
        self.source = source


class Forbidden(Refused):
    """The acting person may not do this."""

    status = 403


class Missing(Refused):
    """There is no such thing here: unknown, or another school's."""

    status = 404


class FreshFactorNeeded(Refused):
    """The act needs the second factor once more, just now."""

    status = 403


@dataclass(frozen=True, slots=True)
class Spoken:
    """A refusal in the reader's language, as pages and JSON answers show it."""

    code: str
    where: str
    source: str
    what: str
    next: str


class Coded(Protocol):
    """An error that has a sentence in the catalogue."""

    code: str
    where: str
    params: Mapping[str, object]


def spoken(error: Coded) -> Spoken:
    """The sentences of an error in the language of the request."""
    language: Language = "en" if (get_language() or "vi").startswith("en") else "vi"
    return Spoken(
        code=error.code,
        where=error.where,
        source=getattr(error, "source", ""),
        what=what(error.code, error.params, language=language),
        next=next_step(error.code, error.params, language=language),
    )
