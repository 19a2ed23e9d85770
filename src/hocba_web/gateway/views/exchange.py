"""POST /api/hoc-ba/v1/giao-dich: every transaction comes through this door.

Order of checks: size, form, login, message id, then what the transaction asks. Nothing is parsed before its size is
known, and nothing is stored before the login is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hocba.errors import DocumentError
from hocba.exchange.messages import (
    Answer,
    AskApproval,
    AskClosings,
    AskRecall,
    AskResult,
    Recall,
    Received,
    RegisterCertificate,
    Request,
    Submit,
    UploadPdf,
    answer_json,
    parse_request,
)
from hocba.exchange.profile import exchange_profile
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.gateway.models import Unit
from hocba_web.gateway.selectors import answers
from hocba_web.gateway.services import certificates, intake, recalls, rehearsal, results
from hocba_web.gateway.services.units import LoginWrong, unit_of
from hocba_web.gateway.wording import sentence

_log = structlog.get_logger("hocba.gateway")
_TYPE = "application/json; charset=utf-8"
_OK, _BAD, _UNAUTHORISED, _CONFLICT, _TOO_LARGE, _MEDIA_TYPE = 200, 400, 401, 409, 413, 415
_LOST, _NO_ANSWER = 502, 504
_PAUSE = 30
"""Seconds that a gateway which never answers keeps a caller."""


@csrf_exempt
@require_POST
def exchange(request: HttpRequest) -> HttpResponse:
    """Serve one transaction. Callers are programs with a login of their own; no cookie is looked at."""
    limit = exchange_profile().limits.request_bytes
    if int(request.headers.get("Content-Length") or 0) > limit:  # a number: servers refuse anything else
        return _refused("GATEWAY_TOO_LARGE", _TOO_LARGE)
    if request.content_type != "application/json" or request.headers.get("Content-Encoding", "identity") != "identity":
        return _refused("GATEWAY_MALFORMED", _MEDIA_TYPE)
    try:
        asked = parse_request(request.read(limit + 1))
    except DocumentError as error:
        _log.info("transaction malformed", where=error.where)
        too_large = error.code == "CONTENT_TOO_LARGE"
        return _refused(*(("GATEWAY_TOO_LARGE", _TOO_LARGE) if too_large else ("GATEWAY_MALFORMED", _BAD)))
    try:
        unit = unit_of(asked.login, _origin(request))
    except LoginWrong as error:
        _log.info("login refused", unit=asked.login.unit)
        return _refused(error.code, _UNAUTHORISED)
    return _played(_answered(asked, unit), unit)


def _origin(request: HttpRequest) -> str:
    """Address of the caller; behind our own proxy, the one that the proxy saw."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def _answered(asked: Request[Answer], unit: Unit) -> HttpResponse:
    at, real_at = clock.now(), clock.real_now()
    try:
        answer = _SERVE[asked.kind](asked, unit, at, real_at)
    except Refused as error:
        _log.info("transaction refused", unit=unit.code, message=asked.message_id, code=error.code)
        return _refused(error.code, _CONFLICT if error.code == "GATEWAY_MESSAGE_REUSED" else _OK, asked.message_id)
    return HttpResponse(answer_json(answer), content_type=_TYPE)


Serve = Callable[[Any, Unit, datetime, datetime], Answer]


def _submit(asked: Submit, unit: Unit, at: datetime, real_at: datetime) -> Answer:
    return intake.take(asked, unit=unit, at=at, real_at=real_at)


def _result(asked: AskResult, unit: Unit, at: datetime, real_at: datetime) -> Answer:
    return results.results(asked, unit=unit, at=at, real_at=real_at)


def _certificate(asked: RegisterCertificate, unit: Unit, at: datetime, real_at: datetime) -> Answer:
    return intake.take_certificate(asked, unit=unit, at=at, real_at=real_at)


def _approval(asked: AskApproval, unit: Unit, at: datetime, real_at: datetime) -> Answer:
    certificates.decide_due(at=at, real_at=real_at)
    return answers.approval(asked, unit)


def _recall(asked: Recall, unit: Unit, at: datetime, real_at: datetime) -> Answer:
    return intake.take(asked, unit=unit, at=at, real_at=real_at)


def _recall_result(asked: AskRecall, unit: Unit, at: datetime, real_at: datetime) -> Answer:
    recalls.decide_due(at=at, real_at=real_at)
    return answers.recall_results(asked, unit)


def _pdf(asked: UploadPdf, unit: Unit, at: datetime, real_at: datetime) -> Answer:
    return intake.take_pdf(asked, unit=unit, at=at, real_at=real_at)


def _closings(asked: AskClosings, unit: Unit, _at: datetime, _real_at: datetime) -> Answer:
    return answers.closings(asked, unit)


_SERVE: Mapping[str, Serve] = {
    Submit.kind: _submit,
    AskResult.kind: _result,
    RegisterCertificate.kind: _certificate,
    AskApproval.kind: _approval,
    Recall.kind: _recall,
    AskRecall.kind: _recall_result,
    UploadPdf.kind: _pdf,
    AskClosings.kind: _closings,
}


def _refused(code: str, status: int, message_id: str = "") -> HttpResponse:
    answer = Received(
        message_id=message_id,
        error=code,
        error_description=sentence(code),
        response_code=exchange_profile().response_codes["refused"],
    )
    return HttpResponse(answer_json(answer), content_type=_TYPE, status=status)


def _played(response: HttpResponse, unit: Unit) -> HttpResponse:
    """The answer as the school is to get it: at once and whole, unless it practises with faults."""
    rules = rehearsal.rules_of(unit)
    if rules.answer_after:
        time.sleep(min(rules.answer_after, rehearsal.LONGEST))
    if rules.never_answer:
        time.sleep(_PAUSE)
        return HttpResponse(status=_NO_ANSWER)
    # As behind a proxy whose upstream went away: the work is done, and the school cannot know it.
    return HttpResponse(status=_LOST) if rehearsal.take_dropped(unit) else response
