"""Pages of recalls (Công văn 2088/BGDĐT-GDTH, part II.2, types 5 and 6; Decision 32/QĐ-THPĐ, chapter I art. 5(6))."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.desk.common import DecideForm, refuse_in, tabs_of
from hocba_web.desk.deciding import Kind, cases_about
from hocba_web.desk.recalls.selectors import TABS, counts, recall, recalls
from hocba_web.officers.acting import confirmed_officer_of, officer_of
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, may
from hocba_web.register.models import Recall
from hocba_web.register.selectors.records import held
from hocba_web.register.services import recalls as write

_PAGE = 50
_EITHER = (Act.RECALL_PREPARE, Act.RECALL_DECIDE)
_LABELS = {
    "prepare": gettext_lazy("Chờ chuẩn bị"),
    "decide": gettext_lazy("Chờ quyết định"),
    "ministry": gettext_lazy("Chờ Bộ"),
    "done": gettext_lazy("Đã xong"),
}


class DecideRecallForm(DecideForm):
    """The decision: whether the record is recalled, whatever was proposed."""

    yes, no = gettext_lazy("Đồng ý thu hồi"), gettext_lazy("Không đồng ý thu hồi")


class PrepareForm(forms.Form):
    """What an officer proposes."""

    agree = forms.TypedChoiceField(
        label=gettext_lazy("Đề xuất"),
        choices=[("yes", gettext_lazy("Đồng ý thu hồi")), ("no", gettext_lazy("Không đồng ý thu hồi"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Ghi chú cho người quyết định"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """By what they wait for; no pupil's data."""
    officer = officer_of(request, *_EITHER)
    start = "decide" if may(officer, Act.RECALL_DECIDE) else "prepare"
    tab = request.GET.get("muc", start)
    tab = tab if tab in TABS else start
    page = Paginator(recalls(officer, tab), _PAGE).get_page(request.GET.get("page"))
    return render(
        request, "desk/recalls/list.html", {"tab": tab, "tabs": tabs_of(_LABELS, tab, counts(officer)), "page": page}
    )


@require_safe
def one(request: HttpRequest, recall_id: int) -> HttpResponse:
    """One recall: the record it is about, the reason, what was prepared; the look is traced."""
    return _page(request, officer_of(request, *_EITHER), recall_id)


@require_POST
def prepare(request: HttpRequest, recall_id: int) -> HttpResponse:
    """Propose what to answer."""
    officer = officer_of(request, Act.RECALL_PREPARE)
    found = recall(officer, recall_id)
    form = PrepareForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            write.prepare(officer, found.pk, agree=told["agree"], note=told["note"], at=clock.now())
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            messages.success(request, _("Đã chuyển người quyết định."))
            return redirect("desk:recall", recall_id=found.pk)
    return _page(request, officer, recall_id, prepare_form=form)


@require_POST
def decide(request: HttpRequest, recall_id: int, public_id: UUID) -> HttpResponse:
    """Decide what another officer prepared."""
    officer = confirmed_officer_of(request, Act.RECALL_DECIDE)
    found = recall(officer, recall_id)
    form = DecideRecallForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            decided = write.decide(officer, public_id, agree=told["agree"], answer=told["answer"], at=clock.now())
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            messages.success(request, _said(decided))
            return redirect("desk:recall", recall_id=found.pk)
    return _page(request, officer, recall_id, decide_form=form)


def _said(decided: Recall) -> str:
    if decided.state == Recall.State.MINISTRY:
        return _("Sở đã đồng ý. Học bạ đã báo cáo Bộ nên còn chờ Bộ trả lời.")
    if decided.state == Recall.State.AGREED:
        return _("Đã thu hồi học bạ.")
    return _("Đã ghi: không đồng ý thu hồi.")


def _page(
    request: HttpRequest,
    officer: Officer,
    recall_id: int,
    *,
    prepare_form: PrepareForm | None = None,
    decide_form: DecideRecallForm | None = None,
) -> HttpResponse:
    found = recall(officer, recall_id)
    record = held(found.number_id)
    history = cases_about(officer, Kind.RECALL, str(found.number_id))
    waits = found.state == Recall.State.WAITING
    open_case = next((case for case in history if case.waiting), None) if waits else None
    audit.viewed(
        actor=officer,
        action="desk.recall.viewed",
        subject=("record", found.number_id),
        at=clock.now(),
        school_id=found.number.school_id,
        details={"recall": found.pk},
    )
    may_prepare = waits and open_case is None and may(officer, Act.RECALL_PREPARE)
    may_decide = open_case is not None and may(officer, Act.RECALL_DECIDE)
    return render(
        request,
        "desk/recalls/one.html",
        {
            "recall": found,
            "number": found.number,
            "record": record,
            "yes_word": DecideRecallForm.yes,
            "no_word": DecideRecallForm.no,
            "history": [case for case in history if not case.waiting],
            "case": open_case,
            "prepare_form": (prepare_form or PrepareForm()) if may_prepare else None,
            "decide_form": (decide_form or DecideRecallForm()) if may_decide else None,
        },
        status=422 if prepare_form or decide_form else 200,
    )
