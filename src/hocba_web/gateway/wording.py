"""Sentences of answers: always Vietnamese, the language of the exchange."""

from __future__ import annotations

from collections.abc import Mapping

from hocba.messages import what

NOTHING: Mapping[str, object] = {}


def sentence(code: str, params: Mapping[str, object] = NOTHING) -> str:
    """What a code says."""
    return what(code, params, language="vi")
