"""Notices of the acting person."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hocba_web.accounts.acting import acting
from hocba_web.base import clock
from hocba_web.supervision.selectors.notices import notices_of
from hocba_web.supervision.selectors.reminders import wants_daily_letter
from hocba_web.supervision.services.letters import choose_daily
from hocba_web.supervision.services.notices import mark_read

_PAGE = 30


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Everything somebody was told, newest first."""
    actor = acting(request)
    page = Paginator(notices_of(actor.user_id), _PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "daily": wants_daily_letter(actor.user_id)}
    return render(request, "supervision/notices.html", context)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    mark_read(actor=acting(request), at=clock.now())
    return redirect("supervision:notices")


@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """Whether the acting person wants the daily e-mail."""
    daily = request.POST.get("daily") == "1"
    choose_daily(actor=acting(request), daily=daily)
    said = _("Từ nay thầy/cô nhận thư mỗi ngày có việc.") if daily else _("Đã thôi gửi thư hằng ngày.")
    messages.success(request, said)
    return redirect("supervision:notices")
