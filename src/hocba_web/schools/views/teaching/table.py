"""Who teaches what, on a day."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base import clock
from hocba_web.schools.forms.teaching import OpenPlanForm, subject_label
from hocba_web.schools.selectors import setup, teaching_plans


def _day(typed: str | None, otherwise: date) -> date:
    try:
        return date.fromisoformat(typed or "")
    except ValueError:
        return otherwise


@require_safe
def assignment(request: HttpRequest) -> HttpResponse:
    """The table of a year on a day, and the plans that changed it."""
    actor = acting(request)
    target = Target(school_id=actor.school_id)
    require(actor, Action.ASSIGNMENT_VIEW, target)
    years = setup.years(actor.school_id)
    chosen = next((one for one in years if str(one.id) == request.GET.get("year")), None)
    year = chosen or next((one for one in years if one.is_current), None)
    context: dict[str, object] = {"years": years, "year": year}
    if year is not None:
        usual = min(max(clock.today(), year.starts_on), year.ends_on)
        on = _day(request.GET.get("on"), usual)
        plans = teaching_plans.plans(year.id)
        table = teaching_plans.table(actor.school_id, year.id, on)
        context |= {
            "on": on,
            "table": table,
            "heads": [subject_label(subject) for subject in table.columns],
            "open": next((one for one in plans if one.is_open), None),
            "plans": [one for one in plans if not one.is_open],
            "may_propose": allowed(actor, Action.ASSIGNMENT_PROPOSE, target),
            "form": OpenPlanForm(initial={"since": usual}),
        }
    return render(request, "schools/teaching/assignment.html", context)
