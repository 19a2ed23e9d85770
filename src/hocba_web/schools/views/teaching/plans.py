"""An assignment plan: written by class or by teacher, handed over, decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.forms.common import ReasonForm
from hocba_web.schools.forms.teaching import (
    ApprovePlanForm,
    ClassRowForm,
    GiveForm,
    MoveForm,
    OpenPlanForm,
    subject_key,
    subject_label,
    subject_of,
)
from hocba_web.schools.selectors import setup, teaching_plans
from hocba_web.schools.selectors.teaching import staff_can_be_assigned
from hocba_web.schools.services import teaching as write
from hocba_web.schools.services.teaching import Cell
from hocba_web.schools.views.common import refuse_in, status_of


def _people(actor: Actor, plan: teaching_plans.PlanRow) -> list[tuple[int, str]]:
    rows = staff_can_be_assigned(actor.school_id, plan.since)
    return [(staff_id, f"{name} – {position}") for staff_id, name, position in rows]


def _target(actor: Actor) -> Target:
    return Target(school_id=actor.school_id)


@require_http_methods(["GET", "POST"])
def open_plan(request: HttpRequest) -> HttpResponse:
    """Begin a plan for a year."""
    actor = acting(request)
    require(actor, Action.ASSIGNMENT_PROPOSE, _target(actor))
    years = setup.years(actor.school_id)
    wanted = request.POST.get("year") or request.GET.get("year")
    year = next((one for one in years if str(one.id) == wanted), None)
    if year is None:
        raise Missing("NOT_FOUND_HERE")
    usual = min(max(clock.today(), year.starts_on), year.ends_on)
    form = OpenPlanForm(request.POST if request.method == "POST" else None, initial={"since": usual})
    if form.is_valid():
        try:
            row = write.open_plan(actor=actor, year_id=year.id, at=clock.now(), **form.cleaned_data)
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            return redirect("schools:plan", plan_id=row.id)
    return render(request, "schools/teaching/open.html", {"form": form, "year": year}, status=status_of(form))


@require_safe
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The plan: its table, what it changes, what is still open; forms of whoever may do something with it."""
    actor = acting(request)
    require(actor, Action.ASSIGNMENT_VIEW, _target(actor))
    return _page(request, actor, plan_id)


def _page(request: HttpRequest, actor: Actor, plan_id: int, **forms: Any) -> HttpResponse:  # noqa: ANN401  # forms with errors
    row = teaching_plans.plan(actor.school_id, plan_id)
    may_write = row.is_open and allowed(actor, Action.ASSIGNMENT_PROPOSE, _target(actor))
    may_decide = (
        row.state == "submitted"
        and allowed(actor, Action.ASSIGNMENT_APPROVE, _target(actor))
        and row.proposed_by_id != actor.user_id
    )
    context: dict[str, Any] = {"plan": row, "may_write": may_write, "may_decide": may_decide}
    if row.is_open:
        table = teaching_plans.table(actor.school_id, row.year_id, row.since, plan_id)
        context |= {
            "table": table,
            "heads": [subject_label(subject) for subject in table.columns],
            "changes": [(one, subject_label(one.subject)) for one in teaching_plans.changes(plan_id)],
        }
        if may_write:
            context["give"] = _give_form(actor, row, table)
            context["move"] = MoveForm(initial={"since": row.since})
        if may_decide:
            context["approve"] = ApprovePlanForm(initial={"dated": clock.today()})
            if not table.gaps:
                del context["approve"].fields["accept_gaps"]
            context["give_back"] = ReasonForm()
    context |= forms
    failed = any(form.errors for form in forms.values())
    return render(request, "schools/teaching/plan.html", context, status=422 if failed else 200)


def _give_form(
    actor: Actor,
    row: teaching_plans.PlanRow,
    table: teaching_plans.Table,
    data: Any = None,  # noqa: ANN401  # what was posted
) -> GiveForm:
    classes = [(one.class_id, one.class_name) for one in table.rows]
    return GiveForm(data, people=_people(actor, row), subjects=table.columns, classes=classes)


