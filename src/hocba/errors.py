"""One small tree of errors. Each carries a stable code, a place and the values its sentence needs.

The sentence itself lives in `hocba.messages`, in Vietnamese and English, so that the command line, the web
application and a log name the same thing by the same code.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class HocbaError(Exception):
    """Base of every error this system raises on purpose.

    Attributes:
        code: stable UPPER_SNAKE code; a key of the message catalogue.
        where: the place concerned (a file, "sheet!C5", an XML path); empty if the whole operation.
        params: values for the sentence of that code.
    """

    def __init__(self, code: str, *, where: str = "", **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.params: Mapping[str, object] = MappingProxyType(dict(params))

    def __str__(self) -> str:
        detail = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        place = f" at {self.where}" if self.where else ""
        return f"{self.code}{place}" + (f" ({detail})" if detail else "")


class InvalidValue(HocbaError):
    """A value outside its domain, such as a score of 11 or a personal ID of 9 digits."""


class IncompleteYear(HocbaError):
    """A compulsory entry is missing, so nothing may be computed from the year."""


class UnknownRule(HocbaError):
    """No rule was in force for the day, grade or profile asked for."""


class UnreadableFile(HocbaError):
    """A file that cannot be read at all, or is not what it claims to be."""


class DocumentError(HocbaError):
    """A record's XML or PDF breaks its format, schema or limits."""


class SigningRefused(HocbaError):
    """A signature that must not be made: wrong person, order, certificate or state."""


class SignerFailed(HocbaError):
    """The device or service that holds the key did not sign."""


class UsageError(HocbaError):
    """The caller asked for something that cannot be done as asked (command line exit code 3)."""
