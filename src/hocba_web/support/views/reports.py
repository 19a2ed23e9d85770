"""Pages of fault reports (Decision 32/QĐ-THPĐ, art. 9(2), art. 10(d), chapter II art. 5(4))."""

from __future__ import annotations

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.accounts.roles import Role
from hocba_web.accounts.selectors.agents import describe
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.forms.common import upload_of
from hocba_web.schools.services.attachments import content, download
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.support.forms.reports import MessageForm, ReportForm
from hocba_web.support.models import FaultReport
from hocba_web.support.selectors.reports import answers_reports, report_of, reports_of
from hocba_web.support.services import reports as write
from hocba_web.support.views.common import sections

_PAGE = 30
_VIEW_NAME = re.compile(r"(?:[a-z_]+:)?[a-z0-9_]+")
"""Names of pages only: an address could hold the number of a child."""


def _state(report: FaultReport) -> tuple[str, str]:
    return {
        FaultReport.State.NEW: ("asked", _("Mới")),
        FaultReport.State.SEEN: ("doing", _("Đang xem")),
        FaultReport.State.ANSWERED: ("info", _("Đã trả lời")),
        FaultReport.State.DONE: ("done", _("Đã xong")),
    }[FaultReport.State(report.state)]


def _kind(report: FaultReport) -> str:
    return {
        FaultReport.Kind.FAULT: _("Lỗi, sự cố"),
        FaultReport.Kind.QUESTION: _("Câu hỏi"),
        FaultReport.Kind.WISH: _("Góp ý"),
    }[FaultReport.Kind(report.kind)]


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """One's own reports, or for those who answer all of the school's; `?xem=tat-ca` shows done ones too."""
    actor = acting(request)
    everything = request.GET.get("xem") == "tat-ca"
    page = Paginator(reports_of(actor, clock.today(), state="" if everything else "open"), _PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "support/reports/list.html",
        {
            "tabs": sections(actor, "reports"),
            "page": page,
            "rows": [{"report": one, "state": _state(one), "kind": _kind(one)} for one in page.object_list],
            "everything": everything,
            "answers": answers_reports(actor, clock.today()),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Report something; `?tu=` names the page it came from."""
    actor = acting(request)
    require(actor, Action.FAULT_REPORT, Target(school_id=actor.school_id))
    asked = request.GET.get("tu", "")
    form = ReportForm(
        request.POST or None, request.FILES or None, initial={"view": asked if _VIEW_NAME.fullmatch(asked) else ""}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        view = typed["view"] if _VIEW_NAME.fullmatch(typed["view"]) else ""
        try:
            made = write.report_fault(
                actor=actor,
                kind=typed["kind"],
                text=typed["text"],
                screen=write.Screen(view, describe(request.headers.get("User-Agent", ""))),
                at=clock.now(),
                picture=upload_of(typed["picture"]),
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã gửi. Ban Quản trị sẽ trả lời ở trang này."))
            return redirect("support:conversation", made.pk)
    return render(request, "support/reports/report.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report with what was written about it; posting writes on."""
    actor = acting(request)
    found = report_of(actor, report_id, clock.today())
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            write.answer(actor=actor, report_id=report_id, text=form.cleaned_data["text"], at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã gửi."))
            return redirect("support:conversation", report_id)
    facts = [
        (_("Người báo"), f"{found.reporter.full_name} · {Role(found.capacity).label}"),
        (_("Loại"), _kind(found)),
        (_("Lúc"), clock.local(found.at).strftime("%H:%M %d/%m/%Y")),
        (_("Từ trang"), found.screen or _("Không rõ")),
        (_("Trình duyệt"), found.browser or _("Không rõ")),
    ]
    context = {
        "report": found,
        "state": _state(found),
        "kind": _kind(found),
        "facts": facts,
        "form": form,
        "said": found.messages.all(),
        "answers": answers_reports(actor, clock.today()),
        "is_new": found.state == FaultReport.State.NEW,
        "is_done": found.state == FaultReport.State.DONE,
    }
    return render(request, "support/reports/conversation.html", context, status=status_of(form))


@require_POST
def look_into(request: HttpRequest, report_id: int) -> HttpResponse:
    """Say that it is being looked into."""
    write.look_into(actor=acting(request), report_id=report_id, at=clock.now())
    return redirect("support:conversation", report_id)


@require_POST
def done(request: HttpRequest, report_id: int) -> HttpResponse:
    """Mark as done."""
    write.finish(actor=acting(request), report_id=report_id, at=clock.now())
    messages.success(request, _("Đã khép lại. Viết tiếp thì báo lỗi tự mở lại."))
    return redirect("support:conversation", report_id)


@require_safe
def picture(request: HttpRequest, report_id: int) -> HttpResponse:
    """The picture that came with a report, to save."""
    found = report_of(acting(request), report_id, clock.today())
    if found.picture is None:
        raise Missing("NOT_FOUND_HERE")
    return download(found.picture, content(found.picture))
