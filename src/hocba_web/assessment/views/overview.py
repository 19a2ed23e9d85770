"""What one enters or follows: classes and parts, how far they are, what is open until when."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from hocba.model import Moment
from hocba.regulation import moment_name
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, class_limit, held_by, require
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.grid.sheets import entry_action, homeroom_sections, may, section_title, sheet_slug
from hocba_web.assessment.selectors.progress.wall import ClassState, PartState, wall
from hocba_web.assessment.selectors.register import class_facts, is_reviewed
from hocba_web.assessment.selectors.windows.state import nearest_moment
from hocba_web.assessment.views.grid import moment_of
from hocba_web.assessment.views.windows import year_asked
from hocba_web.base import clock


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """My classes and subjects at one moment."""
    actor, at = acting(request), clock.now()
    limit = class_limit(actor, Action.RESULTS_VIEW)
    year = year_asked(request, actor)
    asked = request.GET.get("thoi-diem", "")
    moment = Moment.YEAR_END
    states: list[ClassState] = []
    if year is not None:
        moment = moment_of(asked) if asked else nearest_moment(year.id, at)
        states = wall(year.id, moment, at, limit)
    return render(
        request,
        "assessment/grid/overview.html",
        {
            "year": year,
            "moment": moment.value,
            "moment_name": moment_name(moment),
            "tabs": _tabs(moment),
            "whole_school": limit is None,
            "classes": [_class(actor, state) for state in states],
            "may_bank": held_by(actor.role, Action.COMMENT_BANK_SHARED),
        },
    )


@require_GET
def class_page(request: HttpRequest, class_id: int, moment: str) -> HttpResponse:
    """Every part of one class at one moment."""
    actor, at, when = acting(request), clock.now(), moment_of(moment)
    facts = class_facts(class_id, actor.school_id)
    state = wall(facts.year_id, when, at, [class_id])[0]
    rows = list(_parts(actor, state))
    if not rows:
        require(actor, Action.RESULTS_VIEW, Target(school_id=facts.school_id, class_id=facts.id))
    return render(
        request,
        "assessment/grid/class.html",
        {
            "facts": facts,
            "moment": moment,
            "moment_name": moment_name(when),
            "state": state,
            "rows": rows,
            "may_ready": may(actor, Action.COMPLETE_MARK_HOMEROOM, facts, HOMEROOM),
            "reviewed": when is not Moment.YEAR_END or is_reviewed(class_id),
            "needs_review": when is Moment.YEAR_END,
            "tabs": [
                {
                    "label": capfirst(moment_name(one)),
                    "url": reverse("assessment:class", args=[class_id, one.value]),
                    "current": one is when,
                    "count": None,
                }
                for one in Moment
            ],
            "sections": [
                {"label": section_title(one), "url": reverse("assessment:grid", args=[class_id, moment, one.value])}
                for one in homeroom_sections(when)
            ],
        },
    )


def _tabs(current: Moment) -> list[dict[str, object]]:
    return [
        {
            "label": capfirst(moment_name(one)),
            "url": f"?thoi-diem={one.value}",
            "current": one is current,
            "count": None,
        }
        for one in Moment
    ]


def _class(actor: Actor, state: ClassState) -> dict[str, object]:
    return {"state": state, "parts": list(_parts(actor, state)), "of_homeroom": state.facts.id in actor.homeroom_of}


def _parts(actor: Actor, state: ClassState) -> Iterable[dict[str, object]]:
    """Parts somebody may see, with what they may do there."""
    for part in state.parts:
        if may(actor, Action.RESULTS_VIEW, state.facts, part.part):
            yield {
                "part": part,
                "slug": sheet_slug(part.part),
                "mine": may(actor, entry_action(part.part), state.facts, part.part),
                "kind": part_kind(part),
            }


def part_kind(part: PartState) -> str:
    """The state of a part as the design system names it."""
    if part.completed_at is not None:
        return "done"
    if part.errors:
        return "error"
    if part.is_full:
        return "asked"
    return "doing" if part.filled else "waiting"
