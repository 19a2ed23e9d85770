"""The move into the next school year, on one page that shows what is next."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.assessment.models import RollOver
from hocba_web.assessment.selectors.register import classes_of_year
from hocba_web.assessment.selectors.rollover import Move, plan_of, standing, waiting_places
from hocba_web.assessment.services.rollover import (
    change_rollover,
    confirm_rollover,
    prepare_rollover,
    return_rollover,
    settle_waiting,
    submit_rollover,
    undo_rollover,
)
from hocba_web.assessment.views.year_choice import YearChoice, year_choice
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.base.text import whole
from hocba_web.schools.selectors.setup import YearRow
from hocba_web.schools.services.setup import YearData
from hocba_web.schools.views.common import refuse_in

_DAY = {"type": "date"}


class DaysForm(forms.Form):
    """The days of the next year."""

    starts_on = forms.DateField(label=gettext_lazy("Ngày bắt đầu"), widget=forms.DateInput(_DAY, "%Y-%m-%d"))
    term_2_on = forms.DateField(label=gettext_lazy("Học kỳ II từ"), widget=forms.DateInput(_DAY, "%Y-%m-%d"))
    ends_on = forms.DateField(label=gettext_lazy("Ngày kết thúc"), widget=forms.DateInput(_DAY, "%Y-%m-%d"))


class UndoForm(forms.Form):
    """Why a roll-over is undone."""

    reason = forms.CharField(label=gettext_lazy("Lý do hoàn tác"), max_length=500)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Where the roll-over of a year stands."""
    return _page(request)


def _page(request: HttpRequest, form: forms.Form | None = None) -> HttpResponse:
    actor, at = acting(request), clock.now()
    target = Target(school_id=actor.school_id)
    may_confirm = allowed(actor, Action.ROLLOVER_CONFIRM, target)
    may_prepare = allowed(actor, Action.ROLLOVER_PREPARE, target)
    if not may_confirm:
        require(actor, Action.ROLLOVER_PREPARE, target)
    choice = year_choice(request, actor)
    row = standing(choice.chosen.id) if choice.chosen else None
    shown: dict[str, Any] = {
        "years": choice,
        "rollover": row,
        "may_confirm": may_confirm,
        "may_prepare": may_prepare,
    }
    if row is None:
        shown["following"] = _following(choice)
        shown["form"] = form or _days(choice.chosen)
    else:
        shown |= _shown(row, form, clock.local(at).date())
        audit.viewed(
            actor=actor,
            action="assessment.rollover.viewed",
            subject=("rollover", row.id),
            at=at,
            school_id=actor.school_id,
            pupils=shown["pupil_ids"],
            details={"year": str(row.to_year.value)},
        )
    status = 422 if form is not None and form.errors else 200
    return render(request, "assessment/rollover/page.html", shown, status=status)


def _shown(row: RollOver, form: forms.Form | None, today: date) -> dict[str, Any]:
    if row.confirmed_at is not None:
        waiting = waiting_places(row)
        counts = [(move, sum(one[3] == move.value for one in row.made)) for move in Move]
        return {"waiting": waiting, "form": form or UndoForm(), "counts": counts, "pupil_ids": [], "steps": _steps(row)}
    plan = plan_of(row, today)
    return {
        "plan": plan,
        "counts": [(move, plan.counts[move]) for move in Move],
        "mapping": [
            (facts, row.classes.get(str(facts.id), {"up": "", "again": ""}))
            for facts in classes_of_year(row.from_year_id)
        ],
        "pupil_ids": [one.pupil.pupil_id for one in plan.exceptional],
        "steps": _steps(row),
    }


def _steps(row: RollOver) -> list[dict[str, str]]:
    states = (
        ("current", "next", "next") if row.submitted_at is None else ("done", "current", "next"),
        ("done", "done", "current"),
    )[row.confirmed_at is not None]
    labels = (_("Học vụ chuẩn bị"), _("Hiệu trưởng xác nhận"), _("Xếp lớp cho em chờ xét"))
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]


def _following(choice: YearChoice) -> YearRow | None:
    chosen = choice.chosen
    return next((one for one in choice.all if chosen and one.value.first == chosen.value.first + 1), None)


