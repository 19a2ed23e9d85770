"""Classes of a year, and the list of one class."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, allowed, class_limit, held_by
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.schools.ports import ports
from hocba_web.schools.selectors.pupils.lists import class_overview, pupils_of_class
from hocba_web.schools.selectors.pupils.review import last_review
from hocba_web.schools.selectors.pupils.scope import class_target, find_class, require_class, working_year
from hocba_web.schools.selectors.setup import years
from hocba_web.schools.views.pupils.common import number_in


@require_safe
def classes(request: HttpRequest) -> HttpResponse:
    """All classes somebody may list, with their figures."""
    actor, at = acting(request), clock.now()
    limit = class_limit(actor, Action.PUPIL_LIST)
    year = working_year(actor, number_in(request, "nam"))
    rows = class_overview(year.pk, clock.local(at).date(), limit) if year is not None else []
    return render(
        request,
        "schools/pupils/classes.html",
        {
            "year": year,
            "years": years(actor.school_id),
            "rows": rows,
            "total": sum(row.pupils for row in rows),
            "shows_figures": held_by(actor.role, Action.PUPIL_VIEW),
            "may_transfer": held_by(actor.role, Action.PUPIL_TRANSFER_OUT)
            or held_by(actor.role, Action.PUPIL_TRANSFER_APPROVE),
            "may_resolve": held_by(actor.role, Action.DUPLICATE_RESOLVE),
            "may_import": held_by(actor.role, Action.IMPORT_PREVIEW),
        },
    )


@require_safe
def class_page(request: HttpRequest, class_id: int) -> HttpResponse:
    """The list of one class; personal data only for those who need them."""
    actor, at = acting(request), clock.now()
    school_class = find_class(actor, class_id)
    require_class(actor, Action.PUPIL_LIST, school_class)
    target = class_target(school_class)
    shows_left = request.GET.get("ca") == "roi"
    pupils = pupils_of_class(class_id, with_left=shows_left)
    in_detail = allowed(actor, Action.PUPIL_VIEW, target)
    audit.viewed(
        actor=actor,
        action="schools.class.viewed",
        subject=("class", class_id),
        at=at,
        school_id=actor.school_id,
        pupils=[one.pupil_id for one in pupils],
        details={"class_name": school_class.name, "in_detail": in_detail},
    )
    return render(
        request,
        "schools/pupils/class.html",
        {
            "school_class": school_class,
            "pupils": pupils,
            "on_roll": sum(not one.has_left for one in pupils),
            "shows_left": shows_left,
            "in_detail": in_detail,
            "open": ports.register_open(school_class, at),
            "review": last_review(school_class) if allowed(actor, Action.CLASS_REVIEW_VIEW, target) else None,
            "may_review": allowed(actor, Action.CLASS_REVIEW_VIEW, target),
            "may_admit": allowed(actor, Action.PUPIL_ADMIT, target),
            "may_transfer_in": allowed(actor, Action.PUPIL_TRANSFER_IN, target),
            "may_print": allowed(actor, Action.CHECK_SLIP_PRINT, target),
        },
    )
