"""What is open until when; the principal decides, the admin carries out."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, held_by, require
from hocba_web.assessment.forms import DecideForm, EndForm, put_refusal
from hocba_web.assessment.models import Period
from hocba_web.assessment.selectors.register import classes_of_year
from hocba_web.assessment.selectors.windows.calendar import calendar, late_requests, openings
from hocba_web.assessment.services.windows import decide_windows, end_early, execute_windows
from hocba_web.base import clock
from hocba_web.base.refusals import FreshFactorNeeded, Missing, Refused
from hocba_web.schools.selectors.setup import YearRow, current_year, year, years


def year_asked(request: HttpRequest, actor: Actor) -> YearRow | None:
    """The school year of an address ("?nam=3"), else the current one; None before the first is set up.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    asked = request.GET.get("nam", "")
    if not asked:
        return current_year(actor.school_id)
    if not asked.isdecimal():
        raise Missing("NOT_FOUND_HERE")
    return year(actor.school_id, int(asked))


@require_GET
def windows(request: HttpRequest) -> HttpResponse:
    """The calendar of openings, what waits for a decision or an act, and the history."""
    actor, at = acting(request), clock.now()
    require(actor, Action.WINDOW_VIEW, Target(school_id=actor.school_id))
    chosen = year_asked(request, actor)
    opened = openings(chosen.id, at) if chosen else []
    late = late_requests(actor) if held_by(actor.role, Action.LATE_VIEW) else []
    may_execute = held_by(actor.role, Action.WINDOW_EXECUTE)
    return render(
        request,
        "assessment/windows/windows.html",
        {
            "year": chosen,
            "years": years(actor.school_id),
            "periods": [label for _value, label in Period.choices],
            "calendar": calendar(chosen.id, at) if chosen else [],
            "current": [one for one in opened if one.may_end and not one.is_waiting],
            "to_execute": [one for one in opened if one.is_waiting and not one.is_over and not one.late],
            "past": [one for one in opened if not one.may_end],
            "late_asked": [one for one in late if one.state == "asked"],
            "late_granted": [one for one in late if one.state == "granted"],
            "late_done": [one for one in late if one.state not in {"asked", "granted"}],
            "may_decide": held_by(actor.role, Action.WINDOW_DECIDE),
            "may_execute": may_execute,
            "may_decide_late": held_by(actor.role, Action.LATE_DECIDE),
            "may_execute_late": held_by(actor.role, Action.LATE_EXECUTE),
            "me": actor.user_id,
        },
    )


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest) -> HttpResponse:
    """The principal decides openings."""
    actor, at = acting(request), clock.now()
    require(actor, Action.WINDOW_DECIDE, Target(school_id=actor.school_id))
    chosen = year_asked(request, actor)
    if chosen is None:
        raise Missing("NOT_FOUND_HERE")
    classes = classes_of_year(chosen.id)
    start = clock.local(at).replace(minute=0, second=0) + timedelta(hours=1)
    form = DecideForm(
        request.POST or None,
        classes=classes,
        initial={"opens_at": start, "closes_at": (start + timedelta(days=14)).replace(hour=17)},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            decide_windows(
                actor=actor,
                year_id=chosen.id,
                periods=given["periods"],
                scopes=form.scopes(),
                opens_at=given["opens_at"],
                closes_at=given["closes_at"],
                reason=given["reason"],
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
            messages.success(request, _("Đã quyết định. Quản trị hệ thống sẽ mở theo quyết định này."))
            return redirect("assessment:windows")
    return render(
        request,
        "assessment/windows/form.html",
        {"form": form, "title": _("Quyết định mở nhập"), "send": _("Quyết định")},
        status=422 if form.errors else 200,
    )


@require_POST
def execute(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The admin opens what was decided."""
    execute_windows(actor=acting(request), batch=batch, at=clock.now(), real_at=clock.real_now())
    messages.success(request, _("Đã mở theo quyết định của hiệu trưởng."))
    return redirect("assessment:windows")


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The principal shuts an opening before its time, or takes a decision back."""
    actor, at = acting(request), clock.now()
    require(actor, Action.WINDOW_DECIDE, Target(school_id=actor.school_id))
    chosen = year_asked(request, actor)
    found = [one for one in openings(chosen.id, at) if one.batch == batch and one.ended_at is None] if chosen else []
    if not found:
        raise Missing("NOT_FOUND_HERE")
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_early(
                actor=actor,
                window_ids=found[0].window_ids,
                reason=form.cleaned_data["reason"],
                at=at,
                real_at=clock.real_now(),
            )
        except FreshFactorNeeded:
            raise
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, _("Đã khóa."))
            return redirect("assessment:windows")
    return render(
        request,
        "assessment/windows/form.html",
        {
            "form": form,
            "title": _("Khóa sớm"),
            "send": _("Khóa ngay"),
            "danger": True,
            "opening": found[0],
            "up": reverse("assessment:windows"),
        },
        status=422 if form.errors else 200,
    )
