"""Offices: prepared by the admin, approved by the principal."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.schools.forms.appointments import AppointmentForm, ApproveForm, EndForm
from hocba_web.schools.forms.common import DecisionForm, ReasonForm
from hocba_web.schools.selectors import staff_appointments as read
from hocba_web.schools.selectors.teaching import staff_can_be_assigned
from hocba_web.schools.services import appointments as write
from hocba_web.schools.views.common import refuse_in, status_of

_SHOW_DECLINED = timedelta(days=30)


@require_safe
def appointments(request: HttpRequest) -> HttpResponse:
    """Who holds which office, and what waits for the principal."""
    actor = acting(request)
    target = Target(school_id=actor.school_id)
    require(actor, Action.APPOINTMENT_VIEW, target)
    return _page(request)


def _page(request: HttpRequest, form: ApproveForm | None = None) -> HttpResponse:
    actor = acting(request)
    target = Target(school_id=actor.school_id)
    waiting = read.waiting(actor.school_id)
    may_approve = allowed(actor, Action.APPOINTMENT_APPROVE, target)
    may_prepare = allowed(actor, Action.APPOINTMENT_PREPARE, target)
    if form is None:
        form = _approve_form(waiting, actor.user_id)
    return render(
        request,
        "schools/appointments/appointments.html",
        {
            "offices": read.offices(actor.school_id, clock.today()),
            "waiting": waiting if may_approve or may_prepare else (),
            "declined": read.declined_since(actor.school_id, clock.now() - _SHOW_DECLINED) if may_prepare else (),
            "ended": read.ended(actor.school_id, clock.today()),
            "form": form,
            "may_prepare": may_prepare,
            "may_approve": may_approve,
            "today": clock.today(),
            "principal": Role.PRINCIPAL,
        },
        status=status_of(form),
    )


def _approve_form(waiting: tuple[read.AppointmentRow, ...], user_id: int, data: QueryDict | None = None) -> ApproveForm:
    """What this person may decide about: nothing they prepared, and no change of principal, which has a page."""
    mine = [one for one in waiting if one.prepared_by_id != user_id and one.role is not Role.PRINCIPAL]
    choices = [(one.id, f"{one.name} – {one.role.label if one.role else one.body_name}") for one in mine]
    return ApproveForm(data, waiting=choices, initial={"chosen": [one.id for one in mine], "dated": clock.today()})


@require_http_methods(["GET", "POST"])
def appointment_add(request: HttpRequest) -> HttpResponse:
    """Prepare an appointment."""
    actor = acting(request)
    require(actor, Action.APPOINTMENT_PREPARE, Target(school_id=actor.school_id))
    people = [
        (staff_id, f"{name} – {position}")
        for staff_id, name, position in staff_can_be_assigned(actor.school_id, clock.today())
    ]
    form = AppointmentForm(
        request.POST if request.method == "POST" else None,
        people=people,
        initial={"since": clock.today(), "body": request.GET.get("body", ""), "post": "member"},
    )
    if form.is_valid():
        typed = form.cleaned_data
        try:
            row = write.prepare(
                actor=actor,
                staff_id=typed["staff"],
                role=form.role_chosen(),
                since=typed["since"],
                until=typed["until"],
                at=clock.now(),
                body=typed["body"],
                post=typed["post"] if typed["body"] else "",
                duty=typed["duty"],
                may_sign_for_principal=typed["may_sign"],
                accept_overlap=typed["accept_overlap"],
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(
                request, _("Đã lập đề nghị về %(name)s; chờ hiệu trưởng duyệt.") % {"name": row.staff.name}
            )
            return redirect("schools:appointments")
    return render(request, "schools/appointments/add.html", {"form": form}, status=status_of(form))


@require_POST
def approve(request: HttpRequest) -> HttpResponse:
    """Put the chosen appointments in force by one decision."""
    actor = acting(request)
    require(actor, Action.APPOINTMENT_APPROVE, Target(school_id=actor.school_id))
    form = _approve_form(read.waiting(actor.school_id), actor.user_id, request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            decision = write.approve(
                actor=actor,
                appointment_ids=typed["chosen"],
                number=typed["number"],
                dated=typed["dated"],
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            words = _("Đã duyệt %(count)s đề nghị theo quyết định %(number)s.")
            messages.success(request, words % {"count": len(typed["chosen"]), "number": decision.number})
            return redirect("schools:appointments")
    return _page(request, form)


@require_http_methods(["GET", "POST"])
def succeed(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Approve a successor: the principal's own office ends the day before."""
    actor = acting(request)
    require(actor, Action.APPOINTMENT_APPROVE, Target(school_id=actor.school_id))
    row = read.appointment(actor.school_id, appointment_id)
    form = DecisionForm(request.POST if request.method == "POST" else None, initial={"dated": clock.today()})
    if form.is_valid():
        try:
            write.change_principal(
                actor=actor,
                appointment_id=appointment_id,
                at=clock.now(),
                real_at=clock.real_now(),
                **form.cleaned_data,
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            words = _("Từ ngày %(day)s, %(name)s là hiệu trưởng.")
            messages.success(request, words % {"day": row.since.strftime("%d/%m/%Y"), "name": row.name})
            return redirect("schools:appointments")
    context = {"form": form, "row": row, "last_day": row.since - timedelta(days=1)}
    return render(request, "schools/appointments/succeed.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """End an office on a day."""
    actor = acting(request)
    require(actor, Action.APPOINTMENT_APPROVE, Target(school_id=actor.school_id))
    row = read.appointment(actor.school_id, appointment_id)
    initial = {"until": clock.today(), "dated": clock.today()}
    form = EndForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            write.end(
                actor=actor,
                appointment_id=appointment_id,
                at=clock.now(),
                real_at=clock.real_now(),
                **form.cleaned_data,
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã ghi ngày kết thúc nhiệm vụ của %(name)s.") % {"name": row.name})
            return redirect("schools:appointments")
    return render(request, "schools/appointments/end.html", {"form": form, "row": row}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Do not approve, with the reason."""
    actor = acting(request)
    require(actor, Action.APPOINTMENT_APPROVE, Target(school_id=actor.school_id))
    row = read.appointment(actor.school_id, appointment_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            write.decline(
                actor=actor, appointment_id=appointment_id, reason=form.cleaned_data["reason"], at=clock.now()
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã trả lại đề nghị về %(name)s.") % {"name": row.name})
            return redirect("schools:appointments")
    return render(request, "schools/appointments/decline.html", {"form": form, "row": row}, status=status_of(form))


@require_POST
def withdraw(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Take back what is not decided yet."""
    write.withdraw(actor=acting(request), appointment_id=appointment_id, at=clock.now())
    messages.success(request, _("Đã rút đề nghị."))
    return redirect("schools:appointments")
