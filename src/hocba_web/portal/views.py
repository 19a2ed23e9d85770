"""The front door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocba_web.accounts.gates import open_to_everyone


@open_to_everyone
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Three ways: look a record up, verify a file, log in."""
    return render(request, "portal/front.html")
