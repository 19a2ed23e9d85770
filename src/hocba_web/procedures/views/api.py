"""The API: a token, a question, and the description of both."""

from __future__ import annotations

import base64
import binascii
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from hocba.errors import HocbaError
from hocba.messages import text
from hocba_web.accounts.gates import open_to_everyone
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.procedures.openapi import description
from hocba_web.procedures.questions import read_question
from hocba_web.procedures.services import tokens
from hocba_web.procedures.services.answers import answer

_SCOPES = 200


@csrf_exempt
@open_to_everyone
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """RFC 6749, section 4.4: client credentials in the Authorization header or in the form."""
    try:
        client_id, secret = _credentials(request)
        granted = tokens.grant(
            client_id,
            secret,
            frozenset(request.POST.get("scope", "")[:_SCOPES].split()),
            origin=_origin(request),
            today=clock.today(),
            real_at=clock.real_now(),
        )
    except tokens.OAuthError as error:
        refused = JsonResponse({"error": error.error}, status=error.status)
        if error.status == HTTPStatus.UNAUTHORIZED:
            refused["WWW-Authenticate"] = 'Basic realm="hocba"'
        return _unkept(refused)
    lasts = int(tokens.LASTS.total_seconds())
    told = {"token_type": "Bearer", "expires_in": lasts, "scope": " ".join(granted.scopes)}
    return _unkept(JsonResponse(told | {"access_token": granted.token}))


@csrf_exempt
@open_to_everyone
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """One record, one answer (`application/jose`); refusals as JSON."""
    try:
        client, scopes = tokens.bearer(
            request.headers.get("Authorization", ""),
            origin=_origin(request),
            today=clock.today(),
            real_at=clock.real_now(),
        )
        question = read_question(request.body)
        told = answer(client, scopes, question, at=clock.now(), real_at=clock.real_now())
    except HocbaError as error:
        status = error.status if isinstance(error, Refused) else HTTPStatus.INTERNAL_SERVER_ERROR
        said = {"code": error.code, "where": error.where, "message": text(error.code, error.params)}
        return _unkept(JsonResponse(said, status=status))
    return _unkept(HttpResponse(told, content_type="application/jose"))


@open_to_everyone
@require_GET
def openapi(_request: HttpRequest) -> HttpResponse:
    """The description (OpenAPI 3.1)."""
    return JsonResponse(description())


def _credentials(request: HttpRequest) -> tuple[str, str]:
    if request.POST.get("grant_type") != "client_credentials":
        raise tokens.OAuthError("unsupported_grant_type")
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return request.POST.get("client_id", ""), request.POST.get("client_secret", "")
    try:
        name, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise tokens.OAuthError("invalid_client", HTTPStatus.UNAUTHORIZED) from None
    return name, secret


def _origin(request: HttpRequest) -> str:
    return str(get_adapter().get_client_ip(request))


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
