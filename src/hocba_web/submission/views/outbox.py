"""Transactions with the gateway: how far each is; stopping one and letting it go on."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.base import clock
from hocba_web.submission.selectors.outbox import messages_of, rows_of
from hocba_web.submission.services.outbox.stopping import give_up
from hocba_web.submission.services.outbox.stopping import go_on as go_on_with
from hocba_web.submission.views.common import frame, viewer, year_of

_SHOWN = 30


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Transactions, the newest first."""
    actor, _limit = viewer(request)
    page = Paginator(messages_of(actor.school_id), _SHOWN).get_page(request.GET.get("page"))
    context = frame(actor, year_of(request, actor), "outbox") | {"page": page, "rows": rows_of(list(page))}
    return render(request, "submission/outbox.html", context)


@require_POST
def stop(request: HttpRequest, message_pk: int) -> HttpResponse:
    """Stop sending one."""
    give_up(actor=acting(request), message_pk=message_pk, reason=request.POST.get("reason", ""), at=clock.now())
    messages.success(request, _("Đã tạm ngừng gửi."))
    return redirect("submission:outbox")


@require_POST
def go_on(request: HttpRequest, message_pk: int) -> HttpResponse:
    """Send or ask again now."""
    go_on_with(actor=acting(request), message_pk=message_pk, at=clock.now(), real_at=clock.real_now())
    messages.success(request, _("Sẽ gửi hoặc hỏi lại ngay."))
    return redirect("submission:outbox")
