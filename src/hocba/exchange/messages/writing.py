"""Requests and answers to JSON: UTF-8, no spaces, names and order of the profile."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from hocba.errors import DocumentError
from hocba.exchange.messages.answers import (
    Answer,
    Approval,
    Closings,
    Judged,
    Recalled,
    RecallResults,
    Received,
    Registered,
    Registration,
    Results,
)
from hocba.exchange.messages.notices import AskNotices, Notices, write_notices
from hocba.exchange.messages.requests import (
    AskApproval,
    AskClosings,
    AskRecall,
    AskResult,
    Recall,
    RegisterCertificate,
    Request,
    Submit,
    UploadPdf,
)
from hocba.exchange.messages.transfers import READERS, write_answer, write_request
from hocba.exchange.profile import ExchangeProfile, exchange_profile

_APPROVED = {Registration.APPROVED: 1, Registration.REFUSED: 0}


def request_json(request: Request[Answer]) -> bytes:
    """The transaction as sent.

    Raises:
        DocumentError: CONTENT_TOO_LARGE, above the 10 MB of a transaction.
    """
    profile = exchange_profile()
    login, names = request.login, profile.login
    type_, function = profile.kinds[request.kind]
    envelope: dict[str, Any] = {
        names["token"]: login.token,
        names["user_name"]: login.user_name,
        names["password"]: login.password_hash,
        names["unit"]: login.unit,
        names["school_year"]: request.school_year.first,
        names["message_id"]: request.message_id,
        names["type"]: type_,
        names["function"]: function,
    }
    more, content, extension = _parts(request, profile)
    message = {profile.envelope: envelope | more, profile.content: content}
    if extension:
        message[profile.extension] = extension
    data = _json(message)
    if len(data) > profile.limits.request_bytes:
        raise DocumentError("CONTENT_TOO_LARGE", size=len(data), limit=profile.limits.request_bytes)
    return data


def request_digest(request: Request[Answer]) -> str:
    """SHA-256 (hexadecimal) of what a request asks, without who asks: two with one id must agree in it."""
    profile = exchange_profile()
    more, content, extension = _parts(request, profile)
    asked = [request.kind, request.school_year.first, more, content, extension]
    return hashlib.sha256(_json(asked)).hexdigest()


def answer_json(answer: Answer) -> bytes:
    """The answer as sent."""
    profile = exchange_profile()
    if isinstance(answer, Approval):
        return _json(_approval(answer, profile))
    if isinstance(answer, Registered):
        names = profile.registered
        return _json(
            {
                names["message_id"]: answer.message_id,
                names["error"]: answer.error,
                names["error_title"]: answer.error_title,
                names["error_description"]: answer.error_description,
            }
        )
    if not isinstance(answer, Received):
        raise TypeError(type(answer).__name__)
    body = _received(answer, profile)
    rows = profile.rows["list"]
    if isinstance(answer, Results):
        body[rows] = [_judged(row, profile) for row in answer.rows]
        if answer.receipts_due:
            body[profile.extension] = {"receipts_due": answer.receipts_due}
    elif isinstance(answer, RecallResults):
        body[rows] = [_recalled(row, profile) for row in answer.rows]
    elif isinstance(answer, Closings):
        body[profile.extension] = {
            "closings": [
                {
                    "group": row.group.value,
                    "finalised_at": row.finalised_at.isoformat(),
                    "statement": row.statement,
                }
                for row in answer.rows
            ]
        }
    elif isinstance(answer, Notices):
        body[profile.extension] = write_notices(answer)
    elif extension := write_answer(answer):
        body[profile.extension] = extension
    return _json(body)


_Parts = tuple[dict[str, Any], str, dict[str, Any]]


def _parts(request: Request[Answer], profile: ExchangeProfile) -> _Parts:
    """What a request has beside the login: more of the envelope, content, extension."""
    if request.kind in READERS:
        return {}, "", write_request(request)
    return _PARTS[request.kind](request, profile)


def _of_submit(request: Submit, _profile: ExchangeProfile) -> _Parts:
    return {}, request.content, {}


def _of_result(request: AskResult, _profile: ExchangeProfile) -> _Parts:
    extension: dict[str, Any] = {}
    if request.wants:
        extension["want"] = sorted(want.value for want in request.wants)
    if request.renew:
        extension["renew"] = sorted(str(uuid) for uuid in request.renew)
    return {}, request.about, extension


def _of_certificate(request: RegisterCertificate, profile: ExchangeProfile) -> _Parts:
    names = profile.certificate
    more = {
        names["serial_number"]: request.serial_number,
        names["valid_from"]: request.valid_from.isoformat(),
        names["kind"]: request.signature_kind,
        names["issuer"]: request.issuer,
    }
    return more, request.certificates, {}


def _of_approval(request: AskApproval, _profile: ExchangeProfile) -> _Parts:
    return {}, request.serial_number, {}


def _of_recall(request: Recall, _profile: ExchangeProfile) -> _Parts:
    reasons = {str(uuid): text for uuid, text in sorted(request.reasons.items())}
    return {}, request.content, {"reasons": reasons} if reasons else {}


def _of_recall_result(request: AskRecall, _profile: ExchangeProfile) -> _Parts:
    return {}, request.about, {}


def _of_pdf(request: UploadPdf, _profile: ExchangeProfile) -> _Parts:
    pdf = {"uuid": str(request.uuid), "data": base64.b64encode(request.pdf).decode("ascii")}
    return {}, "", {"pdf": pdf}


def _of_nothing(_request: Request[Answer], _profile: ExchangeProfile) -> _Parts:
    return {}, "", {}


_PARTS: Mapping[str, Callable[[Any, ExchangeProfile], _Parts]] = {
    Submit.kind: _of_submit,
    AskResult.kind: _of_result,
    RegisterCertificate.kind: _of_certificate,
    AskApproval.kind: _of_approval,
    Recall.kind: _of_recall,
    AskRecall.kind: _of_recall_result,
    UploadPdf.kind: _of_pdf,
    AskClosings.kind: _of_nothing,
    AskNotices.kind: _of_nothing,
}


def _received(answer: Received, profile: ExchangeProfile) -> dict[str, Any]:
    names = profile.received
    return {
        names["message_id"]: answer.message_id,
        names["error"]: answer.error,
        names["error_description"]: answer.error_description,
        names["response_code"]: answer.response_code,
        names["response_description"]: answer.response_description,
    }


def _approval(answer: Approval, profile: ExchangeProfile) -> dict[str, Any]:
    names = profile.approved
    body: dict[str, Any] = {names["serial_number"]: answer.serial_number}
    if answer.status in _APPROVED:
        body[names["status"]] = _APPROVED[answer.status]
    return body | {
        names["error"]: answer.error,
        names["error_title"]: answer.error_title,
        names["error_description"]: answer.error_description,
    }


def _judged(row: Judged, profile: ExchangeProfile) -> dict[str, Any]:
    names = profile.rows
    body: dict[str, Any] = {
        names["pupil_code"]: row.pupil_code,
        names["pupil_name"]: row.pupil_name,
        names["personal_id"]: row.personal_id,
    }
    body |= _row(row, profile)
    told = {"receipt": row.receipt, "code": row.code}
    extension = {name: value for name, value in told.items() if value is not None}
    return body | {profile.extension: extension} if extension else body


def _recalled(row: Recalled, profile: ExchangeProfile) -> dict[str, Any]:
    return _row(row, profile)


def _row(row: Judged | Recalled, profile: ExchangeProfile) -> dict[str, Any]:
    names = profile.rows
    return {
        names["uuid"]: str(row.uuid),
        names["status"]: int(row.status),
        names["error"]: row.error,
        names["error_field_title"]: row.error_field_title,
        names["error_description"]: row.error_description,
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
