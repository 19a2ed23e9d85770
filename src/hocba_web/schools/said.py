"""Sentences of the catalogue in the reader's language, for notes beside fields and in lists."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

from hocba.lint import Finding
from hocba.messages import Language, next_step, text, what


def language() -> Language:
    """The language of the request, as the catalogue names it."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def in_full(code: str, params: Mapping[str, object]) -> str:
    """What is wrong and what to do."""
    return text(code, params, language=language())


def in_short(code: str, params: Mapping[str, object]) -> str:
    """What is wrong."""
    return what(code, params, language=language())


def of_finding(found: Finding) -> tuple[str, str, str]:
    """Place, what is wrong, what to do."""
    return found.place(language()), found.what(language()), found.next_step(language())


def to_do(code: str, params: Mapping[str, object]) -> str:
    """What to do now."""
    return next_step(code, params, language=language())
