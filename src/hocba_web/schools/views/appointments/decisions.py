"""The register of decisions."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.schools.forms.appointments import RECORDABLE, FilterForm, RecordForm, ScanForm
from hocba_web.schools.forms.common import upload_of
from hocba_web.schools.selectors import staff_decisions as read
from hocba_web.schools.services import appointments as write
from hocba_web.schools.services.appointments import DecisionKind
from hocba_web.schools.services.appointments.decisions import RECORDING
from hocba_web.schools.services.attachments import content
from hocba_web.schools.views.common import refuse_in, status_of

_PAGE = 50


def _may_record(actor: Actor) -> bool:
    return any(allowed(actor, action, Target(school_id=actor.school_id)) for action in RECORDING)


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The register, the newest first."""
    actor = acting(request)
    require(actor, Action.APPOINTMENT_VIEW, Target(school_id=actor.school_id))
    kind = request.GET.get("kind", "")
    search = request.GET.get("q", "")
    rows = read.decisions(actor, kind=kind if kind in dict(read.KINDS) else "", search=search)
    return render(
        request,
        "schools/appointments/decisions.html",
        {
            "page": Paginator(rows, _PAGE).get_page(request.GET.get("page")),
            "filter": FilterForm(request.GET, kinds=read.KINDS),
            "q": search,
            "filtered": bool(search or kind),
            "may_record": _may_record(actor),
        },
    )


@require_http_methods(["GET", "POST"])
def decision_add(request: HttpRequest) -> HttpResponse:
    """Enter a decision made on paper."""
    actor = acting(request)
    if not _may_record(actor):
        require(actor, RECORDING[0], Target(school_id=actor.school_id))
    posted = request.method == "POST"
    form = RecordForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            row = write.record_decision(
                actor=actor,
                kind=DecisionKind(typed["kind"]),
                number=typed["number"],
                dated=typed["dated"],
                summary=typed["summary"],
                at=clock.now(),
                upload=upload_of(typed["scan"]),
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã ghi quyết định %(number)s vào sổ.") % {"number": row.number})
            return redirect("schools:decision", decision_id=row.id)
    context = {"form": form, "kinds": RECORDABLE}
    return render(request, "schools/appointments/decision_add.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """One decision, what rests on it, its scan."""
    actor = acting(request)
    require(actor, Action.APPOINTMENT_VIEW, Target(school_id=actor.school_id))
    row = read.decision(actor, decision_id)
    posted = request.method == "POST"
    form = ScanForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        upload = upload_of(form.cleaned_data["scan"])
        try:
            if upload is not None:
                write.attach_scan(actor=actor, decision_id=decision_id, upload=upload, at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã lưu bản chụp."))
            return redirect("schools:decision", decision_id=decision_id)
    appointments, covers = read.rests_on(actor.school_id, decision_id)
    facts = [
        (_("Loại"), row.kind_label),
        (_("Ngày ký"), row.dated.strftime("%d/%m/%Y")),
        (_("Trích yếu"), row.summary),
        (_("Người ký"), row.decided_by or _("Ghi từ văn bản giấy")),
    ]
    context = {
        "row": row,
        "facts": facts,
        "appointments": appointments,
        "covers": covers,
        "form": form,
        "may_record": _may_record(actor),
    }
    return render(request, "schools/appointments/decision.html", context, status=status_of(form))


@require_safe
def scan(request: HttpRequest, decision_id: int) -> FileResponse:
    """Download the scan."""
    actor = acting(request)
    require(actor, Action.APPOINTMENT_VIEW, Target(school_id=actor.school_id))
    attachment = read.scan_of(actor, decision_id)
    audit.viewed(
        actor=actor,
        action="schools.decision.scan_opened",
        subject=("decision", decision_id),
        at=clock.now(),
        school_id=actor.school_id,
    )
    return FileResponse(
        BytesIO(content(attachment)),
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.media_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )
