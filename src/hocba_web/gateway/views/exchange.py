"""POST /api/hoc-ba/v1/giao-dich: every transaction comes through this door.

Order of checks: how often the address asks, size, form, login, message id, then what the transaction asks. Nothing is
read of somebody who asks without end, nothing is parsed before its size is known, nothing stored before the login is.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime

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
    Login,
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
from hocba_web.base.pace import network_of
from hocba_web.base.refusals import Refused
from hocba_web.base.stores import StorageAway
from hocba_web.gateway import ports
from hocba_web.gateway.selectors import answers
from hocba_web.gateway.services import certificates, intake, pace, recalls, rehearsal, results
from hocba_web.gateway.services.units import school_of
from hocba_web.gateway.wording import sentence
from hocba_web.register.models import School

_log = structlog.get_logger("hocba.gateway")
_TYPE = "application/json; charset=utf-8"
_OK, _BAD, _CONFLICT, _TOO_LARGE, _MEDIA_TYPE = 200, 400, 409, 413, 415
_LOST, _NO_ANSWER = 502, 504
_LATER = 60
"""Seconds after which a caller who asked too often may ask again."""
_PAUSE = 30
"""Seconds that a gateway which never answers keeps a caller."""


@csrf_exempt
@require_POST
def exchange(request: HttpRequest) -> HttpResponse:
    """Serve one transaction. Callers are programs with a login of their own; no cookie is looked at."""
    origin, real_at = _origin(request), clock.real_now()
    if pace.too_many("address", origin, pace.MOST_OF_ADDRESS, real_at):
        return _refused("GATEWAY_TOO_MANY", TooMany.status)
    limit = exchange_profile().limits.request_bytes
    if int(request.headers.get("Content-Length") or 0) > limit:  # a number: servers refuse anything else
        return _refused("GATEWAY_TOO_LARGE", _TOO_LARGE)
    if request.content_type != "application/json" or request.headers.get("Content-Encoding", "identity") != "identity":
        return _refused("GATEWAY_MALFORMED", _MEDIA_TYPE)
    try:
        asked = parse_request(request.read(limit + 1))
    except DocumentError as error:
        _log.info("transaction malformed", code=error.code)
        too_large = error.code == "CONTENT_TOO_LARGE"
        return _refused(*(("GATEWAY_TOO_LARGE", _TOO_LARGE) if too_large else ("GATEWAY_MALFORMED", _BAD)))
    try:
        school = _admitted(asked.login, origin, real_at)
    except Refused as error:
        _log.info("login refused", kind=asked.kind, code=error.code)
        return _refused(error.code, error.status)
    return _played(_answered(asked, school), school)


def _admitted(login: Login, origin: str, real_at: datetime) -> School:
    """Who asks, if the login fits and nobody there asks without end.

    Raises:
        LoginWrong: GATEWAY_LOGIN_WRONG.
        TooMany: GATEWAY_TOO_MANY.
    """
    school = school_of(login, origin, real_at=real_at)
    if pace.too_many("school", school.code, pace.MOST_REQUESTS, real_at):
        raise TooMany("GATEWAY_TOO_MANY")
    return school


class TooMany(Refused):
    """GATEWAY_TOO_MANY: nothing was looked at; the same request may come again later."""

    status = 503


def _origin(request: HttpRequest) -> str:
    """Address of the caller as limits count it; behind our own proxy, the one that the proxy saw."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return network_of(forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", "")))


def _answered(asked: Request[Answer], school: School) -> HttpResponse:
    at, real_at = clock.now(), clock.real_now()
    serve = _SERVE.get(asked.kind) or ports.served(asked.kind)
    if serve is None:
        return _refused("GATEWAY_MALFORMED", _BAD, asked.message_id)
    try:
        answer = serve(asked, school, at, real_at)
    except Refused as error:
        _log.info("transaction refused", school_id=school.pk, kind=asked.kind, code=error.code)
        return _refused(error.code, _CONFLICT if error.code == "GATEWAY_MESSAGE_REUSED" else _OK, asked.message_id)
    except StorageAway as error:  # nothing was taken: the school's outbox sends the same again
        _log.warning("storage away", school_id=school.pk, kind=asked.kind, code=error.reason)
        return _refused("GATEWAY_STORAGE_AWAY", StorageAway.status, asked.message_id)
    return HttpResponse(answer_json(answer), content_type=_TYPE)


def _submit(asked: Submit, school: School, at: datetime, real_at: datetime) -> Answer:
    return intake.take(asked, school=school, at=at, real_at=real_at)


def _result(asked: AskResult, school: School, at: datetime, real_at: datetime) -> Answer:
    return results.results(asked, school=school, at=at, real_at=real_at)


def _certificate(asked: RegisterCertificate, school: School, at: datetime, real_at: datetime) -> Answer:
    return intake.take_certificate(asked, school=school, at=at, real_at=real_at)


def _approval(asked: AskApproval, school: School, at: datetime, real_at: datetime) -> Answer:
    certificates.decide_due(at=at, real_at=real_at)
    return answers.approval(asked, school)


def _recall(asked: Recall, school: School, at: datetime, real_at: datetime) -> Answer:
    return intake.take(asked, school=school, at=at, real_at=real_at)


def _recall_result(asked: AskRecall, school: School, at: datetime, real_at: datetime) -> Answer:
    recalls.decide_due(at=at, real_at=real_at)
    return answers.recall_results(asked, school)


def _pdf(asked: UploadPdf, school: School, at: datetime, real_at: datetime) -> Answer:
    return intake.take_pdf(asked, school=school, at=at, real_at=real_at)


def _closings(asked: AskClosings, school: School, _at: datetime, _real_at: datetime) -> Answer:
    return answers.closings(asked, school)


_SERVE: Mapping[str, ports.Serve] = {
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
    response = HttpResponse(answer_json(answer), content_type=_TYPE, status=status)
    if status == TooMany.status:
        response["Retry-After"] = str(_LATER)
    return response


def _played(response: HttpResponse, school: School) -> HttpResponse:
    """The answer as the school is to get it: at once and whole, unless it practises with faults."""
    rules = rehearsal.rules_of(school)
    if rules.answer_after:
        time.sleep(min(rules.answer_after, rehearsal.LONGEST))
    if rules.never_answer:
        time.sleep(_PAUSE)
        return HttpResponse(status=_NO_ANSWER)
    # As behind a proxy whose upstream went away: the work is done, and the school cannot know it.
    return HttpResponse(status=_LOST) if rehearsal.take_dropped(school) else response
