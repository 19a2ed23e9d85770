"""Frames on a pipe, and values as JSON of exactly one shape: the type says what is read, nothing else is.

A frame is a JSON text and the byte strings it refers to by their place: `4 bytes length, {"body": …, "sizes": […]}`,
then the byte strings. A dataclass is `[name, value, …]` in the order of its fields.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import IO, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

_LENGTH = 4
_MOST_JSON = 256 * 1024 * 1024
_MOST_BYTES = 512 * 1024 * 1024
_MOST_PARTS = 100_000

Parts = Sequence[bytes]
Read = Callable[[Any, Parts], Any]
Write = Callable[[Any, dict[bytes, int]], Any]
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})


class Odd(Exception):
    """What came over the pipe is not what was agreed."""


def send(stream: IO[bytes], body: object) -> None:
    """Write one frame.

    Args:
        stream: the pipe.
        body: None, truth values, numbers, text, bytes, enums, dates, dataclasses, sequences and mappings of them. The
            same byte string twice goes once.
    """
    parts: dict[bytes, int] = {}
    plain = _plain(body, parts)
    _write(stream, plain, tuple(parts))


def ask(stream: IO[bytes], question: Mapping[str, object], parts: Parts) -> None:
    """Write a frame that is plain JSON and byte strings, as they are."""
    _write(stream, question, parts)


def _write(stream: IO[bytes], plain: object, parts: Parts) -> None:
    frame = {"body": plain, "sizes": [len(part) for part in parts]}
    text = json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode()
    stream.write(len(text).to_bytes(_LENGTH, "big") + text)
    stream.writelines(parts)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[Any, Parts]:
    """Read one frame; its body is still raw JSON.

    Raises:
        EOFError: nobody writes any more.
        Odd: it is none, or too long.
    """
    length = int.from_bytes(_exactly(stream, _LENGTH), "big")
    if length > _MOST_JSON:
        raise Odd("length")
    try:
        frame = json.loads(_exactly(stream, length))
    except (ValueError, RecursionError):
        raise Odd("json") from None
    sizes = frame.get("sizes") if isinstance(frame, dict) and set(frame) == {"body", "sizes"} else None
    if not isinstance(sizes, list) or len(sizes) > _MOST_PARTS:
        raise Odd("frame")
    if any(type(size) is not int or size < 0 for size in sizes) or sum(sizes) > _MOST_BYTES:
        raise Odd("sizes")
    return frame["body"], [_exactly(stream, size) for size in sizes]


def read(kind: object, value: Any, parts: Parts) -> Any:  # noqa: ANN401  # JSON on one side, `kind` on the other
    """The value of a type, from raw JSON.

    Raises:
        Odd: it is of another shape.
    """
    try:
        return _reader(kind)(value, parts)
    except (ValueError, TypeError, KeyError, IndexError, ArithmeticError, RecursionError):
        raise Odd(str(kind)) from None


def _exactly(stream: IO[bytes], size: int) -> bytes:
    pieces: list[bytes] = []
    while size:
        piece = stream.read(size)
        if not piece:
            raise EOFError
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _plain(value: object, parts: dict[bytes, int]) -> Any:  # noqa: ANN401  # JSON
    return _WRITERS[type(value)](value, parts)


class _Writers(dict[type, Write]):
    """How a value of exactly this type is written; found once a type, for a list holds some ten thousand values."""

    def __missing__(self, kind: type) -> Write:
        """Find it."""
        found = self[kind] = _writer(kind)
        return found


_WRITERS = _Writers()


def _writer(kind: type) -> Write:  # noqa: PLR0911  # one line a kind
    if kind in _AS_THEY_ARE:
        return lambda value, _parts: value
    if issubclass(kind, bytes):
        return lambda value, parts: parts.setdefault(value, len(parts))
    if issubclass(kind, Enum):
        return lambda value, parts: _plain(value.value, parts)
    if issubclass(kind, str | int | float):
        return lambda value, _parts: value
    if issubclass(kind, date):
        return lambda value, _parts: value.isoformat()
    if issubclass(kind, UUID | Decimal):
        return lambda value, _parts: str(value)
    if issubclass(kind, Mapping):
        return lambda value, _parts: {str(name): _said(one) for name, one in value.items()}
    if issubclass(kind, Sequence):
        return _all
    if is_dataclass(kind):
        return _fields(kind)
    raise TypeError(kind.__name__)


def _all(values: Sequence[object], parts: dict[bytes, int]) -> list[object]:
    return [one if type(one) in _AS_THEY_ARE else _WRITERS[type(one)](one, parts) for one in values]


def _fields(kind: type) -> Write:
    name, names = kind.__name__, _names(kind)

    def writes(value: object, parts: dict[bytes, int]) -> list[object]:
        return [name, *_all([getattr(value, field) for field in names], parts)]

    return writes


def _said(value: object) -> object:
    """A value of a sentence: what is no number goes as the text that the sentence would show."""
    return value if value is None or isinstance(value, str | int | float) else str(value)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _reader(kind: Any) -> Read:  # noqa: ANN401  # a type as it is annotated
    origin = get_origin(kind)
    if origin is Literal:
        return _one_of(get_args(kind))
    if origin in (Union, types.UnionType):
        return _union(get_args(kind))
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping
    return _plain_reader(kind)


def _plain_reader(kind: type) -> Read:
    if kind in (str, int, bool):
        return _exact(kind)
    if kind is bytes:
        return _part
    if kind in (UUID, Decimal):
        return lambda value, _parts: _text(value, kind)
    if issubclass(kind, date):
        return lambda value, _parts: _text(value, kind.fromisoformat)
    if issubclass(kind, Enum):
        return lambda value, _parts: kind(value)
    if is_dataclass(kind):
        return _dataclass(kind)
    raise Odd(str(kind))


def _exact(kind: type) -> Read:
    def reads(value: Any, _parts: Parts) -> Any:  # noqa: ANN401  # JSON
        if type(value) is not kind:
            raise TypeError
        return value

    return reads


def _part(value: Any, parts: Parts) -> bytes:  # noqa: ANN401  # JSON
    if type(value) is not int or value < 0:
        raise TypeError
    return parts[value]


def _text(value: Any, make: Callable[[str], Any]) -> Any:  # noqa: ANN401  # JSON
    if type(value) is not str:
        raise TypeError
    return make(value)


def _one_of(allowed: tuple[object, ...]) -> Read:
    def reads(value: Any, _parts: Parts) -> Any:  # noqa: ANN401  # JSON
        if not any(value is one or (type(value) is type(one) and value == one) for one in allowed):
            raise ValueError
        return value

    return reads


def _union(kinds: tuple[Any, ...]) -> Read:
    """None, or one of several dataclasses told apart by name, or one other kind."""
    readers = [_reader(kind) for kind in kinds if kind is not type(None)]
    named = {kind.__name__: _reader(kind) for kind in kinds if isinstance(kind, type) and is_dataclass(kind)}

    def reads(value: Any, parts: Parts) -> Any:  # noqa: ANN401  # JSON
        if value is None:
            if type(None) in kinds:
                return None
            raise TypeError
        return (named[value[0]] if named else readers[0])(value, parts)

    return reads


def _tuple(kinds: tuple[Any, ...]) -> Read:
    if len(kinds) == 2 and kinds[1] is Ellipsis:  # noqa: PLR2004  # tuple[X, ...]
        each = kinds[0]

        def reads_all(value: Any, parts: Parts) -> Any:  # noqa: ANN401  # JSON
            if type(value) is not list:
                raise TypeError
            reader = _reader(each)
            return tuple([reader(one, parts) for one in value])

        return reads_all
    readers = [_reader(kind) for kind in kinds]

    def reads(value: Any, parts: Parts) -> Any:  # noqa: ANN401  # JSON
        if type(value) is not list:
            raise TypeError
        return tuple([reader(one, parts) for reader, one in zip(readers, value, strict=True)])

    return reads


def _mapping(value: Any, _parts: Parts) -> Any:  # noqa: ANN401  # JSON
    if type(value) is not dict or any(isinstance(one, dict | list) for one in value.values()):
        raise TypeError
    return types.MappingProxyType(value)


def _dataclass(kind: type) -> Read:
    hints = get_type_hints(kind)
    # By position: constructors of the core may take names only.
    readers: list[tuple[str, Read]] = []

    def reads(value: Any, parts: Parts) -> Any:  # noqa: ANN401  # JSON
        if not readers:  # filled late: a report holds reports
            readers.extend((name, _reader(hints[name])) for name in _names(kind))
        if type(value) is not list or value[0] != kind.__name__:
            raise TypeError
        pairs = zip(readers, value[1:], strict=True)
        return kind(**{name: reader(one, parts) for (name, reader), one in pairs})

    return reads
