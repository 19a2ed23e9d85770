"""The exchange profile: names, numbers and limits of the messages, read from `cv2088.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

Names = Mapping[str, str]
"""Our name of a value -> the name in the message."""


@dataclass(frozen=True, slots=True)
class MessageLimits:
    """What is refused before or while reading a message."""

    request_bytes: int
    """Longest transaction as sent, in bytes."""
    answer_bytes: int
    """Longest answer as received, in bytes."""
    rows: int
    """Most rows of an answer."""
    text: int
    """Longest description, in characters."""
    name: int
    """Longest user name, message id or code, in characters."""
    secret: int
    """Longest token, in characters."""
    receipt: int
    """Longest receipt or statement, in characters."""


@dataclass(frozen=True, slots=True, eq=False)
class ExchangeProfile:
    """How requests and answers are written."""

    source: str
    envelope: str
    content: str
    extension: str
    limits: MessageLimits
    kinds: Mapping[str, tuple[int, str]]
    """Name of a kind of request -> type and function."""
    login: Names
    certificate: Names
    received: Names
    registered: Names
    approved: Names
    rows: Names
    response_codes: Names

    def kind_of(self, type_: int, function: str) -> str | None:
        """The kind of request with that type and function, or None."""
        return next((name for name, found in self.kinds.items() if found == (type_, function)), None)


@cache
def exchange_profile() -> ExchangeProfile:
    """The profile `cv2088`; there is one."""
    data: dict[str, Any] = tomllib.loads((files(__package__) / "cv2088.toml").read_text(encoding="utf-8"))
    kinds = {name: (int(type_), str(function)) for name, (type_, function) in data.pop("kinds").items()}
    limits = MessageLimits(**data.pop("limits"))
    values: dict[str, Any] = {
        name: MappingProxyType(value) if isinstance(value, dict) else value for name, value in data.items()
    }
    return ExchangeProfile(limits=limits, kinds=MappingProxyType(kinds), **values)
