"""A message of the outbox as the warehouse's transaction: the same each time it is made."""

from __future__ import annotations

from typing import Any

from hocba.exchange import encode_content
from hocba.exchange.messages import (
    Answer,
    AskApproval,
    AskRecall,
    AskResult,
    Login,
    Recall,
    RegisterCertificate,
    Request,
    Submit,
    request_digest,
)
from hocba.model import SchoolYear
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.ministry.models import Message
from hocba_web.register import files

NOBODY = Login("", "", "", "")
"""The way to the warehouse puts its own login in; a content's digest does not depend on it."""
SIGNATURE_KIND = "CHU_KY_SO_TO_CHUC"
"""ma_kieu_chu_ky of an organisation's signature [ours]: the ministry's list was not found."""


def transaction_of(message: Message) -> Request[Answer]:
    """The transaction itself, type 1, 3 or 5.

    Raises:
        Missing: the stored list is gone.
        Refused: MINISTRY_MESSAGE_CHANGED, it would no longer say what its first attempt said.
        DocumentError: CONTENT_TOO_LARGE.
    """
    request = _request(message)
    if message.content_digest and request_digest(request) != message.content_digest:
        raise Refused("MINISTRY_MESSAGE_CHANGED", where=message.message_id)
    return request


def _request(message: Message) -> Request[Answer]:
    head = _head(message, message.message_id)
    if message.kind == Message.Kind.REPORT:
        return Submit(**head, content=encode_content(files.get(message.sha256)))
    if message.kind == Message.Kind.RECALL:
        # The reason was written for the officer who decided here; the ministry has no member for it.
        return Recall(**head, content=encode_content(files.get(message.sha256)))
    certificate = message.certificate
    return RegisterCertificate(
        **head,
        serial_number=certificate.serial,
        valid_from=clock.local(certificate.valid_from).date(),
        signature_kind=SIGNATURE_KIND,
        issuer=certificate.issuer,
        certificates=certificate.chain,
    )


def question(message: Message, message_id: str) -> Request[Answer]:
    """What became of it: type 2, 4 or 6, under an id of its own each time.

    Args:
        message: one that the warehouse has.
        message_id: a fresh one.
    """
    head = _head(message, message_id)
    if message.kind == Message.Kind.REPORT:
        return AskResult(**head, about=message.message_id)
    if message.kind == Message.Kind.RECALL:
        return AskRecall(**head, about=message.message_id)
    return AskApproval(**head, serial_number=message.certificate.serial)


def _head(message: Message, message_id: str) -> dict[str, Any]:
    return {"login": NOBODY, "school_year": SchoolYear(message.school_year), "message_id": message_id}
