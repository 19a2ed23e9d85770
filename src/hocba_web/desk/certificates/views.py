"""Pages of certificates (Công văn 2088/BGDĐT-GDTH, part III.1; Decision 32/QĐ-THPĐ, art. 10(đ))."""

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

from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.desk.certificates import chain
from hocba_web.desk.certificates.selectors import TABS, certificate, certificates, counts
from hocba_web.desk.common import DecideForm, refuse_in, tabs_of
from hocba_web.desk.deciding import Kind, cases_about
from hocba_web.gateway.services import certificates as write
from hocba_web.officers.acting import confirmed_officer_of, officer_of
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, may

_PAGE = 50
_EITHER = (Act.CERTIFICATE_PREPARE, Act.CERTIFICATE_DECIDE)
_LABELS = {
    "prepare": gettext_lazy("Chờ chuẩn bị"),
    "decide": gettext_lazy("Chờ quyết định"),
    "approved": gettext_lazy("Đã phê duyệt"),
    "refused": gettext_lazy("Không phê duyệt"),
}


class DecideCertificateForm(DecideForm):
    """The decision: whether the certificate is approved, whatever was proposed."""

    yes, no = gettext_lazy("Phê duyệt"), gettext_lazy("Không phê duyệt")


class PrepareForm(forms.Form):
    """What an officer proposes."""

    approve = forms.TypedChoiceField(
        label=gettext_lazy("Đề xuất"),
        choices=[("yes", gettext_lazy("Phê duyệt")), ("no", gettext_lazy("Không phê duyệt"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Ghi chú cho người quyết định"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ví dụ: đã đối chiếu giấy đăng ký của nhà trường, mã số thuế khớp."),
    )


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """By what they wait for."""
    officer = officer_of(request, *_EITHER)
    start = "decide" if may(officer, Act.CERTIFICATE_DECIDE) else "prepare"
    tab = request.GET.get("muc", start)
    tab = tab if tab in TABS else start
    page = Paginator(certificates(officer, tab), _PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/certificates/list.html",
        {"tab": tab, "tabs": tabs_of(_LABELS, tab, counts(officer)), "page": page},
    )


@require_safe
def one(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """One certificate: its chain, what was prepared and decided."""
    return _page(request, officer_of(request, *_EITHER), certificate_id)


@require_POST
def prepare(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Propose what to do with it."""
    officer = officer_of(request, Act.CERTIFICATE_PREPARE)
    found = certificate(officer, certificate_id)
    form = PrepareForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            write.prepare(officer, found.pk, approve=told["approve"], note=told["note"], at=clock.now())
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            messages.success(request, _("Đã chuyển người quyết định."))
            return redirect("desk:certificate", certificate_id=found.pk)
    return _page(request, officer, certificate_id, prepare_form=form)


@require_POST
def decide(request: HttpRequest, certificate_id: int, public_id: UUID) -> HttpResponse:
    """Decide what another officer prepared."""
    officer = confirmed_officer_of(request, Act.CERTIFICATE_DECIDE)
    found = certificate(officer, certificate_id)
    form = DecideCertificateForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            write.decide(officer, public_id, agree=told["agree"], answer=told["answer"], at=clock.now())
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            said = _("Đã phê duyệt chứng thư số.") if told["agree"] else _("Đã ghi: không phê duyệt.")
            messages.success(request, said)
            return redirect("desk:certificate", certificate_id=found.pk)
    return _page(request, officer, certificate_id, decide_form=form)


def _page(
    request: HttpRequest,
    officer: Officer,
    certificate_id: int,
    *,
    prepare_form: PrepareForm | None = None,
    decide_form: DecideCertificateForm | None = None,
) -> HttpResponse:
    found = certificate(officer, certificate_id)
    history = cases_about(officer, Kind.CERTIFICATE, str(found.pk))
    open_case = next((case for case in history if case.waiting), None)
    return render(
        request,
        "desk/certificates/one.html",
        {
            "certificate": found,
            "chain": chain.read(found.chain, clock.now()),
            "yes_word": DecideCertificateForm.yes,
            "no_word": DecideCertificateForm.no,
            "history": [case for case in history if not case.waiting],
            "case": open_case,
            "prepare_form": (prepare_form or PrepareForm()) if _may_prepare(officer, open_case) else None,
            "decide_form": (decide_form or DecideCertificateForm()) if _may_decide(officer, open_case) else None,
        },
        status=422 if prepare_form or decide_form else 200,
    )


def _may_prepare(officer: Officer, case: object) -> bool:
    return case is None and may(officer, Act.CERTIFICATE_PREPARE)


def _may_decide(officer: Officer, case: object) -> bool:
    return case is not None and may(officer, Act.CERTIFICATE_DECIDE)
