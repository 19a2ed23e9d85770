"""GET /api/hoc-ba/v1/openapi.json: the exchange, described for programs."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from hocba_web.accounts.gates import open_to_everyone
from hocba_web.gateway.openapi import description


@open_to_everyone
@require_GET
def openapi(_request: HttpRequest) -> JsonResponse:
    """Show the description; nothing of it is secret."""
    return JsonResponse(description(), json_dumps_params={"ensure_ascii": False})
