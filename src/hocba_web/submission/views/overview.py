"""How far the school is: both groups, what is next, for whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.submission.models import Package
from hocba_web.submission.selectors.overview import overview as figures
from hocba_web.submission.selectors.packages import packages_of
from hocba_web.submission.selectors.ready import ready_for_package
from hocba_web.submission.selectors.recalls import recalls_of
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
    context = frame(actor, year, "overview") | {
        "groups": groups,
        "waiting": {
            "pack": len(ready_for_package(year.id, limit)),
            "approve": [one for one in packages if one.state == Package.State.PREPARED],
            "sign": [one for one in packages if one.state == Package.State.APPROVED],
            "send": [one for one in packages if one.state == Package.State.SIGNED],
            "sent": [one for one in packages if one.state == Package.State.SENT],
            "refused": [one for one in refusals if not one.way and one.recall_id is None],
            "recalls": [one for one in recalls_of(actor.school_id) if one.waits],
        },
        "at": at,
    }
    audit.viewed(
        actor=actor,
        action="submission.overview.viewed",
        subject=("school_year", year.id),
        at=at,
        school_id=actor.school_id,
    )
    return render(request, "submission/overview.html", context)
