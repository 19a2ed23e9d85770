"""The front page: what waits for the acting person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.base import clock
from hocba_web.submission.selectors.told import unread
from hocba_web.supervision.selectors.deadlines import deadlines
from hocba_web.supervision.selectors.inspections import inspection_here
from hocba_web.supervision.selectors.notices import notices_of
from hocba_web.supervision.selectors.stages import stage_counts
from hocba_web.supervision.selectors.tasks import desk
from hocba_web.supervision.selectors.words import moment_words

_NOTICES = 5


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What is mine to do, how far the classes are, days to the deadlines."""
    actor, at = acting(request), clock.now()
    found = desk(actor, at, clock.real_now())
    year = found.year
    return render(
        request,
        "supervision/home.html",
        {
            "tasks": found.tasks,
            "moment_name": moment_words(found.moment) if found.moment is not None else "",
            "counts": stage_counts(found.states),
            "sees_wall": held_by(actor.role, Action.WALL_VIEW),
            "deadlines": deadlines(year, at) if year is not None else (),
            "notices": notices_of(actor.user_id)[:_NOTICES],
            "told": unread(actor),
            "year": year,
            "inspection": inspection_here(actor, actor.inspection_id) if actor.inspection_id else None,
        },
    )
