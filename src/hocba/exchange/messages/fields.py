"""Strict JSON: an object whose members are taken one by one, each with its type and size, until none is left."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NoReturn
from uuid import UUID

from hocba.errors import DocumentError

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def malformed(where: str) -> DocumentError:
    """The refusal of a message; `where` is the place, such as "authenticationRequest/type"."""
    return DocumentError("MESSAGE_MALFORMED", where=where)


def read_object(data: bytes, limit: int) -> dict[str, Any]:
    """The one JSON object that a message is.

    Raises:
        DocumentError: CONTENT_TOO_LARGE; MESSAGE_MALFORMED (not UTF-8, not JSON, a name twice, a number that JSON has
            not, no object).
    """
    if len(data) > limit:
        raise DocumentError("CONTENT_TOO_LARGE", size=len(data), limit=limit)
    try:
        found = json.loads(
            data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse_number, parse_float=_refuse_number
        )
    except (ValueError, RecursionError):
        raise malformed("JSON") from None
    if not isinstance(found, dict):
        raise malformed("JSON")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse_number(text: str) -> NoReturn:
    raise ValueError(text)


class Fields:
    """Members of one object, each taken once.

    Args:
        value: what should be an object.
        where: its place, for refusals.
    """

    def __init__(self, value: object, where: str = "") -> None:
        if not isinstance(value, dict):
            raise malformed(where or "JSON")
        self._left: dict[str, Any] = dict(value)
        self._where = where

    def text(self, name: str, longest: int, *, empty: bool = False, lines: bool = False) -> str:
        """A text without control characters; `lines`: line feeds and tabs may stand in it."""
        value = self._take(name)
        if not isinstance(value, str) or len(value) > longest or not (value or empty):
            raise self._wrong(name)
        if _CONTROL.search(value) or (not lines and ("\n" in value or "\r" in value or "\t" in value)):
            raise self._wrong(name)
        try:
            value.encode("utf-8")  # lone surrogates come through JSON's escapes
        except UnicodeEncodeError:
            raise self._wrong(name) from None
        return value

    def optional_text(self, name: str, longest: int) -> str | None:
        """A text, or None where the member is not there."""
        return self.text(name, longest) if name in self._left else None

    def matching(self, name: str, pattern: re.Pattern[str]) -> str:
        """A text that matches whole."""
        value = self._take(name)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise self._wrong(name)
        return value

    def whole(self, name: str, allowed: range) -> int:
        """A whole number."""
        value = self._take(name)
        if type(value) is not int or value not in allowed:
            raise self._wrong(name)
        return value

    def day(self, name: str) -> date:
        """A date, yyyy-mm-dd."""
        text = self.matching(name, _DATE)
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self._wrong(name) from None

    def moment(self, name: str) -> datetime:
        """A moment with its zone."""
        text = self.text(name, 40)
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            raise self._wrong(name) from None
        if found.tzinfo is None:
            raise self._wrong(name)
        return found

    def uuid(self, name: str) -> UUID:
        """A UUID in its one spelling."""
        return UUID(self.matching(name, _UUID))

    def list(self, name: str, longest: int) -> list[Any]:
        """A list; empty where the member is not there."""
        value = self._left.pop(name, [])
        if not isinstance(value, list) or len(value) > longest:
            raise self._wrong(name)
        return value

    def texts(self, name: str, longest: int, pattern: re.Pattern[str] | None = None) -> frozenset[str]:
        """A list of texts, each once."""
        values = self.list(name, longest)
        if not all(isinstance(value, str) and (pattern or _UUID).fullmatch(value) for value in values):
            raise self._wrong(name)
        found = frozenset(values)
        if len(found) != len(values):
            raise self._wrong(name)
        return found

    def inner(self, name: str) -> Fields:
        """An object inside."""
        return Fields(self._take(name), self._place(name))

    def optional(self, name: str) -> Fields:
        """An object inside; one without members where it is not there."""
        return self.inner(name) if name in self._left else Fields({}, self._place(name))

    def has(self, name: str) -> bool:
        """Whether a member is there and was not taken yet."""
        return name in self._left

    def take_all(self) -> Mapping[str, Any]:
        """Whatever is left."""
        found, self._left = self._left, {}
        return found

    def done(self) -> None:
        """Refuse what nobody asked for.

        Raises:
            DocumentError: MESSAGE_MALFORMED.
        """
        for name in self._left:
            raise self._wrong(name[:40])

    def _take(self, name: str) -> Any:  # noqa: ANN401  # whatever JSON holds
        if name not in self._left:
            raise self._wrong(name)
        return self._left.pop(name)

    def _wrong(self, name: str) -> DocumentError:
        return malformed(self._place(name))

    def _place(self, name: str) -> str:
        return f"{self._where}/{name}" if self._where else name
