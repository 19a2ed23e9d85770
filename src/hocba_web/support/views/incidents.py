"""Pages of security incidents: report, manage, notify in time, close."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba.regulation.citations import citation
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.support.forms.incidents import EndForm, FactsForm, IncidentForm
from hocba_web.support.models import Incident
from hocba_web.support.selectors.incidents import (
    Countdown,
    countdown,
    incident_of,
    incidents_of,
    manages_incidents,
)
from hocba_web.support.services import incidents as write
from hocba_web.support.views.common import letter_head, sections

_LONG = 48
"""From this many hours on, days are said too."""


def _state(incident: Incident) -> tuple[str, str]:
    return {
        Incident.State.REPORTED: ("asked", _("Vừa báo")),
        Incident.State.OPEN: ("doing", _("Đang xử lý")),
        Incident.State.DISMISSED: ("none", _("Không phải sự cố")),
        Incident.State.CLOSED: ("done", _("Đã khép lại")),
    }[Incident.State(incident.state)]


def _clock(count: Countdown) -> tuple[str, str]:
    """The countdown as a state and its words."""
    hours = ngettext("%(hours)s giờ", "%(hours)s giờ", count.hours) % {"hours": count.hours}
    if count.kind == "none":
        return "none", _("Không phải thông báo")
    if count.kind == "late":
        word = _("Đã báo trễ %s") if count.told_at else _("Quá hạn %s")
        return "late", word % hours
    return ("done", _("Đã báo đúng hạn")) if count.kind == "done" else ("doing", _("Còn %s") % hours)


def _managed(request: HttpRequest, incident_id: int) -> tuple[Actor, Incident]:
    actor = acting(request)
    require(actor, Action.INCIDENT_MANAGE, Target(school_id=actor.school_id))
    return actor, incident_of(actor, incident_id)


@require_safe
def incidents(request: HttpRequest) -> HttpResponse:
    """The incidents one may read, each with its clock."""
    actor = acting(request)
    at = clock.now()
    rows = [{"incident": one, "state": _state(one), "clock": _clock(countdown(one, at))} for one in incidents_of(actor)]
    context = {"tabs": sections(actor, "incidents"), "rows": rows, "manages": manages_incidents(actor)}
    return render(request, "support/incidents/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Report an incident; anybody may."""
    actor = acting(request)
    require(actor, Action.INCIDENT_REPORT, Target(school_id=actor.school_id))
    form = IncidentForm(request.POST or None, initial={"found_at": clock.local(clock.now())})
    if request.method == "POST" and form.is_valid():
        try:
            made = write.report_incident(actor=actor, at=clock.now(), **form.cleaned_data)
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã báo hiệu trưởng và quản trị hệ thống."))
            return redirect("support:incident", made.pk)
    return render(request, "support/incidents/report.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, incident_id: int) -> HttpResponse:
    """One incident: clock, facts, timeline; who manages it writes on."""
    actor = acting(request)
    incident = incident_of(actor, incident_id)
    runs = incident.state in write.RUNNING
    form = FactsForm(
        request.POST or None,
        initial={name: getattr(incident, name) for name in ("data_kinds", "people", "harm", "measures")},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        facts = write.Facts(typed["data_kinds"], typed["people"], typed["harm"], typed["measures"])
        try:
            write.take_on(actor=actor, incident_id=incident_id, facts=facts, note=typed["note"], at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("support:incident", incident_id)
    count = countdown(incident, clock.now())
    context = {
        "incident": incident,
        "state": _state(incident),
        "clock": _clock(count),
        "count": count,
        "days": count.hours // 24 if count.hours >= _LONG else 0,
        "article": citation(count.source, "en" if get_language() == "en" else "vi"),
        "timeline": _timeline(incident),
        "form": form,
        "manages": manages_incidents(actor) and runs,
        "may_print": manages_incidents(actor),
        "runs": runs,
    }
    return render(request, "support/incidents/incident.html", context, status=status_of(form))


def _timeline(incident: Incident) -> list[dict[str, Any]]:
    lines = [
        {
            "at": incident.reported_at,
            "who": incident.reported_by.full_name,
            "what": _("Báo sự cố"),
            "icon": "siren",
        },
        *(
            {"at": line.at, "who": line.by.full_name, "what": line.text, "icon": "notebook-pen"}
            for line in incident.entries.all()
        ),
    ]
    for at, what, icon in (
        (incident.notified_at, _("Đã thông báo cơ quan chuyên trách"), "landmark"),
        (incident.families_told_at, _("Đã thông báo gia đình học sinh"), "mail"),
        (incident.ended_at, _("Khép lại"), "circle-check"),
    ):
        if at is not None:
            lines.append({"at": at, "who": "", "what": what, "icon": icon})
    return sorted(lines, key=lambda line: line["at"], reverse=True)


@require_POST
def told(request: HttpRequest, incident_id: int) -> HttpResponse:
    """Note that authority or families were told now."""
    actor, incident = _managed(request, incident_id)
    write.note_notified(actor=actor, incident_id=incident.pk, whom=request.POST.get("whom", ""), at=clock.now())
    messages.success(request, _("Đã ghi nhận việc thông báo."))
    return redirect("support:incident", incident_id)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, incident_id: int) -> HttpResponse:
    """Close an incident, or find that it was none."""
    actor, incident = _managed(request, incident_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            write.end_incident(actor=actor, incident_id=incident_id, at=clock.now(), **form.cleaned_data)
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã khép lại sự cố."))
            return redirect("support:incident", incident_id)
    told_nobody = incident.notified_at is None
    context = {"form": form, "incident": incident, "told_nobody": told_nobody}
    return render(request, "support/incidents/end.html", context, status=status_of(form))


@require_safe
def notice(request: HttpRequest, incident_id: int, whom: str) -> HttpResponse:
    """The printable notice: "co-quan" to the specialised authority, "gia-dinh" to families."""
    actor, incident = _managed(request, incident_id)
    if whom not in {"co-quan", "gia-dinh"}:
        raise Missing("NOT_FOUND_HERE")
    count = countdown(incident, clock.now())
    context = {
        "incident": incident,
        "whom": whom,
        "number": "",
        "article": citation(count.source, "vi"),
        "is_late": count.kind == "late",
        "up": reverse("support:incident", args=[incident_id]),
        **letter_head(actor, clock.today()),
    }
    return render(request, f"support/incidents/notice_{'authority' if whom == 'co-quan' else 'families'}.html", context)
