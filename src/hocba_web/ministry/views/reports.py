"""/so/bo/: what went to the ministry, what waits, what was refused (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b))."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.ministry import facts
from hocba_web.ministry.forms import ArrangeForm
from hocba_web.ministry.selectors import overview
from hocba_web.ministry.selectors.arrangements import arrangement_on
from hocba_web.ministry.services import sending
from hocba_web.officers.acting import officer_of
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, may

_ROWS = 50


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """How far reporting is, refusals first, then the transactions."""
    officer = officer_of(request, Act.REPORT_VIEW)
    form = ArrangeForm(initial={"automatic": "no", "valid_from": clock.today()})
    return _page(request, officer, form)


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Sign what waits and send it."""
    officer = officer_of(request, Act.REPORT_SEND)
    made = sending.send_now(officer=officer, at=clock.now(), real_at=clock.real_now())
    counted = sum(message.records for message in made)
    messages.success(request, _("Đã ký và đang gửi %(count)d học bạ tới kho của Bộ.") % {"count": counted})
    if left := overview.tally(officer.areas).ready:
        said = _("Còn %(count)d học bạ đang được ký và gửi tiếp. Nếu số ở ô Chờ gửi không giảm nữa, hãy bấm lại.")
        messages.info(request, said % {"count": left})
    return redirect("ministry:reports")


@require_POST
def again(request: HttpRequest, line_id: int) -> HttpResponse:
    """Let a refused record go again."""
    officer = officer_of(request, Act.REPORT_SEND)
    sending.again(officer=officer, line_id=line_id, at=clock.now())
    messages.success(request, _("Học bạ này sẽ đi cùng danh sách gửi Bộ lần tới."))
    return redirect("ministry:reports")


@require_POST
def ask_again(request: HttpRequest, withdrawal_id: int) -> HttpResponse:
    """Let a recall go again."""
    officer = officer_of(request, Act.REPORT_SEND)
    sending.ask_again(officer=officer, withdrawal_id=withdrawal_id, at=clock.now())
    messages.success(request, _("Đề nghị thu hồi sẽ được gửi lại tới Bộ."))
    return redirect("ministry:reports")


@require_POST
def arrange(request: HttpRequest) -> HttpResponse:
    """Decide whether reports go by themselves."""
    officer = officer_of(request, Act.REPORT_SEND)
    form = ArrangeForm(request.POST)
    if not form.is_valid():
        return _page(request, officer, form, status=422)
    sending.arrange(
        officer=officer,
        automatic=form.cleaned_data["automatic"],
        decision=form.cleaned_data["decision"],
        valid_from=form.cleaned_data["valid_from"],
        at=clock.now(),
    )
    messages.success(request, _("Đã ghi quyết định về cách gửi báo cáo."))
    return redirect("ministry:reports")


@require_safe
def report(request: HttpRequest, message_id: int) -> HttpResponse:
    """One transaction: who signed it, how far it is, what became of each record."""
    officer = officer_of(request, Act.REPORT_VIEW)
    found = overview.messages(officer.areas).filter(pk=message_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    page = Paginator(overview.lines(found, officer.areas), _ROWS).get_page(request.GET.get("page"))
    return render(request, "ministry/report.html", {"message": found, "page": page})


def _page(request: HttpRequest, officer: Officer, form: ArrangeForm, *, status: int = 200) -> HttpResponse:
    may_send = may(officer, Act.REPORT_SEND)
    context = {
        "configured": facts.configured(),
        "tally": overview.tally(officer.areas),
        "refused": overview.refused(officer.areas)[:_ROWS],
        "withdrawals": overview.withdrawals(officer.areas)[:_ROWS],
        "certificate": overview.certificate(),
        "arrangement": arrangement_on(clock.today()),
        "page": Paginator(overview.messages(officer.areas), _ROWS).get_page(request.GET.get("page")),
        "may_send": may_send,
        "may_arrange": may_send and officer.areas is None,
        "form": form,
    }
    return render(request, "ministry/reports.html", context, status=status)
