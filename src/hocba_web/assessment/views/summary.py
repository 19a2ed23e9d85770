"""The class summary of appendix 2: which forms there are, one on screen and paper, its workbook."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from hocba.model import Moment
from hocba.regulation import moment_name
from hocba.workbooks.summary_forms import class_summary, form_number
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, class_limit, require
from hocba_web.assessment.selectors.register import ClassFacts, class_facts, classes_of_year, roll
from hocba_web.assessment.selectors.summary import class_form, screen_table
from hocba_web.assessment.views.grid import moment_of
from hocba_web.assessment.views.year_choice import year_choice
from hocba_web.audit import services as audit
from hocba_web.base import clock

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The forms of every class one may see."""
    actor = acting(request)
    limit = class_limit(actor, Action.CLASS_SUMMARY_VIEW)
    choice = year_choice(request, actor)
    classes = classes_of_year(choice.chosen.id, limit) if choice.chosen else []
    rows = [
        (facts, [(moment, moment_name(moment), form_number(facts.grade, moment)) for moment in Moment])
        for facts in classes
    ]
    return render(
        request,
        "assessment/summary/overview.html",
        {"years": choice, "rows": rows, "moments": [moment_name(moment) for moment in Moment]},
    )


@require_safe
def form_page(request: HttpRequest, class_id: int, moment: str) -> HttpResponse:
    """One form as a table that can be printed."""
    actor, at, when = acting(request), clock.now(), moment_of(moment)
    facts = class_facts(class_id, actor.school_id)
    target = Target(school_id=actor.school_id, class_id=class_id)
    require(actor, Action.CLASS_SUMMARY_VIEW, target)
    form = class_form(facts, when, clock.local(at).date())
    _trace(actor, "assessment.summary.viewed", facts, when)
    tabs = [
        {
            "label": capfirst(moment_name(one)),
            "url": reverse("assessment:summary", args=[class_id, one.value]),
            "current": one is when,
            "count": None,
        }
        for one in Moment
    ]
    return render(
        request,
        "assessment/summary/form.html",
        {
            "facts": facts,
            "form": form,
            "table": screen_table(form),
            "tabs": tabs,
            "moment": when,
            "moment_name": moment_name(when),
            "girls": sum(row.sex.value == "Nữ" for row in form.rows),
            "may_print": allowed(actor, Action.CLASS_SUMMARY_PRINT, target),
        },
    )


@require_safe
def download(request: HttpRequest, class_id: int, moment: str) -> HttpResponse:
    """One form as the core's workbook."""
    actor, when = acting(request), moment_of(moment)
    facts = class_facts(class_id, actor.school_id)
    require(actor, Action.CLASS_SUMMARY_PRINT, Target(school_id=actor.school_id, class_id=class_id))
    form = class_form(facts, when, clock.local(clock.now()).date())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        class_summary(form, path)
        content = path.read_bytes()
    _trace(actor, "assessment.summary.downloaded", facts, when)
    name = f"TongHop-{facts.name.replace('/', '.')}-{when.value}-{facts.school_year}.xlsx"
    return HttpResponse(content, content_type=_XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _trace(actor: Actor, action: str, facts: ClassFacts, when: Moment) -> None:
    audit.viewed(
        actor=actor,
        action=action,
        subject=("class", facts.id),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=[one.pupil_id for one in roll(facts.id)],
        details={"class": facts.name, "period": when.value},
    )
