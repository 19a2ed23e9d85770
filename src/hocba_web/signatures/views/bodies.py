"""What scripts send to the pages of signing, and what they are told."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from django.http import HttpRequest

from hocba_web.base.refusals import Refused

_LONGEST = 20_000
"""Characters of base64: the longest thing is a certificate."""


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of a request. Nothing of it is ever part of a refusal: it may hold a secret.

    Raises:
        Refused: SIGNING_MALFORMED.
    """
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refused("SIGNING_MALFORMED")
    return body


def text_in(body: dict[str, Any], name: str, *, longest: int) -> str:
    """A text of it; empty if it is not there.

    Raises:
        Refused: SIGNING_MALFORMED, no text or longer than that.
    """
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        raise Refused("SIGNING_MALFORMED", where=name)
    return value


def bytes_in(body: dict[str, Any], name: str, *, longest: int) -> bytes:
    """Bytes that came as base64.

    Raises:
        Refused: SIGNING_MALFORMED.
    """
    return bytes_of(text_in(body, name, longest=longest), name)


def bytes_of(text: object, name: str) -> bytes:
    """Bytes from base64, at most 20 000 characters of it.

    Raises:
        Refused: SIGNING_MALFORMED.
    """
    if isinstance(text, str) and len(text) <= _LONGEST:
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            pass
    raise Refused("SIGNING_MALFORMED", where=name)
