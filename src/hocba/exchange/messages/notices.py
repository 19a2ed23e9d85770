"""Our extension: what the authority tells a school (docs/formats/exchange.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from hocba.exchange.messages.answers import Answer, Received
from hocba.exchange.messages.fields import Fields
from hocba.exchange.messages.requests import Request

_SUBJECT = 150
_TEXT = 4_000
_ROWS = 50


@dataclass(frozen=True, slots=True)
class Notice:
    """One message of the authority, plain text."""

    number: UUID
    """The same for every school it went to; a school that has it need not show it again."""
    subject: str
    text: str
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices(Received):
    """The newest messages for the asking school, newest first, at most 50."""

    rows: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskNotices(Request[Notices]):
    """What did the authority tell us? From then on the authority sees that it was received."""

    kind: ClassVar[str] = "notices"
    answer: ClassVar[type[Answer]] = Notices


def read_notices(extension: Fields, head: Mapping[str, Any]) -> Notices:
    """The answer to `AskNotices`.

    Raises:
        DocumentError: MESSAGE_MALFORMED.
    """
    return Notices(**head, rows=tuple(_notice(Fields(one, "notices")) for one in extension.list("notices", _ROWS)))


def write_notices(answer: Notices) -> dict[str, Any]:
    """Its `hocba` member."""
    return {
        "notices": [
            {
                "number": str(row.number),
                "subject": row.subject,
                "text": row.text,
                "sent_at": row.sent_at.isoformat(),
            }
            for row in answer.rows
        ]
    }


def _notice(one: Fields) -> Notice:
    return Notice(
        number=one.uuid("number"),
        subject=one.text("subject", _SUBJECT),
        text=one.text("text", _TEXT, lines=True),
        sent_at=one.moment("sent_at"),
    )
