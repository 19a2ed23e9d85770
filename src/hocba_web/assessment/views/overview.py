"""My classes and subjects."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hocba_web.accounts.acting import acting


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What one enters, and how far it is."""
    acting(request)
    return render(request, "assessment/grid/overview.html")
