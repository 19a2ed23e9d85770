"""How far the school is: both groups, what is next, for whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocba_web.base import clock
from hocba_web.submission.models import Package
from hocba_web.submission.selectors.overview import overview as figures
from hocba_web.submission.selectors.packages import packages_of
from hocba_web.submission.selectors.ready import ready_for_package
from hocba_web.submission.selectors.recalls import waiting_recalls
from hocba_web.submission.selectors.refusals import refusals_of
from hocba_web.submission.views.common import frame, viewer, year_of


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Figures by group and class, and what waits for the reader."""
    actor, limit = viewer(request)
    at = clock.now()
    year = year_of(request, actor)
    groups = figures(year, at=at, class_ids=limit)
    packages = packages_of(actor.school_id, year.id, limit, states=Package.STANDING)
    refusals = refusals_of(actor.school_id, year.id, limit)
    common = frame(actor, year, "overview")
    # Figures only: nothing here names a pupil, so nothing is traced.
    context = common | {
        "groups": groups,
        "waiting": {
            "pack": len(ready_for_package(year.id, limit)),
            "approve": [one for one in packages if one.state == Package.State.PREPARED],
            "sign": [one for one in packages if one.state == Package.State.APPROVED],
            "send": [one for one in packages if one.state == Package.State.SIGNED],
            "sent": [one for one in packages if one.state == Package.State.SENT],
            "refused": [one for one in refusals if not one.way and one.recall_id is None],
            "recalls": common["may"]["decide_recall"] and waiting_recalls(actor.school_id),
        },
        "at": at,
    }
    return render(request, "submission/overview.html", context)
