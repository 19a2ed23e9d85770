"""Substitutions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocba.model import Subject
from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.schools.forms.common import DecisionForm, ReasonForm
from hocba_web.schools.forms.teaching import EndSubstitutionForm, SubstitutionForm, subject_label
from hocba_web.schools.selectors import setup
from hocba_web.schools.selectors import teaching_substitutions as read
from hocba_web.schools.selectors.teaching import staff_can_be_assigned
from hocba_web.schools.services import teaching as write
from hocba_web.schools.views.common import refuse_in, status_of

_STATES = {"asked": "asked", "now": "open", "future": "waiting", "past": "locked", "declined": "refused"}


def _line(row: read.SubstitutionRow) -> dict[str, Any]:
    words = {
        "asked": _("Chờ duyệt"),
        "now": _("Đang dạy thay"),
        "future": _("Chưa bắt đầu"),
        "past": _("Đã hết"),
        "declined": _("Không duyệt"),
    }
    scope = [row.class_name or _("Mọi lớp"), subject_label(row.subject) if row.subject else _("mọi môn")]
    if row.homeroom:
        scope.append(_("chủ nhiệm"))
    return {"row": row, "scope": ", ".join(scope), "kind": _STATES[row.state], "label": words[row.state]}


@require_safe
def substitutions(request: HttpRequest) -> HttpResponse:
    """Who stands in for whom."""
    actor = acting(request)
    target = Target(school_id=actor.school_id)
    require(actor, Action.ASSIGNMENT_VIEW, target)
    lines = [_line(row) for row in read.substitutions(actor.school_id, clock.today())]
    context = {"lines": lines, "may_propose": allowed(actor, Action.ASSIGNMENT_PROPOSE, target)}
    return render(request, "schools/teaching/substitutions.html", context)


@require_http_methods(["GET", "POST"])
def substitution_add(request: HttpRequest) -> HttpResponse:
    """Propose a substitution."""
    actor = acting(request)
    require(actor, Action.ASSIGNMENT_PROPOSE, Target(school_id=actor.school_id))
    year = setup.current_year(actor.school_id)
    today = clock.today()
    form = SubstitutionForm(
        request.POST if request.method == "POST" else None,
        people=[(key, f"{name} – {position}") for key, name, position in staff_can_be_assigned(actor.school_id, today)],
        classes=[(one.id, one.name) for one in setup.classes_of_year(year.id)] if year else [],
        initial={"since": today, "until": today},
    )
    if form.is_valid():
        typed = form.cleaned_data
        try:
            write.prepare_substitution(
                actor=actor,
                absent_id=typed["absent"],
                substitute_id=typed["substitute"],
                since=typed["since"],
                until=typed["until"],
                at=clock.now(),
                class_id=typed["school_class"],
                subject=Subject(typed["subject"]) if typed["subject"] else None,
                homeroom=typed["homeroom"],
                may_sign=typed["may_sign"],
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã đề nghị dạy thay; chờ hiệu trưởng duyệt."))
            return redirect("schools:substitutions")
    return render(request, "schools/teaching/substitution_add.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def substitution(request: HttpRequest, substitution_id: int) -> HttpResponse:
    """One substitution: approve, decline, withdraw, end early; the button's name says which."""
    actor = acting(request)
    target = Target(school_id=actor.school_id)
    require(actor, Action.ASSIGNMENT_VIEW, target)
    row = read.substitution(actor.school_id, substitution_id, clock.today())
    act = request.POST.get("act", "") if request.method == "POST" else ""
    forms: dict[str, Any] = {
        "approve": DecisionForm(request.POST if act == "approve" else None, initial={"dated": clock.today()}),
        "decline": ReasonForm(request.POST if act == "decline" else None),
        "end": EndSubstitutionForm(request.POST if act == "end" else None, initial={"until": clock.today()}),
    }
    form = forms.get(act)
    try:
        if act == "withdraw":
            write.withdraw_substitution(actor=actor, substitution_id=substitution_id, at=clock.now())
            messages.success(request, _("Đã rút đề nghị."))
            return redirect("schools:substitutions")
        if form is not None and form.is_valid():
            typed = form.cleaned_data
            if act == "approve":
                write.approve_substitution(
                    actor=actor, substitution_id=substitution_id, at=clock.now(), real_at=clock.real_now(), **typed
                )
                messages.success(request, _("Đã duyệt dạy thay."))
            elif act == "decline":
                write.decline_substitution(
                    actor=actor, substitution_id=substitution_id, reason=typed["reason"], at=clock.now()
                )
                messages.success(request, _("Đã trả lại đề nghị."))
            else:
                write.end_substitution(
                    actor=actor, substitution_id=substitution_id, until=typed["until"], at=clock.now()
                )
                messages.success(request, _("Đã ghi ngày kết thúc."))
            return redirect("schools:substitutions")
    except Refused as error:
        if form is None:
            raise
        refuse_in(request, actor, form, error)
    may_decide = allowed(actor, Action.ASSIGNMENT_APPROVE, target)
    waits = row.state == "asked"
    context = _line(row) | {
        "forms": forms,
        "may_approve": waits and may_decide and row.prepared_by_id != actor.user_id,
        "may_withdraw": waits and allowed(actor, Action.ASSIGNMENT_PROPOSE, target),
        "may_end": may_decide and row.state in ("now", "future"),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "schools/teaching/substitution.html", context, status=status)
