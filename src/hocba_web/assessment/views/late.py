"""Late corrections: a teacher asks, the principal decides, the admin opens."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.forms import GrantForm, LateForm, RefuseForm, put_refusal
from hocba_web.assessment.parts import subject_of
from hocba_web.assessment.selectors.grid.sheets import entry_action, may, sheet_named
from hocba_web.assessment.selectors.register import class_facts, roll
from hocba_web.assessment.selectors.windows.calendar import Late, late_requests
from hocba_web.assessment.services.windows import ask_late, execute_late, grant_late, refuse_late, withdraw_late
from hocba_web.assessment.views.grid import moment_of
from hocba_web.base import clock
from hocba_web.base.refusals import FreshFactorNeeded, Missing, Refused
from hocba_web.schools.selectors.regulation import regulation_in_force


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, class_id: int, moment: str, sheet: str) -> HttpResponse:
    """From a closed grid: ask the principal to open one's part again."""
    actor, at = acting(request), clock.now()
    facts = class_facts(class_id, actor.school_id)
    table = sheet_named(actor, facts, moment_of(moment), sheet)
    parts = [(part, facts.part_name(part)) for part in table.parts if may(actor, entry_action(part), facts, part)]
    require(actor, Action.LATE_REQUEST, _target(actor, class_id, table.parts[0]))
    pupils = [(one.enrolment_id, one.name) for one in roll(class_id) if not one.has_left(clock.local(at).date())]
    form = LateForm(request.POST or None, parts=parts, pupils=pupils)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["enrolment"]
        try:
            ask_late(
                actor=actor,
                class_id=class_id,
                period=moment,
                part=form.cleaned_data["part"],
                reason=form.cleaned_data["reason"],
                enrolment_id=int(chosen) if chosen else None,
                at=at,
            )
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, _("Đã gửi đề nghị. Khi hiệu trưởng quyết định, thầy/cô sẽ được báo."))
            return redirect("assessment:grid", class_id, moment, sheet)
    return render(
        request,
        "assessment/windows/ask.html",
        {"form": form, "facts": facts, "sheet": table, "class_id": class_id, "moment": moment},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, request_id: int) -> HttpResponse:
    """The principal opens a part again for some time."""
    actor, at = acting(request), clock.now()
    asked = _one(actor, request_id)
    days = regulation_in_force(actor.school_id, clock.local(at).date()).values.late_opening_max_days
    end = clock.local(at).replace(hour=17, minute=0, second=0) + timedelta(days=1)
    form = GrantForm(request.POST or None, initial={"closes_at": end})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            grant_late(
                actor=actor,
                request_id=request_id,
                closes_at=given["closes_at"],
                answer=given["answer"],
                number=given["number"],
                dated=given["dated"],
                at=at,
                real_at=clock.real_now(),
            )
        except FreshFactorNeeded:
            raise
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, _("Đã đồng ý. Quản trị hệ thống sẽ mở."))
            return redirect("assessment:windows")
    return render(
        request,
        "assessment/windows/late.html",
        {"form": form, "late": asked, "days": days, "title": _("Mở để sửa"), "send": _("Đồng ý mở")},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, request_id: int) -> HttpResponse:
    """The principal says no, with a reason."""
    actor, at = acting(request), clock.now()
    asked = _one(actor, request_id)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            refuse_late(
                actor=actor,
                request_id=request_id,
                answer=form.cleaned_data["answer"],
                at=at,
                real_at=clock.real_now(),
            )
        except FreshFactorNeeded:
            raise
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, _("Đã trả lời giáo viên."))
            return redirect("assessment:windows")
    return render(
        request,
        "assessment/windows/late.html",
        {"form": form, "late": asked, "title": _("Không đồng ý mở"), "send": _("Không đồng ý")},
        status=422 if form.errors else 200,
    )


@require_POST
def execute(request: HttpRequest, request_id: int) -> HttpResponse:
    """The admin opens what was granted."""
    execute_late(actor=acting(request), request_id=request_id, at=clock.now(), real_at=clock.real_now())
    messages.success(request, _("Đã mở theo quyết định của hiệu trưởng."))
    return redirect("assessment:windows")


@require_POST
def withdraw(request: HttpRequest, request_id: int) -> HttpResponse:
    """The teacher takes the request back."""
    withdraw_late(actor=acting(request), request_id=request_id, at=clock.now())
    messages.success(request, _("Đã rút đề nghị."))
    return redirect("assessment:windows")


def _one(actor: Actor, request_id: int) -> Late:
    require(actor, Action.LATE_DECIDE, Target(school_id=actor.school_id))
    found = [one for one in late_requests(actor, waiting_only=True) if one.id == request_id]
    if not found:
        raise Missing("NOT_FOUND_HERE")
    return found[0]


def _target(actor: Actor, class_id: int, part: str) -> Target:
    return Target(school_id=actor.school_id, class_id=class_id, subject=subject_of(part))
