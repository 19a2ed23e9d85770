"""Answers that belong to no application."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context
from django.template.loader import get_template

from hocba_web.base.middleware import refusal_response
from hocba_web.base.refusals import Forbidden


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's signature
    """A form whose page is too old, or that another site sent."""
    return refusal_response(request, Forbidden("CSRF_FAILED"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """400."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """403."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """404."""
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """500: nothing may be asked of the database here."""
    return HttpResponse(get_template("500.html").template.render(Context()), status=500)  # type: ignore[attr-defined]  # Django's own backend
