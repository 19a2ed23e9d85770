"""The principal's wall of records: who has signed, what is sealed, sent and accepted, class by class."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.base import clock
from hocba_web.schools.selectors.setup import current_year
from hocba_web.supervision.selectors.deadlines import deadlines
from hocba_web.supervision.selectors.signing.stages import records_wall
from hocba_web.supervision.views.wall import GRADES, tabs


@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """Every class of the school from initialisation to acceptance; `?khoi=` narrows it."""
    actor, at = acting(request), clock.now()
    require(actor, Action.WALL_VIEW, Target(school_id=actor.school_id))
    year = current_year(actor.school_id)
    if year is None:
        return render(request, "supervision/wall_empty.html")
    grade = request.GET.get("khoi", "")
    found = records_wall(year, at, clock.real_now(), int(grade) if grade.isdecimal() and int(grade) in GRADES else None)
    template = "supervision/_records_wall.html" if getattr(request, "htmx", False) else "supervision/records_wall.html"
    return render(
        request,
        template,
        {
            "wall": found,
            "tabs": tabs(grade, None),
            "grade": grade,
            "grades": GRADES,
            "deadlines": deadlines(year, at),
            "at": at,
        },
    )
