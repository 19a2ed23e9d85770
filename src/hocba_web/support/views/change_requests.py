"""Pages of requests to supplier or authority (Decision 32/QĐ-THPĐ, art. 10(c))."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.support.forms.reports import AnswerForm, DecideForm, DraftForm
from hocba_web.support.models import ChangeRequest
from hocba_web.support.selectors.reports import request_of, requests_of
from hocba_web.support.services import change_requests as write
from hocba_web.support.views.common import letter_head, sections


def _state(row: ChangeRequest) -> tuple[str, str]:
    return {
        ChangeRequest.State.DRAFTED: ("asked", _("Chờ hiệu trưởng duyệt")),
        ChangeRequest.State.APPROVED: ("doing", _("Đã duyệt, chờ trả lời")),
        ChangeRequest.State.DECLINED: ("refused", _("Không duyệt")),
        ChangeRequest.State.ANSWERED: ("done", _("Đã có trả lời")),
    }[ChangeRequest.State(row.state)]


def _addressee(row: ChangeRequest) -> str:
    if row.addressee == ChangeRequest.Addressee.SUPPLIER:
        return _("Nhà cung cấp phần mềm học bạ số")
    return _("Cơ quan quản lý giáo dục")


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """All requests of the school, newest first."""
    actor = acting(request)
    rows = [{"row": one, "state": _state(one), "addressee": _addressee(one)} for one in requests_of(actor)]
    context = {
        "tabs": sections(actor, "requests"),
        "rows": rows,
        "may_draft": allowed(actor, Action.CHANGE_REQUEST_PROPOSE, Target(school_id=actor.school_id)),
    }
    return render(request, "support/requests/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Draft one."""
    actor = acting(request)
    require(actor, Action.CHANGE_REQUEST_PROPOSE, Target(school_id=actor.school_id))
    form = DraftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = write.draft_request(actor=actor, at=clock.now(), **form.cleaned_data)
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã trình hiệu trưởng."))
            return redirect("support:request", made.pk)
    return render(request, "support/requests/draft.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, request_id: int) -> HttpResponse:
    """One request: the principal decides, the admin notes the answer."""
    actor = acting(request)
    row = request_of(actor, request_id)
    target = Target(school_id=actor.school_id)
    may_decide = row.state == ChangeRequest.State.DRAFTED and allowed(actor, Action.CHANGE_REQUEST_APPROVE, target)
    may_note = row.state in {ChangeRequest.State.APPROVED, ChangeRequest.State.ANSWERED} and allowed(
        actor, Action.CHANGE_REQUEST_PROPOSE, target
    )
    form: Form | None = None
    if may_decide:
        form = DecideForm(request.POST or None)
    elif may_note:
        form = AnswerForm(request.POST or None, initial={"answered_on": clock.today()})
    if request.method == "POST":
        if form is None:
            require(actor, Action.CHANGE_REQUEST_APPROVE, target)
            raise Refused("REQUEST_DECIDED", source=write.SOURCE)
        if form.is_valid() and _done(request, actor, request_id, form):
            return redirect("support:request", request_id)
    facts = [
        (_("Gửi tới"), _addressee(row)),
        (_("Người soạn"), row.drafted_by.full_name),
        (_("Ngày soạn"), clock.local(row.drafted_at).strftime("%d/%m/%Y")),
        (_("Người quyết định"), row.decided_by.full_name if row.decided_by else ""),
        (_("Số công văn"), row.number),
    ]
    context = {
        "row": row,
        "state": _state(row),
        "facts": facts,
        "form": form,
        "may_decide": may_decide,
        "printable": row.state in {ChangeRequest.State.APPROVED, ChangeRequest.State.ANSWERED},
    }
    return render(request, "support/requests/request.html", context, status=status_of(form) if form else 200)


def _done(request: HttpRequest, actor: Actor, request_id: int, form: Form) -> bool:
    """Whether what was typed was carried out; else the form says why not."""
    typed = form.cleaned_data
    try:
        if isinstance(form, DecideForm):
            approve = request.POST.get("decision") == "approve"
            write.decide_request(actor=actor, request_id=request_id, approve=approve, at=clock.now(), **typed)
            messages.success(request, _("Đã duyệt.") if approve else _("Đã ghi không duyệt."))
        else:
            write.note_answer(actor=actor, request_id=request_id, at=clock.now(), **typed)
            messages.success(request, _("Đã ghi câu trả lời."))
    except Refused as error:
        refuse_in(request, actor, form, error)
        return False
    return True


@require_safe
def letter(request: HttpRequest, request_id: int) -> HttpResponse:
    """The approved request as an official letter (Decree 30/2020/NĐ-CP), to print, sign and send."""
    actor = acting(request)
    row = request_of(actor, request_id)
    if row.state not in {ChangeRequest.State.APPROVED, ChangeRequest.State.ANSWERED}:
        raise Refused("REQUEST_LETTER_EARLY", source=write.SOURCE)
    dated = clock.local(row.decided_at).date() if row.decided_at else clock.today()
    context = {"row": row, "number": row.number, **letter_head(actor, dated)}
    return render(request, "support/requests/letter.html", context)
