"""Answers that belong to no application."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from hocba_web.base.middleware import refusal_response
from hocba_web.base.refusals import Forbidden


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's signature
    """A form whose page is too old, or that another site sent."""
    return refusal_response(request, Forbidden("CSRF_FAILED"))
