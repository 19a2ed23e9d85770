"""JSON to requests and answers, strictly: types, sizes, no name twice.

A request with a member that nobody knows is refused: a school's software must not believe that something was understood
that was not. In an answer unknown members are passed over, because a gateway may be newer than the school.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from hocba.errors import InvalidValue
from hocba.exchange.messages.answers import (
    Answer,
    Approval,
    Closing,
    Closings,
    Judged,
    Recalled,
    RecallResults,
    RecallStatus,
    Received,
    Registered,
    Registration,
    Results,
    Verdict,
)
from hocba.exchange.messages.fields import Fields, malformed, read_object
from hocba.exchange.messages.notices import AskNotices, Notices, read_notices
from hocba.exchange.messages.requests import (
    AskApproval,
    AskClosings,
    AskRecall,
    AskResult,
    Login,
    Recall,
    RegisterCertificate,
    Request,
    Submit,
    UploadPdf,
    Want,
)
from hocba.exchange.messages.transfers import (
    READERS,
    TransferDossier,
    TransferList,
    read_dossier,
    read_list,
    read_request,
)
from hocba.exchange.profile import ExchangeProfile, exchange_profile
from hocba.model import ClosingGroup, SchoolYear

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9._:@-]{1,150}", re.ASCII)
_SERIAL = re.compile(r"[0-9A-F]{1,64}", re.ASCII)
_WANT = re.compile("|".join(want.value for want in Want), re.ASCII)
_PEM_LENGTH = 32_768
_REASON = 500
_APPROVED = {1: Registration.APPROVED, 0: Registration.REFUSED}

AnswerT = TypeVar("AnswerT", bound=Answer)


def parse_request(data: bytes) -> Request[Answer]:
    """Read a transaction of any origin.

    Raises:
        DocumentError: CONTENT_TOO_LARGE, MESSAGE_MALFORMED (`where` names the member; its value is never repeated).
    """
    profile = exchange_profile()
    message = Fields(read_object(data, profile.limits.request_bytes))
    envelope = message.inner(profile.envelope)
    names, limits = profile.login, profile.limits
    login = Login(
        unit=envelope.matching(names["unit"], _NAME),
        user_name=envelope.matching(names["user_name"], _NAME),
        password_hash=envelope.matching(names["password"], _HASH),
        token=envelope.text(names["token"], limits.secret),
    )
    try:
        year = SchoolYear(envelope.whole(names["school_year"], range(10_000)))
    except InvalidValue:
        raise malformed(f"{profile.envelope}/{names['school_year']}") from None
    message_id = envelope.matching(names["message_id"], _NAME)
    type_ = envelope.whole(names["type"], range(1, 7))
    kind = profile.kind_of(type_, envelope.text(names["function"], limits.name))
    if kind is None:
        raise malformed(f"{profile.envelope}/{names['function']}")
    extension = message.optional(profile.extension)
    common: dict[str, Any] = {"login": login, "school_year": year, "message_id": message_id}
    if kind in READERS:
        _no_content(message, profile)
        request = read_request(kind, common, extension)
    else:
        request = _READERS[kind](common, envelope, message, extension, profile)
    for part in (envelope, extension, message):
        part.done()
    return request


def parse_answer(data: bytes, request: Request[AnswerT]) -> AnswerT:
    """Read the answer to a request.

    Raises:
        DocumentError: CONTENT_TOO_LARGE; MESSAGE_MALFORMED, also of an answer to another message.
    """
    profile = exchange_profile()
    body = Fields(read_object(data, profile.limits.answer_bytes))
    answer: Answer
    if request.answer is Approval:
        answer = _approval(body, request, profile)
    elif request.answer is Registered:
        answer = _registered(body, request, profile)
    else:
        answer = _received(body, request, profile)
    return cast("AnswerT", answer)


def _submit(
    common: dict[str, Any], _envelope: Fields, message: Fields, _more: Fields, profile: ExchangeProfile
) -> Request[Answer]:
    return Submit(**common, content=message.text(profile.content, profile.limits.request_bytes))


def _result(
    common: dict[str, Any], _envelope: Fields, message: Fields, more: Fields, profile: ExchangeProfile
) -> Request[Answer]:
    return AskResult(
        **common,
        about=message.matching(profile.content, _NAME),
        wants=frozenset(Want(text) for text in more.texts("want", len(Want), _WANT)),
        renew=frozenset(UUID(text) for text in more.texts("renew", profile.limits.rows)),
    )


def _certificate(
    common: dict[str, Any], envelope: Fields, message: Fields, _more: Fields, profile: ExchangeProfile
) -> Request[Answer]:
    names, longest = profile.certificate, profile.limits.name
    return RegisterCertificate(
        **common,
        serial_number=envelope.matching(names["serial_number"], _SERIAL),
        valid_from=envelope.day(names["valid_from"]),
        signature_kind=envelope.text(names["kind"], longest),
        issuer=envelope.text(names["issuer"], 2 * longest),
        certificates=message.text(profile.content, _PEM_LENGTH, lines=True),
    )


def _ask_approval(
    common: dict[str, Any], _envelope: Fields, message: Fields, _more: Fields, profile: ExchangeProfile
) -> Request[Answer]:
    return AskApproval(**common, serial_number=message.matching(profile.content, _SERIAL))


def _recall(
    common: dict[str, Any], _envelope: Fields, message: Fields, more: Fields, profile: ExchangeProfile
) -> Request[Answer]:
    content = message.text(profile.content, profile.limits.request_bytes)
    reasons: dict[UUID, str] = {}
    for name, value in more.optional("reasons").take_all().items():
        one = Fields({"uuid": name, "reason": value}, f"{profile.extension}/reasons")
        reasons[one.uuid("uuid")] = one.text("reason", _REASON, lines=True)
    return Recall(**common, content=content, reasons=reasons)


def _ask_recall(
    common: dict[str, Any], _envelope: Fields, message: Fields, _more: Fields, profile: ExchangeProfile
) -> Request[Answer]:
    return AskRecall(**common, about=message.matching(profile.content, _NAME))


def _pdf(
    common: dict[str, Any], _envelope: Fields, message: Fields, more: Fields, profile: ExchangeProfile
) -> Request[Answer]:
    _no_content(message, profile)
    pdf = more.inner("pdf")
    uuid, text = pdf.uuid("uuid"), pdf.text("data", profile.limits.request_bytes)
    pdf.done()
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise malformed(f"{profile.extension}/pdf/data") from None
    return UploadPdf(**common, uuid=uuid, pdf=data)


def _closings(
    common: dict[str, Any], _envelope: Fields, message: Fields, _more: Fields, profile: ExchangeProfile
) -> Request[Answer]:
    _no_content(message, profile)
    return AskClosings(**common)


def _notices(
    common: dict[str, Any], _envelope: Fields, message: Fields, _more: Fields, profile: ExchangeProfile
) -> Request[Answer]:
    _no_content(message, profile)
    return AskNotices(**common)


def _no_content(message: Fields, profile: ExchangeProfile) -> None:
    if message.text(profile.content, 0, empty=True):
        raise malformed(profile.content)


_Reader = Callable[[dict[str, Any], Fields, Fields, Fields, ExchangeProfile], Request[Answer]]
_READERS: Mapping[str, _Reader] = {
    Submit.kind: _submit,
    AskResult.kind: _result,
    RegisterCertificate.kind: _certificate,
    AskApproval.kind: _ask_approval,
    Recall.kind: _recall,
    AskRecall.kind: _ask_recall,
    UploadPdf.kind: _pdf,
    AskClosings.kind: _closings,
    AskNotices.kind: _notices,
}


def _head(body: Fields, request: Request[AnswerT], profile: ExchangeProfile) -> dict[str, Any]:
    """The head of an answer. A gateway that could not read the message has no id to name."""
    names, limits = profile.received, profile.limits
    head = {
        "message_id": body.text(names["message_id"], limits.name, empty=True),
        "error": body.text(names["error"], limits.name, empty=True),
        "error_description": body.text(names["error_description"], limits.text, empty=True, lines=True),
        "response_code": body.text(names["response_code"], limits.name, empty=True),
        "response_description": body.text(names["response_description"], limits.text, empty=True, lines=True),
    }
    if head["message_id"] != request.message_id and (head["message_id"] or not head["error"]):
        raise malformed(names["message_id"])
    return head | {"message_id": request.message_id}


def _received(body: Fields, request: Request[AnswerT], profile: ExchangeProfile) -> Received:
    head = _head(body, request, profile)
    limit = profile.limits.rows
    if request.answer is Results:
        rows = body.list(profile.rows["list"], limit)
        more = body.optional(profile.extension)
        due = more.whole("receipts_due", range(limit + 1)) if more.has("receipts_due") else 0
        return Results(**head, rows=tuple(_judged(row, profile) for row in rows), receipts_due=due)
    if request.answer is RecallResults:
        rows = body.list(profile.rows["list"], limit)
        return RecallResults(**head, rows=tuple(_recalled(row, profile) for row in rows))
    if request.answer is Closings:
        rows = body.optional(profile.extension).list("closings", limit)
        return Closings(**head, rows=tuple(_closing(row, profile) for row in rows))
    extended = _EXTENDED.get(request.answer)
    return extended(body.optional(profile.extension), head) if extended else Received(**head)


_EXTENDED: Mapping[type[Answer], Callable[[Fields, Mapping[str, Any]], Received]] = {
    Notices: read_notices,
    TransferList: read_list,
    TransferDossier: read_dossier,
}
"""Answers of our extensions whose rows stand in the member `hocba` alone."""


def _registered(body: Fields, request: Request[AnswerT], profile: ExchangeProfile) -> Registered:
    names, limits = profile.registered, profile.limits
    if body.has(profile.received["error"]):
        head = _head(body, request, profile)
        return Registered(
            message_id=request.message_id, error=head["error"], error_description=head["error_description"]
        )
    if body.text(names["message_id"], limits.name) != request.message_id:
        raise malformed(names["message_id"])
    return Registered(
        message_id=request.message_id,
        error=body.text(names["error"], limits.name, empty=True),
        error_title=body.text(names["error_title"], limits.name, empty=True),
        error_description=body.text(names["error_description"], limits.text, empty=True, lines=True),
    )


def _approval(body: Fields, request: Request[AnswerT], profile: ExchangeProfile) -> Approval:
    names, limits = profile.approved, profile.limits
    serial = request.serial_number if isinstance(request, AskApproval) else ""
    if body.has(profile.received["error"]):
        head = _head(body, request, profile)
        return Approval(
            message_id=request.message_id,
            serial_number=serial,
            status=Registration.PENDING,
            error=head["error"],
            error_description=head["error_description"],
        )
    if body.matching(names["serial_number"], _SERIAL) != serial:
        raise malformed(names["serial_number"])
    decided = body.has(names["status"])
    return Approval(
        message_id=request.message_id,
        serial_number=serial,
        status=_APPROVED[body.whole(names["status"], range(2))] if decided else Registration.PENDING,
        error=body.text(names["error"], limits.name, empty=True),
        error_title=body.text(names["error_title"], limits.name, empty=True),
        error_description=body.text(names["error_description"], limits.text, empty=True, lines=True),
    )


def _judged(value: object, profile: ExchangeProfile) -> Judged:
    row = Fields(value, profile.rows["list"])
    names, limits = profile.rows, profile.limits
    more = row.optional(profile.extension)
    return Judged(
        **_row(row, profile),
        status=Verdict(row.whole(names["status"], range(2))),
        pupil_code=row.text(names["pupil_code"], limits.name, empty=True),
        pupil_name=row.text(names["pupil_name"], limits.name, empty=True),
        personal_id=row.text(names["personal_id"], limits.name, empty=True),
        receipt=more.optional_text("receipt", limits.receipt),
        code=more.optional_text("code", limits.name),
    )


def _recalled(value: object, profile: ExchangeProfile) -> Recalled:
    row = Fields(value, profile.rows["list"])
    status = RecallStatus(row.whole(profile.rows["status"], range(1, 4)))
    return Recalled(**_row(row, profile), status=status)


def _row(row: Fields, profile: ExchangeProfile) -> dict[str, Any]:
    names, limits = profile.rows, profile.limits
    return {
        "uuid": row.uuid(names["uuid"]),
        "error": row.text(names["error"], limits.name, empty=True),
        "error_field_title": row.text(names["error_field_title"], limits.name, empty=True),
        "error_description": row.text(names["error_description"], limits.text, empty=True, lines=True),
    }


def _closing(value: object, profile: ExchangeProfile) -> Closing:
    row = Fields(value, f"{profile.extension}/closings")
    try:
        group = ClosingGroup(row.text("group", 10))
    except ValueError:
        raise malformed(f"{profile.extension}/closings/group") from None
    return Closing(
        group=group,
        finalised_at=row.moment("finalised_at"),
        statement=row.text("statement", profile.limits.receipt),
    )