def _days(chosen: YearRow | None) -> DaysForm:
    if chosen is None:
        return DaysForm()
    days = {name: getattr(chosen, name) for name in ("starts_on", "term_2_on", "ends_on")}
    # The same days a year later are a start; 29 February becomes the 28th.
    return DaysForm(
        initial={
            name: day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day).isoformat()  # noqa: PLR2004  # February
            for name, day in days.items()
        }
    )


@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    """Begin."""
    actor = acting(request)
    choice = year_choice(request, actor)
    form = DaysForm(request.POST)
    days = None
    if _following(choice) is None:
        if not form.is_valid():
            return _page(request, form)
        days = YearData(**form.cleaned_data)
    try:
        prepare_rollover(actor=actor, from_year_id=choice.chosen.id if choice.chosen else 0, days=days, at=clock.now())
    except Refused as refusal:
        refuse_in(request, actor, form, refusal)
        return _page(request, form)
    messages.success(request, _("Đã lập bản chuẩn bị. Thầy/cô kiểm tra lớp và các em ngoại lệ rồi trình hiệu trưởng."))
    return _back(request)


@require_POST
def change(request: HttpRequest, rollover_id: int) -> HttpResponse:
    """Save the mapping and the exceptions; lay it before the principal if asked."""
    actor, at = acting(request), clock.now()
    classes: dict[int, dict[str, str]] = {}
    exceptions: dict[int, str] = {}
    for name, value in request.POST.items():
        kind, _dash, digits = name.partition("-")
        number = whole(digits)
        if kind in {"up", "again"} and number is not None:
            classes.setdefault(number, {})[kind] = str(value)
        elif kind == "pupil" and number is not None:
            exceptions[number] = str(value)
    change_rollover(actor=actor, rollover_id=rollover_id, classes=classes, exceptions=exceptions, at=at)
    if request.POST.get("act") == "submit":
        submit_rollover(actor=actor, rollover_id=rollover_id, at=at)
        messages.success(request, _("Đã trình hiệu trưởng."))
    else:
        messages.success(request, _("Đã lưu."))
    return _back(request)


@require_POST
def confirm(request: HttpRequest, rollover_id: int) -> HttpResponse:
    """The principal confirms."""
    confirm_rollover(
        actor=acting(request),
        rollover_id=rollover_id,
        digest=request.POST.get("digest", ""),
        at=clock.now(),
        real_at=clock.real_now(),
    )
    messages.success(request, _("Đã lên năm học mới. Năm học đang dùng chưa đổi."))
    return _back(request)


@require_POST
def send_back(request: HttpRequest, rollover_id: int) -> HttpResponse:
    """The principal sends it back."""
    return_rollover(actor=acting(request), rollover_id=rollover_id, at=clock.now())
    messages.success(request, _("Đã trả lại cho học vụ."))
    return _back(request)


@require_POST
def undo(request: HttpRequest, rollover_id: int) -> HttpResponse:
    """The principal takes it back."""
    actor: Actor = acting(request)
    form = UndoForm(request.POST)
    if form.is_valid():
        try:
            undo_rollover(
                actor=actor,
                rollover_id=rollover_id,
                reason=form.cleaned_data["reason"],
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except Refused as refusal:
            refuse_in(request, actor, form, refusal)
        else:
            messages.success(request, _("Đã hoàn tác việc lên năm học mới."))
            return _back(request)
    return _page(request, form)


@require_POST
def settle(request: HttpRequest, rollover_id: int, enrolment_id: int) -> HttpResponse:
    """The registrar confirms the class of a pupil whose outcome is known by now."""
    settle_waiting(
        actor=acting(request),
        rollover_id=rollover_id,
        enrolment_id=enrolment_id,
        name=request.POST.get("name", ""),
        at=clock.now(),
    )
    messages.success(request, _("Đã xếp lớp."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    answer = redirect("assessment:rollover")
    if year := request.GET.get("nam", ""):
        answer["Location"] += f"?nam={year}" if year.isdecimal() else ""
    return answer
