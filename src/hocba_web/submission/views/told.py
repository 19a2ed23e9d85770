"""Messages of the authority."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from hocba_web.base import clock
from hocba_web.submission.selectors.told import hearing, told_to
from hocba_web.submission.services.told import read
from hocba_web.submission.views.common import frame, viewer, year_of

_SHOWN = 30


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All of them, newest first."""
    actor, _limit = viewer(request)
    page = Paginator(told_to(actor), _SHOWN).get_page(request.GET.get("page"))
    context = frame(actor, year_of(request, actor), "told")
    return render(request, "submission/told.html", context | {"page": page, "hearing": hearing(actor.school_id)})


@require_GET
def one(request: HttpRequest, number: UUID) -> HttpResponse:
    """One of them; opening it marks it as read."""
    actor, _limit = viewer(request)
    message = read(actor=actor, number=number, at=clock.now())
    return render(request, "submission/told_one.html", {"message": message})