@require_http_methods(["GET", "POST"])
def plan_class(request: HttpRequest, plan_id: int, class_id: int) -> HttpResponse:
    """One class: a teacher for the homeroom and for each subject."""
    actor = acting(request)
    require(actor, Action.ASSIGNMENT_PROPOSE, _target(actor))
    row = teaching_plans.plan(actor.school_id, plan_id)
    class_row = setup.class_row(actor.school_id, class_id)
    if class_row.year_id != row.year_id:
        raise Missing("NOT_FOUND_HERE")
    holders = teaching_plans.holders_of_class(plan_id, class_id)
    form = ClassRowForm(
        request.POST if request.method == "POST" else None,
        subjects=(None, *teaching_plans.subjects_of_class(class_id)),
        people=_people(actor, row),
        initial={subject_key(subject): staff_id for subject, staff_id in holders.items()} | {"version": row.version},
    )
    if form.is_valid():
        cells = [Cell(class_id, subject, staff_id) for subject, staff_id in form.chosen()]
        try:
            write.set_cells(
                actor=actor, plan_id=plan_id, cells=cells, at=clock.now(), version=form.cleaned_data["version"]
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            following = _next_class(row.year_id, class_id) if "next" in request.POST else None
            if following is not None:
                return redirect("schools:plan_class", plan_id=plan_id, class_id=following)
            return redirect("schools:plan", plan_id=plan_id)
    context = {
        "form": form,
        "plan": row,
        "class": class_row,
        "has_next": _next_class(row.year_id, class_id) is not None,
    }
    return render(request, "schools/teaching/plan_class.html", context, status=status_of(form))


def _next_class(year_id: int, class_id: int) -> int | None:
    ids = [one.id for one in setup.classes_of_year(year_id)]
    place = ids.index(class_id)
    return ids[place + 1] if place + 1 < len(ids) else None


@require_POST
def give(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One teacher, one subject, several classes."""
    actor = acting(request)
    require(actor, Action.ASSIGNMENT_PROPOSE, _target(actor))
    row = teaching_plans.plan(actor.school_id, plan_id)
    table = teaching_plans.table(actor.school_id, row.year_id, row.since, plan_id)
    form = _give_form(actor, row, table, request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        subject = subject_of(typed["subject"])
        cells = [Cell(class_id, subject, typed["staff"]) for class_id in typed["classes"]]
        try:
            write.set_cells(actor=actor, plan_id=plan_id, cells=cells, at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã giao %(count)s lớp.") % {"count": len(cells)})
            return redirect("schools:plan", plan_id=plan_id)
    return _page(request, actor, plan_id, give=form)


@require_POST
def fill(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Homeroom teachers take what is still empty in their classes."""
    actor = acting(request)
    row = teaching_plans.plan(actor.school_id, plan_id)
    ids = [one.id for one in setup.classes_of_year(row.year_id)]
    filled = write.fill_from_homeroom(actor=actor, plan_id=plan_id, class_ids=ids, at=clock.now())
    messages.success(request, _("Đã điền %(count)s ô trống bằng giáo viên chủ nhiệm.") % {"count": filled})
    return redirect("schools:plan", plan_id=plan_id)


@require_POST
def move(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Let the plan begin on another day."""
    actor = acting(request)
    form = MoveForm(request.POST)
    if form.is_valid():
        try:
            write.move_plan(actor=actor, plan_id=plan_id, since=form.cleaned_data["since"], at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã đổi ngày áp dụng."))
            return redirect("schools:plan", plan_id=plan_id)
    return _page(request, actor, plan_id, move=form)


@require_POST
def submit(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Hand the plan to the principal."""
    write.submit_plan(actor=acting(request), plan_id=plan_id, at=clock.now())
    messages.success(request, _("Đã trình hiệu trưởng. Sửa thêm thì phải trình lại."))
    return redirect("schools:plan", plan_id=plan_id)


@require_POST
def drop(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Give the plan up."""
    write.drop_plan(actor=acting(request), plan_id=plan_id, at=clock.now())
    messages.success(request, _("Đã bỏ bản phân công đang soạn; phân công hiện hành không đổi."))
    return redirect("schools:assignment")


@require_POST
def approve(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Decide for the plan as a whole."""
    actor = acting(request)
    require(actor, Action.ASSIGNMENT_APPROVE, _target(actor))
    form = ApprovePlanForm(request.POST)
    if form.is_valid():
        try:
            decision = write.approve_plan(
                actor=actor, plan_id=plan_id, at=clock.now(), real_at=clock.real_now(), **form.cleaned_data
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(
                request, _("Đã ban hành phân công theo quyết định %(number)s.") % {"number": decision.number}
            )
            return redirect("schools:assignment")
    return _page(request, actor, plan_id, approve=form)


@require_POST
def give_back(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Return the plan to be written again."""
    actor = acting(request)
    require(actor, Action.ASSIGNMENT_APPROVE, _target(actor))
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            write.return_plan(actor=actor, plan_id=plan_id, reason=form.cleaned_data["reason"], at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã trả lại để sửa."))
            return redirect("schools:plan", plan_id=plan_id)
    return _page(request, actor, plan_id, give_back=form)
