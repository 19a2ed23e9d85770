"""A message of the outbox as the gateway's request: the same each time it is made."""

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
    Want,
    request_digest,
)
from hocba.model import SchoolYear
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.submission.models import Message, Receipt
from hocba_web.submission.services import store

NOBODY = Login("", "", "", "")
"""For the digest of a content, which does not depend on who sends it."""
_SIGNATURE_KIND = "CHU_KY_SO_TO_CHUC"
"""ma_kieu_chu_ky; the ministry's list of codes was not found (Công văn 2088/BGDĐT-GDTH, part II)."""


def first_request(message: Message, login: Login) -> Request[Answer]:
    """The transaction itself, type 1, 3 or 5.

    Raises:
        Missing: FILE_LOST.
        Refused: FILE_DAMAGED; MESSAGE_CHANGED, it would no longer say what its first attempt said.
        DocumentError: CONTENT_TOO_LARGE.
    """
    request = _request(message, login)
    if message.content_digest and request_digest(request) != message.content_digest:
        raise Refused("MESSAGE_CHANGED", where=message.message_id)
    return request


def _request(message: Message, login: Login) -> Request[Answer]:
    head: dict[str, Any] = {
        "login": login,
        "school_year": SchoolYear(message.year_first),
        "message_id": message.message_id,
    }
    if message.package is not None:
        return Submit(**head, content=encode_content(store.get(message.package.sha256)))
    if message.recall_list is not None:
        reasons = {one.record.uuid: one.reason for one in message.recall_list.recalls.select_related("record")}
        return Recall(**head, content=encode_content(store.get(message.recall_list.sha256)), reasons=reasons)
    certificate = message.certificate
    if certificate is None:
        raise ValueError(f"message {message.pk} carries nothing")
    return RegisterCertificate(
        **head,
        serial_number=certificate.serial,
        valid_from=clock.local(certificate.valid_from).date(),
        signature_kind=_SIGNATURE_KIND,
        issuer=certificate.issuer_name,
        certificates=certificate.chain,
    )


def question(message: Message, login: Login, message_id: str) -> Request[Answer]:
    """What became of it: type 2, 4 or 6, under an id of its own each time.

    Args:
        message: one that the gateway has.
        login: the school's.
        message_id: a fresh one.
    """
    head: dict[str, Any] = {
        "login": login,
        "school_year": SchoolYear(message.year_first),
        "message_id": message_id,
    }
    if message.package_id is not None:
        asked = Receipt.objects.filter(line__package_id=message.package_id, code_asked_at__isnull=False)
        renew = frozenset(asked.values_list("record__uuid", flat=True))
        return AskResult(**head, about=message.message_id, wants=frozenset(Want), renew=renew)
    if message.recall_list_id is not None:
        return AskRecall(**head, about=message.message_id)
    if message.certificate is None:
        raise ValueError(f"message {message.pk} carries nothing")
    return AskApproval(**head, serial_number=message.certificate.serial)
