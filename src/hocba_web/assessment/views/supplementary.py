"""Supplementary assessment: who waits, one pupil's case, reporting, the principal's decision."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba.model import Subject
from hocba.regulation import level_name
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, class_limit
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.supplementary import Due, PupilCase, cases, pupil_case
from hocba_web.assessment.selectors.year_end import Stage
from hocba_web.assessment.selectors.year_end.classes import reasons_of, why_of
from hocba_web.assessment.services.promotion import decide_promotion, withdraw_promotion
from hocba_web.assessment.services.supplementary import decide_after, enter_supplementary, plan_help, report_behind
from hocba_web.assessment.views.supplementary_forms import (
    DecideForm,
    EntryForm,
    PlanForm,
    PromotionForm,
    ReportForm,
    WithdrawForm,
)
from hocba_web.assessment.views.year_choice import year_choice, year_end_tabs
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import whole
from hocba_web.schools.views.common import refuse_in


@require_safe
def cases_page(request: HttpRequest) -> HttpResponse:
    """Everybody who waits or waited, by class."""
    return _cases_page(request, ReportForm())


def _cases_page(request: HttpRequest, form: ReportForm) -> HttpResponse:
    actor, at = acting(request), clock.now()
    limit = class_limit(actor, Action.SUPPLEMENTARY_VIEW)
    choice = year_choice(request, actor)
    rows = cases(actor, choice.chosen.id, clock.local(at).date(), limit) if choice.chosen else []
    if rows:
        audit.viewed(
            actor=actor,
            action="assessment.supplementary.viewed",
            subject=("year", choice.chosen.id if choice.chosen else 0),
            at=at,
            school_id=actor.school_id,
            pupils=[one.pupil.pupil_id for one in rows],
        )
    behind = [
        one
        for one in rows
        if one.final.stage is Stage.REPORTING
        and allowed(
            actor,
            Action.SUPPLEMENTARY_ENTER_HOMEROOM,
            Target(school_id=one.facts.school_id, class_id=one.facts.id),
        )
    ]
    return render(
        request,
        "assessment/supplementary/cases.html",
        {
            "years": choice,
            "rows": rows,
            "counts": [(stage, sum(one.final.stage is stage for one in rows)) for stage in list(Stage)[1:]],
            "behind": behind,
            "tabs": year_end_tabs(actor, "supplementary"),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Report pupils who stayed behind to the principal."""
    actor, form = acting(request), ReportForm(request.POST)
    if form.is_valid():
        chosen = [one for one in map(whole, request.POST.getlist("pupils")) if one is not None]
        try:
            count = report_behind(actor=actor, enrolment_ids=chosen, report=form.cleaned_data["report"], at=clock.now())
        except Refused as refusal:
            refuse_in(request, actor, form, refusal)
        else:
            messages.success(request, _("Đã báo cáo hiệu trưởng %(count)s em.") % {"count": count})
            return redirect("assessment:supplementary")
    return _cases_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def case_page(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """One pupil: help plan, entries, decision, report, promotion."""
    actor, at = acting(request), clock.now()
    found = pupil_case(actor, enrolment_id, at)
    bound: tuple[str, forms.Form] | None = None
    if request.method == "POST":
        name = request.POST.get("act", "")
        act = _ACTS.get(name)
        if act is None:
            raise Missing("NOT_FOUND_HERE")
        form = act[0](request.POST)
        if form.is_valid():
            try:
                act[1](actor, enrolment_id, request, form.cleaned_data)
            except Refused as refusal:
                refuse_in(request, actor, form, refusal)
            else:
                messages.success(request, _("Đã lưu."))
                return redirect("assessment:supplementary_case", enrolment_id)
        bound = (f"{name}:{request.POST.get('target', '')}" if name == "entry" else name, form)
    audit.viewed(
        actor=actor,
        action="assessment.supplementary.viewed",
        subject=("enrolment", enrolment_id),
        at=at,
        school_id=actor.school_id,
        pupils=[found.pupil.pupil_id],
    )
    return render(
        request,
        "assessment/supplementary/case.html",
        _shown(found, bound, at_day=clock.local(at).date().isoformat()),
        status=422 if bound else 200,
    )


def _shown(found: PupilCase, bound: tuple[str, forms.Form] | None, *, at_day: str) -> dict[str, Any]:
    def form(name: str, fresh: Callable[[], forms.Form]) -> forms.Form:
        return bound[1] if bound and bound[0] == name else fresh()

    final = found.final
    case = final.case
    running = final.promotion is None
    proposal = found.after.result.value if found.after else ""
    return {
        "found": found,
        "case": case,
        "final": final,
        "why_before": why_of(found.before),
        "why_after": why_of(found.after),
        "after_name": level_name(final.overall_after) if final.overall_after else "",
        "outcome_why": reasons_of(final),
        "plan": form("plan", lambda: PlanForm(initial={"plan": case.plan if case else ""}))
        if found.may_lead and running
        else None,
        "entries": [
            (one, form(f"entry:{one.target}", partial(_entry_form, one, at_day)) if _open(found, one) else None)
            for one in found.due
            if one.needed or one.standing or (bound and bound[0] == f"entry:{one.target}")
        ],
        "others": [
            (one, _entry_form(one, at_day))
            for one in found.due
            if not one.needed and not one.standing and _open(found, one)
        ],
        "decide": form(
            "decide",
            lambda: DecideForm(initial={"overall": (case.overall if case else "") or proposal}),
        )
        if found.may_lead and running and final.entries and found.is_open(HOMEROOM)
        else None,
        "promote": form("promote", PromotionForm) if found.may_decide and final.stage is Stage.PRINCIPAL else None,
        "withdraw": form("withdraw", WithdrawForm) if found.may_decide and final.promotion is not None else None,
    }


def _open(found: PupilCase, one: Due) -> bool:
    part = one.of.value if isinstance(one.of, Subject) else HOMEROOM
    running = found.final.case is not None and found.final.promotion is None
    return one.may_enter and found.is_open(part) and running


def _entry_form(one: Due, at_day: str) -> EntryForm:
    standing = one.standing
    return EntryForm(
        auto_id=f"id_{one.kind}_{one.target}_%s",
        initial={
            "kind": one.kind,
            "target": one.target,
            "level": standing.entry.level.value if standing else "",
            "score": standing.entry.score if standing else None,
            "comment": standing.comment if standing else "",
            "assessed_on": standing.assessed_on.isoformat() if standing else at_day,
        },
    )


def _plan(actor: Actor, enrolment_id: int, _request: HttpRequest, given: dict[str, Any]) -> None:
    plan_help(actor=actor, enrolment_id=enrolment_id, plan=given["plan"], at=clock.now())


def _entry(actor: Actor, enrolment_id: int, _request: HttpRequest, given: dict[str, Any]) -> None:
    enter_supplementary(actor=actor, enrolment_id=enrolment_id, at=clock.now(), **given)


def _decide(actor: Actor, enrolment_id: int, _request: HttpRequest, given: dict[str, Any]) -> None:
    decide_after(actor=actor, enrolment_id=enrolment_id, overall=given["overall"], at=clock.now())


def _promote(actor: Actor, enrolment_id: int, _request: HttpRequest, given: dict[str, Any]) -> None:
    decide_promotion(
        actor=actor,
        enrolment_id=enrolment_id,
        promoted=given["promoted"] == "yes",
        reason=given["reason"],
        number=given["number"],
        dated=given["dated"],
        at=clock.now(),
        real_at=clock.real_now(),
    )


def _withdraw(actor: Actor, enrolment_id: int, _request: HttpRequest, given: dict[str, Any]) -> None:
    withdraw_promotion(
        actor=actor, enrolment_id=enrolment_id, reason=given["reason"], at=clock.now(), real_at=clock.real_now()
    )


_Act = Callable[[Actor, int, HttpRequest, dict[str, Any]], None]
_ACTS: dict[str, tuple[type[forms.Form], _Act]] = {
    "plan": (PlanForm, _plan),
    "entry": (EntryForm, _entry),
    "decide": (DecideForm, _decide),
    "promote": (PromotionForm, _promote),
    "withdraw": (WithdrawForm, _withdraw),
}
