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
    rb"[ \n]*(?:(?P<ref>(\d{1,7}) 0 R)|(?P<number>[+-]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12}))"
    rb"|/(?P<name>(?:[A-Za-z0-9_.:+-]|#2F){1,127})|(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|<(?P<hex>[0-9A-Fa-f]*)>|\((?P<text>(?:[^()\\]|\\[nrtbf()\\])*)\)|(?P<word>true|false|null))"
)
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


def _value(data: bytes, at: int, depth: int) -> tuple[Value, int]:  # noqa: PLR0911  # one return a kind of value
    token = _TOKEN.match(data, at)
    if token is None or depth > _DEEPEST:
        raise Finding("PDF_UNREADABLE", detail=f"value at {at}")
    end = token.end()
    match token.lastgroup:
        case "ref":
            return Ref(int(token[2])), end
        case "number":
            return float(token["number"]), end
        case "name":
            return Name(token["name"].decode("ascii")), end
        case "hex":
            return Text(_hex(token["hex"])), end
        case "text":
            return Text(_ESCAPED.sub(lambda m: _ESCAPES.get(m[1], m[1]), token["text"])), end
        case "word":
            return _WORDS[token["word"]], end
        case "open" if token["open"] == b"[":
            return _array(data, end, depth)
        case "open":
            return _dictionary(data, end, depth)
        case _:
            raise Finding("PDF_UNREADABLE", detail=f"value at {at}")


def _array(data: bytes, at: int, depth: int) -> tuple[list[Value], int]:
    found: list[Value] = []
    while (closing := _TOKEN.match(data, at)) is None or closing["close"] != b"]":
        value, at = _value(data, at, depth + 1)
        found.append(value)
    return found, closing.end()


def _dictionary(data: bytes, at: int, depth: int) -> tuple[dict[str, Value], int]:
    found: dict[str, Value] = {}
    while (token := _TOKEN.match(data, at)) is None or token["close"] != b">>":
        if token is None or token["name"] is None:
            raise Finding("PDF_UNREADABLE", detail=f"key at {at}")
        key = token["name"].decode("ascii")
        if key in found:
            raise Finding("PDF_UNREADABLE", detail=f"/{key} twice")
        found[key], at = _value(data, token.end(), depth + 1)
    return found, token.end()


def _hex(digits: bytes) -> bytes:
    if len(digits) % 2:
        raise Finding("PDF_UNREADABLE", detail="hexadecimal string")
    return bytes.fromhex(digits.decode("ascii"))
