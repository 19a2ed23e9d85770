"""What the warehouse has beside the transactions of Công văn 2088: its token and its two lists."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from hocba.exchange.messages import Login
from hocba.exchange.messages.fields import Fields, read_object
from hocba.exchange.profile import exchange_profile
from hocba.exchange.warehouse.ports import Listed
from hocba.exchange.warehouse.profile import warehouse_profile

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9._:@-]{1,150}", re.ASCII)
_LONGEST_TOKEN = 86_400
"""Seconds: a token that says more is not believed."""


@dataclass(frozen=True, slots=True)
class Token:
    """What the transactions are sent with."""

    text: str = field(repr=False)
    seconds: int
    """How long it may be used from when it was given."""


def token_request(login: Login) -> bytes:
    """The question for a token; the one in `login` is not sent."""
    names = warehouse_profile().token
    asked = {
        names["user_name"]: login.user_name,
        names["password"]: login.password_hash,
        names["unit"]: login.unit,
    }
    return _json(asked)


def parse_token_request(data: bytes) -> Login:
    """Who asks; the token of it is empty.

    Raises:
        DocumentError: CONTENT_TOO_LARGE, MESSAGE_MALFORMED.
    """
    names = warehouse_profile().token
    body = Fields(read_object(data, exchange_profile().limits.text))
    found = Login(
        unit=body.matching(names["unit"], _NAME),
        user_name=body.matching(names["user_name"], _NAME),
        password_hash=body.matching(names["password"], _HASH),
        token="",
    )
    body.done()
    return found


def token_json(token: Token) -> bytes:
    """The answer with a token."""
    names = warehouse_profile().token
    return _json({names["token"]: token.text, names["seconds"]: token.seconds})


def parse_token(data: bytes) -> Token:
    """The token in an answer.

    Raises:
        DocumentError: CONTENT_TOO_LARGE, MESSAGE_MALFORMED.
    """
    limits, names = exchange_profile().limits, warehouse_profile().token
    body = Fields(read_object(data, limits.answer_bytes))
    return Token(
        text=body.text(names["token"], limits.secret),
        seconds=body.whole(names["seconds"], range(1, _LONGEST_TOKEN + 1)),
    )


def list_json(entries: Iterable[Listed]) -> bytes:
    """The answer with a list."""
    names = warehouse_profile().listed
    rows = [{names["code"]: entry.code, names["name"]: entry.name} for entry in entries]
    return _json({names["list"]: rows})


def parse_list(data: bytes) -> tuple[Listed, ...]:
    """A list in an answer; unknown members are passed over.

    Raises:
        DocumentError: CONTENT_TOO_LARGE, MESSAGE_MALFORMED.
    """
    profile = warehouse_profile()
    names, longest = profile.listed, profile.limits.name
    body = Fields(read_object(data, exchange_profile().limits.answer_bytes))
    found = []
    for value in body.list(names["list"], profile.limits.rows):
        row = Fields(value, names["list"])
        found.append(Listed(row.text(names["code"], longest), row.text(names["name"], longest)))
    return tuple(found)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
