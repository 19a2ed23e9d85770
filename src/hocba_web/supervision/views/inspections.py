"""Pages of inspections: the principal opens, follows and ends them (Decision 32/QĐ-THPĐ, art. 12(3))."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.forms.common import upload_of
from hocba_web.schools.selectors.setup import class_names, classes_of_year, current_year
from hocba_web.schools.services.attachments import content, download
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.supervision.forms.inspections import EndForm, GuestFormSet, InspectionForm, MinutesForm
from hocba_web.supervision.models import Inspection
from hocba_web.supervision.selectors.inspection_log import inspection_log
from hocba_web.supervision.selectors.inspections import inspection_here, inspections_of, is_running
from hocba_web.supervision.services import inspections as write


def _principal(request: HttpRequest) -> Actor:
    actor = acting(request)
    require(actor, Action.INSPECTION_OPEN, Target(school_id=actor.school_id))
    return actor


def _state(inspection: Inspection) -> tuple[str, str]:
    at = clock.now()
    if inspection.ended_at is not None:
        return "done", _("Đã kết thúc")
    if is_running(inspection, at):
        return "open", _("Đang diễn ra")
    return ("waiting", _("Sắp tới")) if at < inspection.opens_at else ("late", _("Hết hạn, chờ kết luận"))


def _scope(inspection: Inspection) -> str:
    if inspection.whole_school:
        return _("Toàn trường")
    found = class_names(inspection.school_id, inspection.classes)
    return _("Lớp %s") % ", ".join(sorted(found.values()))


@require_safe
def inspections(request: HttpRequest) -> HttpResponse:
    """All inspections of the school, newest first."""
    actor = _principal(request)
    rows = [
        {"inspection": one, "state": _state(one), "people": len(one.inspectors.all())}
        for one in inspections_of(actor.school_id)
    ]
    return render(request, "supervision/inspections/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def open_form(request: HttpRequest) -> HttpResponse:
    """Open an inspection; the passwords are shown in the answer and never again."""
    actor = _principal(request)
    year = current_year(actor.school_id)
    classes = [(one.id, one.name) for one in classes_of_year(year.id)] if year is not None else []
    form = InspectionForm(request.POST or None, classes=classes, at=clock.local(clock.now()))
    guests = GuestFormSet(request.POST or None, prefix="guests")
    if request.method == "POST" and form.is_valid() and guests.is_valid():
        told = form.cleaned_data
        people = [one.cleaned_data for one in guests if one.cleaned_data.get("name")]
        try:
            opened = write.open_inspection(
                actor=actor,
                mandate=write.Mandate(
                    told["body"],
                    told["reason"],
                    told["number"],
                    told["dated"],
                    told["opens_at"],
                    told["closes_at"],
                    told["classes"],
                ),
                guests=[write.Guest(one["name"], one["office"], one["email"]) for one in people],
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            context = {"inspection": opened.inspection, "accounts": opened.accounts}
            return _never_kept(render(request, "supervision/inspections/issued.html", context))
    status = status_of(form) if form.errors else 422 if request.method == "POST" else 200
    return render(request, "supervision/inspections/open.html", {"form": form, "guests": guests}, status=status)


@require_safe
def inspection(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """One inspection with what each of its people saw; `?nguoi=` chooses whom, `?truoc=` pages back."""
    actor = _principal(request)
    require(actor, Action.INSPECTION_LOG_VIEW, Target(school_id=actor.school_id))
    found = inspection_here(actor, inspection_id)
    people = list(found.inspectors.all())
    asked = request.GET.get("nguoi", "")
    chosen = next((one for one in people if str(one.user_id) == asked), people[0])
    before = request.GET.get("truoc", "")
    log = inspection_log(found, chosen.user_id, int(before) if before.isdecimal() else None)
    audit.viewed(
        actor=actor,
        action="supervision.inspection.log_viewed",
        subject=("inspection", found.pk),
        at=clock.now(),
        school_id=actor.school_id,
    )
    return render(
        request,
        "supervision/inspections/inspection.html",
        {
            "inspection": found,
            "state": _state(found),
            "scope": _scope(found),
            "people": people,
            "chosen": chosen,
            "log": log,
            "may_end": found.ended_at is None,
            "may_renew": found.ended_at is None and clock.now() < found.closes_at,
            "tabs": [
                {
                    "label": one.user.full_name,
                    "url": f"?nguoi={one.user_id}",
                    "current": one is chosen,
                    "count": None,
                }
                for one in people
            ],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """End an inspection, or bring its minutes later."""
    actor = _principal(request)
    found = inspection_here(actor, inspection_id)
    kind = EndForm if found.ended_at is None else MinutesForm
    form = kind(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told, minutes = form.cleaned_data, upload_of(form.cleaned_data["minutes"])
        try:
            if found.ended_at is None:
                write.end_inspection(
                    actor=actor,
                    inspection_id=inspection_id,
                    conclusion=told["conclusion"],
                    minutes=minutes,
                    at=clock.now(),
                )
            elif minutes is not None:
                write.add_minutes(actor=actor, inspection_id=inspection_id, minutes=minutes, at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã lưu. Tài khoản của đoàn không còn xem được gì."))
            return redirect("supervision:inspection", inspection_id)
    context = {"form": form, "inspection": found, "ended": found.ended_at is not None}
    return render(request, "supervision/inspections/end.html", context, status=status_of(form))


@require_POST
def renew(request: HttpRequest, inspection_id: int, inspector_id: int) -> HttpResponse:
    """A new temporary password for one inspector, shown once."""
    actor = _principal(request)
    issued = write.renew_password(
        actor=actor,
        inspection_id=inspection_id,
        inspector_id=inspector_id,
        at=clock.now(),
        real_at=clock.real_now(),
    )
    context = {"inspection": inspection_here(actor, inspection_id), "accounts": [issued]}
    return _never_kept(render(request, "supervision/inspections/issued.html", context))


@require_safe
def minutes(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """The minutes, as they were brought."""
    found = inspection_here(_principal(request), inspection_id)
    if found.minutes is None:
        raise Missing("NOT_FOUND_HERE")
    return download(found.minutes, content(found.minutes))


def _never_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
