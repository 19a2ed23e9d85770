"""The end of the year: classes, one class, one pupil, the two submissions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba.model import Moment, OverallResult
from hocba.regulation import YearEndAward, award_conditions, award_due, award_title, level_name
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, class_limit, require
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.register import ClassFacts, class_facts
from hocba_web.assessment.selectors.windows.access import accesses
from hocba_web.assessment.selectors.year_end import PupilYear, class_year, groups, year_overview
from hocba_web.assessment.services.grid.proposals import accept_proposals
from hocba_web.assessment.services.year_end import confirm_not_assessed, decide_year
from hocba_web.assessment.views.year_choice import year_choice, year_end_tabs
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.views.common import refuse_in


class DecisionForm(forms.Form):
    """What the homeroom teacher decides of one pupil."""

    overall = forms.ChoiceField(
        label=gettext_lazy("Kết quả giáo dục đã quyết định"),
        required=False,
        choices=[("", gettext_lazy("Chưa quyết định")), *((one.value, level_name(one)) for one in OverallResult)],
    )
    award_year_end = forms.CharField(
        label=gettext_lazy("Khen thưởng cuối năm"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Ghi danh hiệu nếu em được khen; để trống nếu không."),
        widget=forms.TextInput(attrs={"list": "awards"}),
    )
    award_ad_hoc = forms.CharField(
        label=gettext_lazy("Khen thưởng đột xuất"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Thành tích đột xuất trong năm học, nếu có."),
    )


class ConfirmationForm(forms.Form):
    """What the school confirms of a pupil who is not assessed."""

    completed = forms.BooleanField(label=gettext_lazy("Hoàn thành chương trình lớp học"), required=False)
    promoted = forms.BooleanField(label=gettext_lazy("Được lên lớp"), required=False)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The classes of a year: what is decided, who waits."""
    actor, at = acting(request), clock.now()
    limit = class_limit(actor, Action.SUPPLEMENTARY_VIEW)
    choice = year_choice(request, actor)
    rows = year_overview(choice.chosen.id, clock.local(at).date(), limit) if choice.chosen else []
    rows = [one for one in rows if _may_view(actor, one.facts)]
    pupils = sum(len(one.pupils) for one in rows)
    return render(
        request,
        "assessment/year_end/overview.html",
        {
            "years": choice,
            "rows": rows,
            "pupils": pupils,
            "settled": sum(one.settled for one in rows),
            "waiting": sum(one.waiting for one in rows),
            "open": sum(one.open for one in rows),
            "tabs": year_end_tabs(actor, "year_end"),
        },
    )


@require_safe
def submissions(request: HttpRequest) -> HttpResponse:
    """The groups of 15 June and 15 August: counts, who is missing, days left."""
    actor, at = acting(request), clock.now()
    require(actor, Action.SUPPLEMENTARY_VIEW, Target(school_id=actor.school_id))
    choice = year_choice(request, actor)
    found = groups(choice.chosen.id, at) if choice.chosen else ()
    return render(
        request,
        "assessment/year_end/groups.html",
        {"years": choice, "groups": found, "tabs": year_end_tabs(actor, "year_end_groups")},
    )


@require_safe
def class_page(request: HttpRequest, class_id: int) -> HttpResponse:
    """One class."""
    actor, at = acting(request), clock.now()
    facts = class_facts(class_id, actor.school_id)
    require(actor, Action.RESULTS_VIEW, Target(school_id=actor.school_id, class_id=class_id))
    found = class_year(facts, clock.local(at).date())
    _viewed(actor, facts, [one.pupil.pupil_id for one in found.pupils])
    access = accesses(facts, Moment.YEAR_END, [HOMEROOM], at)[HOMEROOM]
    may_decide = allowed(actor, Action.OVERALL_DECIDE, Target(school_id=actor.school_id, class_id=class_id))
    return render(
        request,
        "assessment/year_end/class.html",
        {"found": found, "facts": facts, "may_decide": may_decide and access.is_open_for_some, "access": access},
    )


@require_POST
def accept(request: HttpRequest, class_id: int) -> HttpResponse:
    """Decide as proposed wherever nothing is decided yet."""
    answer = accept_proposals(actor=acting(request), class_id=class_id, at=clock.now())
    messages.success(request, _("Đã nhận đề xuất cho %(count)s ô.") % {"count": len(answer["saved"])})
    return redirect("assessment:year_end_class", class_id)


@require_http_methods(["GET", "HEAD", "POST"])
def pupil_page(request: HttpRequest, class_id: int, enrolment_id: int) -> HttpResponse:
    """One pupil: proposal and its reasons, decision, awards, both states, outcome."""
    actor, at = acting(request), clock.now()
    facts = class_facts(class_id, actor.school_id)
    require(actor, Action.RESULTS_VIEW, Target(school_id=actor.school_id, class_id=class_id))
    today = clock.local(at).date()
    one = next((one for one in class_year(facts, today).pupils if one.pupil.enrolment_id == enrolment_id), None)
    if one is None:
        raise Missing("NOT_FOUND_HERE")
    form = _form(request, one)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(actor, facts, one, form.cleaned_data)
        except Refused as refusal:
            refuse_in(request, actor, form, refusal)
        else:
            messages.success(request, _("Đã lưu quyết định."))
            return redirect("assessment:year_end_pupil", class_id, enrolment_id)
    _viewed(actor, facts, [one.pupil.pupil_id])
    access = accesses(facts, Moment.YEAR_END, [HOMEROOM], at)[HOMEROOM]
    target = Target(school_id=actor.school_id, class_id=class_id)
    overall = one.final.before.decided
    return render(
        request,
        "assessment/year_end/pupil.html",
        {
            "one": one,
            "facts": facts,
            "form": form,
            "access": access,
            "may_decide": allowed(actor, Action.OVERALL_DECIDE, target) and access.is_open_for(enrolment_id),
            "frozen": enrolment_id in access.locks,
            "awards": [(award_title(award), award_conditions(award, overall, facts.rules)) for award in YearEndAward],
            "award_due": award_title(due) if (due := award_due(overall, facts.rules)) else "",
            "may_see_case": allowed(actor, Action.SUPPLEMENTARY_VIEW, target),
        },
        status=422 if form.errors else 200,
    )


def _form(request: HttpRequest, one: PupilYear) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    if one.pupil.not_assessed:
        completed, promoted = one.final.confirmed
        return ConfirmationForm(data, initial={"completed": completed, "promoted": promoted})
    decided = one.final.before.decided
    return DecisionForm(
        data,
        initial={
            "overall": decided.value if decided else "",
            "award_year_end": one.award_year_end,
            "award_ad_hoc": one.award_ad_hoc,
        },
    )


def _decide(actor: Actor, facts: ClassFacts, one: PupilYear, given: dict[str, Any]) -> None:
    at = clock.now()
    if one.pupil.not_assessed:
        confirm_not_assessed(
            actor=actor,
            class_id=facts.id,
            enrolment_id=one.pupil.enrolment_id,
            completed=given["completed"],
            promoted=given["promoted"],
            at=at,
        )
        return
    decide_year(actor=actor, class_id=facts.id, values={one.pupil.enrolment_id: given}, at=at)


def _may_view(actor: Actor, facts: ClassFacts) -> bool:
    return allowed(actor, Action.RESULTS_VIEW, Target(school_id=facts.school_id, class_id=facts.id))


def _viewed(actor: Actor, facts: ClassFacts, pupils: list[int]) -> None:
    audit.viewed(
        actor=actor,
        action="assessment.year_end.viewed",
        subject=("class", facts.id),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=pupils,
        details={"class": facts.name},
    )
