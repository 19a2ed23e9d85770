"""Transfers through the register: asked for on the arrival's page, followed and answered here."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocba.errors import HocbaError
from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import spoken
from hocba_web.submission.transfers.selectors.steps import require_reader
from hocba_web.submission.transfers.services import relayed as write


@require_safe
def relayed(request: HttpRequest) -> HttpResponse:
    """What the register says now; the reason where it cannot be asked."""
    actor = acting(request)
    require_reader(actor)
    found, problem = write.Listed((), ()), None
    try:
        found = write.listed(actor.school_id)
    except HocbaError as error:
        problem = spoken(error)
    audit.viewed(
        actor=actor,
        action="submission.relay.viewed",
        subject=("school", actor.school_id),
        at=clock.now(),
        school_id=actor.school_id,
        details={"coming": len(found.coming), "going": len(found.going)},
    )
    target = Target(school_id=actor.school_id)
    context = {
        "found": found,
        "problem": problem,
        "today": clock.today(),
        "may_ask": allowed(actor, Action.PUPIL_TRANSFER_IN, target),
        "may_release": allowed(actor, Action.PUPIL_TRANSFER_APPROVE, target),
    }
    return render(request, "submission/transfers/relayed.html", context)


@require_POST
def ask(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """Ask for a child's records."""
    write.ask(actor=acting(request), arrival_id=arrival_id, number=request.POST.get("number", ""), at=clock.now())
    messages.success(request, _("Đã gửi yêu cầu tới Sở. Trường đang giữ học bạ có 3 ngày làm việc để trả lời."))
    return redirect("submission:relayed")


@require_POST
def withdraw(request: HttpRequest, number: UUID) -> HttpResponse:
    """No longer ask."""
    write.withdraw(actor=acting(request), number=number, at=clock.now())
    messages.success(request, _("Đã rút yêu cầu."))
    return redirect("submission:relayed")


@require_POST
def collect(request: HttpRequest, number: UUID) -> HttpResponse:
    """Take what was released; each file is verified."""
    arrival_id, brought = write.collect(actor=acting(request), number=number, at=clock.now(), real_at=clock.real_now())
    text = _("Đã nhận %(kept)s tệp từ Sở, không nhận %(refused)s tệp.")
    messages.success(request, text % {"kept": brought.kept, "refused": brought.refused})
    return redirect("submission:arrival", arrival_id)


@require_POST
def answer(request: HttpRequest, number: UUID) -> HttpResponse:
    """The principal's answer to the school that asks."""
    actor = acting(request)
    if request.POST.get("dong-y") == "co":
        write.release(actor=actor, number=number, at=clock.now())
        messages.success(request, _("Đã đồng ý; trường mới nhận được học bạ qua Sở."))
    else:
        write.refuse(actor=actor, number=number, reason=request.POST.get("reason", ""), at=clock.now())
        messages.success(request, _("Đã trả lời không đồng ý."))
    return redirect("submission:relayed")
