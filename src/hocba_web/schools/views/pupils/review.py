"""Review of personal data: the class, all classes, personal IDs, doubles."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed, class_limit, held_by, require
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.schools.forms.pupils import NoteForm
from hocba_web.schools.ports import ports
from hocba_web.schools.said import in_short, of_finding, to_do
from hocba_web.schools.selectors.pupils.duplicates import pairs
from hocba_web.schools.selectors.pupils.id_queue import Waiting, id_queue
from hocba_web.schools.selectors.pupils.review import class_states, findings_of_class, last_review
from hocba_web.schools.selectors.pupils.scope import class_target, find_class, require_class, working_year
from hocba_web.schools.services.pupils import DataRefused, class_review_confirm, duplicate_dismiss
from hocba_web.schools.views.pupils.common import number_in


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """All classes with the state of their personal data (art. 6(8))."""
    actor, at = acting(request), clock.now()
    limit = class_limit(actor, Action.CLASS_REVIEW_VIEW)
    year = working_year(actor, number_in(request, "nam"))
    states = class_states(year, at, limit) if year is not None else []
    return render(
        request,
        "schools/pupils/reviews.html",
        {
            "year": year,
            "states": states,
            "done": sum(one.review is not None and not one.review.changes_since for one in states),
            "reviewed": sum(one.review is not None for one in states),
            "errors": sum(one.errors for one in states),
            "may_resolve": held_by(actor.role, Action.DUPLICATE_RESOLVE),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def class_review(request: HttpRequest, class_id: int) -> HttpResponse:
    """What is missing or odd in a class; its homeroom teacher confirms (art. 7(1))."""
    actor, at = acting(request), clock.now()
    school_class = find_class(actor, class_id)
    require_class(actor, Action.CLASS_REVIEW_VIEW, school_class)
    form = NoteForm(request.POST or None)
    if form.is_bound and form.is_valid():
        sent = request.POST.get("seen", "")
        try:
            class_review_confirm(
                actor=actor,
                class_id=class_id,
                note=form.cleaned_data["note"],
                seen_findings=int(sent) if sent.isdecimal() and len(sent) < 10 else 0,  # noqa: PLR2004  # a small count
                at=at,
            )
        except DataRefused as refused:
            form.show(refused.problems)
        else:
            done = _("Đã ghi nhận thầy/cô rà soát hồ sơ lớp %(name)s.") % {"name": school_class.name}
            messages.success(request, done)
            return redirect("schools:class_review", class_id=class_id)
    rows = findings_of_class(school_class, at)
    audit.viewed(
        actor=actor,
        action="schools.class.review_viewed",
        subject=("class", class_id),
        at=at,
        school_id=actor.school_id,
        pupils=[row.pupil_id for row in rows],
        details={"class_name": school_class.name},
    )
    target = class_target(school_class)
    return render(
        request,
        "schools/pupils/class_review.html",
        {
            "school_class": school_class,
            "rows": [(row, [(one, *of_finding(one)) for one in row.findings]) for row in rows],
            "findings": sum(len(row.findings) for row in rows),
            "review": last_review(school_class),
            "form": form,
            "may_confirm": allowed(actor, Action.CLASS_REVIEW_CONFIRM, target),
            "may_open": allowed(actor, Action.PUPIL_VIEW, target),
            "may_print": allowed(actor, Action.CHECK_SLIP_PRINT, target),
            "may_edit": allowed(actor, Action.PUPIL_EDIT, target) and ports.register_open(school_class, at).is_open,
        },
        status=422 if form.errors else 200,
    )


@require_safe
def personal_ids(request: HttpRequest) -> HttpResponse:
    """Pupils without a valid personal ID, against 100 % (art. 4(4))."""
    actor, at = acting(request), clock.now()
    limit = class_limit(actor, Action.PERSONAL_ID_QUEUE)
    year = working_year(actor, number_in(request, "nam"))
    queue = id_queue(year.pk, limit) if year is not None else None
    if queue is not None and queue.waiting:
        audit.viewed(
            actor=actor,
            action="schools.id_queue.viewed",
            subject=("school", actor.school_id),
            at=at,
            school_id=actor.school_id,
            pupils=[one.pupil_id for one in queue.waiting],
        )
    return render(
        request,
        "schools/pupils/personal_ids.html",
        {
            "year": year,
            "queue": queue,
            "waiting": [(one, *_told(one)) for one in queue.waiting] if queue is not None else [],
            "may_resolve": held_by(actor.role, Action.DUPLICATE_RESOLVE),
        },
    )


@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Rows that may be one child."""
    actor = acting(request)
    require(actor, Action.DUPLICATE_RESOLVE, Target(school_id=actor.school_id))
    decided = request.GET.get("xem") == "da-ket-luan"
    found = pairs(actor.school_id, decided=decided)
    if found:
        audit.viewed(
            actor=actor,
            action="schools.duplicates.viewed",
            subject=("school", actor.school_id),
            at=clock.now(),
            school_id=actor.school_id,
            pupils=[one.pupil_id for pair in found for one in (pair.first, pair.second)],
        )
    here = reverse("schools:duplicates")
    return render(
        request,
        "schools/pupils/duplicates.html",
        {
            "pairs": [(pair, [in_short(code, {}) for code in pair.reasons]) for pair in found],
            "decided": decided,
            "tabs": [
                {"label": _("Cần xem"), "url": here, "current": not decided},
                {"label": _("Đã kết luận không trùng"), "url": f"{here}?xem=da-ket-luan", "current": decided},
            ],
        },
    )


@require_POST
def dismiss(request: HttpRequest, first_id: int, second_id: int) -> HttpResponse:
    """Two rows are two children."""
    duplicate_dismiss(
        actor=acting(request),
        first_id=first_id,
        second_id=second_id,
        note=request.POST.get("note", "")[:500],
        at=clock.now(),
    )
    messages.success(request, _("Đã ghi nhận: hai hồ sơ là hai học sinh khác nhau."))
    return redirect("schools:duplicates")


def _told(one: Waiting) -> tuple[str, str]:
    params = {"value": one.personal_id, "sex": one.sex.value, "born": f"{one.born:%d/%m/%Y}"}
    return in_short(one.code, params), to_do(one.code, params)
