"""A strict reader of PDF values (ISO 32000-1, 7.3): what our own files hold, and nothing cleverer.

Comments, name escapes (but that of the slash in a media type), octal escapes and unbalanced strings are refused: a
second way to write a value is a way to show one thing to a reader and another to a verifier.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hocba.verification.findings import Finding


@dataclass(frozen=True, slots=True)
class Name:
    """`/Name`, without the slash."""

    text: str


@dataclass(frozen=True, slots=True)
class Ref:
    """`12 0 R`."""

    number: int


@dataclass(frozen=True, slots=True)
class Text:
    """A string, literal or hexadecimal, as bytes."""

    data: bytes

    def words(self) -> str:
        """The text: UTF-16 where it says so, else Latin-1.

        Raises:
            Finding: PDF_UNREADABLE.
        """
        try:
            return (
                self.data[2:].decode("utf-16-be") if self.data.startswith(b"\xfe\xff") else self.data.decode("latin-1")
            )
        except UnicodeDecodeError as error:
            raise Finding("PDF_UNREADABLE", detail="text string") from error


Value = Name | Ref | Text | float | bool | None | list["Value"] | dict[str, "Value"]

_TOKEN = re.compile(
    rb"[ \n]*(?:(\d{1,7}) 0 R|/((?:[A-Za-z0-9_.:+-]|#2F){1,127})|(<<|>>|\[|\])"
    rb"|([+-]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12}))|<([0-9A-Fa-f]*)>"
    rb"|(\((?:[^()\\]|\\[nrtbf()\\])*\))|(true|false|null)(?![a-z]))"
)
_NAME, _BRACKET = 2, 3
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WORDS: dict[bytes, bool | None] = {b"true": True, b"false": False, b"null": None}
_DEEPEST = 16


def read_value(data: bytes) -> Value:
    """The one value that fills `data`.

    Raises:
        Finding: PDF_UNREADABLE.
    """
    value, end = _value(data, 0, 0)
    if data[end:].strip(b" \n"):
        raise Finding("PDF_UNREADABLE", detail="bytes after a value")
    return value


def read_dictionary(data: bytes) -> dict[str, Value]:
    """The dictionary that fills `data`.

    Raises:
        Finding: PDF_UNREADABLE.
    """
    value = read_value(data)
    if not isinstance(value, dict):
        raise Finding("PDF_UNREADABLE", detail="not a dictionary")
    return value


def _value(data: bytes, at: int, depth: int) -> tuple[Value, int]:
    token = _TOKEN.match(data, at)
    if token is None or depth > _DEEPEST:
        raise Finding("PDF_UNREADABLE", detail=f"value at {at}")
    end = token.end()
    if token.lastindex == _BRACKET:
        if token[_BRACKET] == b"<<":
            return _dictionary(data, end, depth)
        if token[_BRACKET] == b"[":
            return _array(data, end, depth)
        raise Finding("PDF_UNREADABLE", detail=f"value at {at}")
    return _simple(token), end


def _simple(token: re.Match[bytes]) -> Value:
    """A value that holds no others."""
    text = token[token.lastindex or 0]
    match token.lastindex:
        case 1:
            return Ref(int(text))
        case 2:  # _NAME
            return Name(text.decode("ascii"))
        case 4:
            return float(text)
        case 5:
            return Text(_hex(text))
        case 6:
            return Text(_ESCAPED.sub(lambda m: _ESCAPES.get(m[1], m[1]), text[1:-1]))
    return _WORDS[text]


def _array(data: bytes, at: int, depth: int) -> tuple[list[Value], int]:
    found: list[Value] = []
    while (token := _TOKEN.match(data, at)) is None or token[_BRACKET] != b"]":
        value, at = _value(data, at, depth + 1)
        found.append(value)
    return found, token.end()


def _dictionary(data: bytes, at: int, depth: int) -> tuple[dict[str, Value], int]:
    found: dict[str, Value] = {}
    while (token := _TOKEN.match(data, at)) is None or token[_BRACKET] != b">>":
        if token is None or token.lastindex != _NAME:
            raise Finding("PDF_UNREADABLE", detail=f"key at {at}")
        key = token[_NAME].decode("ascii")
        if key in found:
            raise Finding("PDF_UNREADABLE", detail=f"/{key} twice")
        found[key], at = _value(data, token.end(), depth + 1)
    return found, token.end()


def _hex(digits: bytes) -> bytes:
    if len(digits) % 2:
        raise Finding("PDF_UNREADABLE", detail="hexadecimal string")
    return bytes.fromhex(digits.decode("ascii"))
