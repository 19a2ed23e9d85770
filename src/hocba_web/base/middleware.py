"""What every request passes: an id for the logs, and refusals turned into pages."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from hocba.errors import HocbaError
from hocba_web.base.refusals import Refused, spoken
from hocba_web.base.stores import StorageAway

_log = structlog.get_logger("hocba.web")
Handler = Callable[[HttpRequest], HttpResponse]


class RequestContextMiddleware:
    """Binds a request id to everything that is logged while the request is served."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        request_id = uuid4().hex
        request.META["hocba.request_id"] = request_id
        _take_nul_out(request)
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
        response["X-Request-ID"] = request_id
        if not response.has_header("Cache-Control"):
            # School computers are shared: a page or file with children's data must not come back after logging out.
            response["Cache-Control"] = "no-store, private"
        return response


def _take_nul_out(request: HttpRequest) -> None:
    """No keyboard writes a NUL and PostgreSQL takes none: U+FFFD stands for it in addresses, a cookie with it is none.

    Forms refuse it by themselves.
    """
    asked = request.META.get("QUERY_STRING", "")
    if "%00" in asked or "\0" in asked:
        request.META["QUERY_STRING"] = asked.replace("%00", "%EF%BF%BD").replace("\0", "%EF%BF%BD")
    for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
        del request.COOKIES[name]


class RefusalMiddleware:
    """Turns an error with a code into a page, a fragment or JSON that says what, where, why and what next."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other exception to Django."""
        if not isinstance(error, (HocbaError, StorageAway)):
            return None
        response = refusal_response(request, error)
        if isinstance(error, StorageAway):
            response["Retry-After"] = str(error.again_after)
        return response


def refusal_response(request: HttpRequest, error: HocbaError | StorageAway) -> HttpResponse:
    """The answer to a refused request, in the form the caller understands."""
    status = error.status if isinstance(error, (Refused, StorageAway)) else 422
    said = spoken(error)
    _log.info("refused", code=said.code, status=status)
    if request.headers.get("Accept", "").startswith("application/json") or request.content_type == "application/json":
        return JsonResponse(
            {"code": said.code, "t": said.what, "next": said.next, "where": said.where, "source": said.source},
            status=status,
        )
    template = "components/refusal.html" if getattr(request, "htmx", False) else "refused.html"
    return render(request, template, {"refusal": said}, status=status)
