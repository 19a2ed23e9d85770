"""Refused records, at the field they concern."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocba.exchange.refusals import Sort
from hocba_web.accounts.acting import acting
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.base.text import whole
from hocba_web.submission.selectors.refusals import refusals_of
from hocba_web.submission.services.settling import send_again
from hocba_web.submission.views.common import frame, viewer, year_of


@require_safe
def refusals(request: HttpRequest) -> HttpResponse:
    """What the gateway refused, by what has to be done."""
    actor, limit = viewer(request)
    year = year_of(request, actor)
    found = refusals_of(actor.school_id, year.id, limit)
    open_ = [one for one in found if not one.way and one.recall_id is None]
    audit.viewed(
        actor=actor,
        action="submission.refusals.viewed",
        subject=("school_year", year.id),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=[one.pupil_id for one in found],
    )
    context = frame(actor, year, "refusals") | {
        "retry": [one for one in open_ if one.sort is Sort.RETRY],
        "fix": [one for one in open_ if one.sort is Sort.FIX],
        "fix_again": any(one.may_go_again for one in open_ if one.sort is Sort.FIX),
        "ask": [one for one in open_ if one.sort is Sort.ASK],
        "decided": [one for one in found if one.way or one.recall_id is not None],
    }
    return render(request, "submission/refusals.html", context)


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Let refused records go again as they are."""
    actor = acting(request)
    ids = [number for text in request.POST.getlist("line") if (number := whole(text)) is not None]
    if not ids:
        raise Refused("SUBMISSION_NOTHING_CHOSEN")
    count = send_again(actor=actor, line_ids=ids, at=clock.now())
    messages.success(
        request, _("%(count)s học bạ sẽ gửi lại nguyên tệp: đóng gói ở trang “Gói học bạ”.") % {"count": count}
    )
    return redirect("submission:packages")
