"""Signed notes, taken apart strictly (C2SP signed-note)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

MOST_BYTES = 16_384
MOST_LINES = 32
_ID_BYTES = 4


class LogFault(Exception):  # named for what it is
    """Something of the log that is not as it must be.

    Attributes:
        code: LOG_NOTE_MALFORMED, LOG_CHECKPOINT_MALFORMED, LOG_CHECKPOINT_NOT_SIGNED, LOG_CHECKPOINT_FORGED,
            LOG_LEAF_MALFORMED, or another of `hocba.verification.codes`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line under a note, not verified."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text and the lines under it, not verified."""

    text: str
    lines: tuple[SignatureLine, ...]


def read_note(note: str) -> Note:
    """Take a note apart.

    Raises:
        LogFault: LOG_NOTE_MALFORMED.
    """
    text, gap, block = note.rpartition("\n\n")
    wrong = any(sign != "\n" and (ord(sign) < 0x20 or 0xD800 <= ord(sign) < 0xE000) for sign in note)  # noqa: PLR2004  # control signs, halves of signs
    if wrong or not gap or not text or not block.endswith("\n") or len(note.encode("utf-8", "replace")) > MOST_BYTES:
        raise LogFault("LOG_NOTE_MALFORMED")
    lines = block[:-1].split("\n")
    if len(lines) > MOST_LINES:
        raise LogFault("LOG_NOTE_MALFORMED")
    return Note(f"{text}\n", tuple(map(read_line, lines)))


def read_line(line: str) -> SignatureLine:
    """One signature line, without its line end.

    Raises:
        LogFault: LOG_NOTE_MALFORMED.
    """
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "—" or not parts[1] or "+" in parts[1] or any(map(str.isspace, parts[1])):  # noqa: PLR2004  # dash, name, value
        raise LogFault("LOG_NOTE_MALFORMED")
    try:
        value = base64.b64decode(parts[2], validate=True)
    except (binascii.Error, ValueError):
        raise LogFault("LOG_NOTE_MALFORMED") from None
    if len(value) <= _ID_BYTES or base64.b64encode(value).decode("ascii") != parts[2]:
        raise LogFault("LOG_NOTE_MALFORMED")
    return SignatureLine(parts[1], value[:_ID_BYTES], value[_ID_BYTES:])
