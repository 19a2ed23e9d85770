"""/health/live, /health/ready and /metrics: for machines, without login, without personal data."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from hocba_web.base.health.checks import readiness
from hocba_web.base.metrics import exposition


@never_cache
@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Everything that serving needs works; 503 with the reasons if not."""
    told = readiness()
    good = all(reason == "ok" for reason in told.values())
    return JsonResponse({"status": "ok" if good else "failed", "checks": told}, status=200 if good else 503)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, behind `HOCBA_METRICS_TOKEN` as bearer token; without one only a demo tells them."""
    token: str = settings.METRICS_TOKEN
    if not token and not settings.HOCBA.demo:
        return HttpResponse(
            "metrics are switched off: set HOCBA_METRICS_TOKEN\n", status=403, content_type="text/plain"
        )
    given = request.headers.get("Authorization", "")
    if token and not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        refused = HttpResponse("bearer token needed\n", status=401, content_type="text/plain")
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
