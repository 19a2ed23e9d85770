"""Sentences of codes, in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from hocba.messages import what
from hocba_web.ministry.models import Line, Message

register = template.Library()


@register.simple_tag
def refused_text(line: Line) -> str:
    """Why a record was refused: the warehouse's own words, else what our code says, else the code."""
    if line.error_text:
        return f"{line.error_field_title}: {line.error_text}" if line.error_field_title else line.error_text
    return _sentence(line.error, {})


@register.simple_tag
def problem_text(message: Message) -> str:
    """What the last attempt met."""
    return _sentence(message.problem, message.problem_params)


def _sentence(code: str, params: dict[str, object]) -> str:
    return what(code, params, language="en" if (get_language() or "vi").startswith("en") else "vi")
