"""Notices of the acting person."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hocba_web.accounts.acting import acting
from hocba_web.base import clock
from hocba_web.supervision.selectors.notices import notices_of
from hocba_web.supervision.services.notices import mark_read

_PAGE = 30


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Everything somebody was told, newest first."""
    actor = acting(request)
    page = Paginator(notices_of(actor.user_id), _PAGE).get_page(request.GET.get("page"))
    return render(request, "supervision/notices.html", {"page": page})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    mark_read(actor=acting(request), at=clock.now())
    return redirect("supervision:notices")
