"""Pages of permits (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d), chapter I art. 5(6)(a))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba.model import ClosingGroup
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.desk.common import DecideForm, refuse_in, status_of
from hocba_web.desk.deciding import Case, Kind, case, waiting
from hocba_web.desk.permits.forms import AmendmentForm, LateForm
from hocba_web.desk.years import current_year
from hocba_web.officers.acting import confirmed_officer_of, officer_of
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, may
from hocba_web.register.models import Permit, School
from hocba_web.register.services import permits as write

_PAGE = 50
_EITHER = (Act.PERMIT_PREPARE, Act.PERMIT_DECIDE)


@dataclass(frozen=True, slots=True)
class About:
    """What a prepared permit says."""

    kind: str
    school: str
    school_year: int
    group: str
    uuid: str
    decision: str
    valid_from: date
    valid_until: date


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What waits, and every permit that was given."""
    officer = officer_of(request, *_EITHER)
    page = Paginator(_given(officer), _PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    rows = [(one, _state(one, today)) for one in page.object_list]
    open_cases = waiting(officer, Kind.PERMIT)
    names = _names(open_cases)
    return render(
        request,
        "desk/permits/list.html",
        {
            "rows": rows,
            "page": page,
            "waiting": [(one, _about(one, names)) for one in open_cases],
            "may_prepare": may(officer, Act.PERMIT_PREPARE),
            "may_decide": may(officer, Act.PERMIT_DECIDE),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def prepare_late(request: HttpRequest) -> HttpResponse:
    """That a school may send records of a closed group."""
    officer = officer_of(request, Act.PERMIT_PREPARE)
    form = LateForm(
        request.POST or None,
        officer=officer,
        year=current_year(clock.today()),
        initial={"valid_from": clock.today(), "school": request.GET.get("truong", "")},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            row = write.prepare_late_intake(
                officer,
                school_id=told["school"],
                school_year=told["year"],
                group=ClosingGroup(told["group"]),
                decision=told["decision"],
                valid=(told["valid_from"], told["valid_until"]),
                note=told["note"],
                at=clock.now(),
            )
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            messages.success(request, _("Đã chuyển người quyết định."))
            return redirect("desk:permit_case", public_id=row.public_id)
    context = {"form": form, "title": _("Nhận bổ sung sau khi chốt")}
    return render(request, "desk/permits/prepare.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def prepare_amendment(request: HttpRequest) -> HttpResponse:
    """That a closed record may be replaced by another."""
    officer = officer_of(request, Act.PERMIT_PREPARE)
    form = AmendmentForm(
        request.POST or None,
        officer=officer,
        initial={"valid_from": clock.today(), "uuid": request.GET.get("hoc-ba", "")},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            row = write.prepare_amendment(
                officer,
                uuid=told["uuid"],
                school_id=told["school"],
                decision=told["decision"],
                valid=(told["valid_from"], told["valid_until"]),
                note=told["note"],
                at=clock.now(),
            )
        except Missing:
            form.add_error("uuid", _("Không có học bạ nào mang mã tra cứu này trong địa bàn được giao."))
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            messages.success(request, _("Đã chuyển người quyết định."))
            return redirect("desk:permit_case", public_id=row.public_id)
    context = {"form": form, "title": _("Sửa đổi sau khi chốt")}
    return render(request, "desk/permits/prepare.html", context, status=status_of(form))


@require_safe
def case_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was prepared."""
    return _page(request, officer_of(request, *_EITHER), public_id)


@require_POST
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Decide what another officer prepared."""
    officer = confirmed_officer_of(request, Act.PERMIT_DECIDE)
    form = DecideForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            permit = write.decide(officer, public_id, agree=told["agree"], answer=told["answer"], at=clock.now())
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            said = _("Đã cho phép trong thời hạn ghi trên.") if permit else _("Đã ghi: không cho phép.")
            messages.success(request, said)
            return redirect("desk:permit_case", public_id=public_id)
    return _page(request, officer, public_id, form)


@require_POST
def revoke(request: HttpRequest, permit_id: int) -> HttpResponse:
    """End a permit now."""
    officer = confirmed_officer_of(request, Act.PERMIT_DECIDE)
    write.revoke(officer, permit_id, at=clock.now())
    messages.success(request, _("Đã dừng cho phép. Những gì đã nhận vẫn giữ nguyên."))
    return redirect("desk:permits")


def _given(officer: Officer) -> QuerySet[Permit]:
    found = Permit.objects.select_related("school", "prepared__decided_by").order_by("-id")
    return found if officer.areas is None else found.filter(school__area_code__in=officer.areas)


def _state(permit: Permit, today: date) -> tuple[str, str]:
    if permit.revoked_at is not None:
        return "refused", _("Đã dừng")
    if permit.valid_until < today:
        return "locked", _("Hết hạn")
    return ("waiting", _("Chưa đến ngày")) if permit.valid_from > today else ("open", _("Đang hiệu lực"))


def _names(found: list[Case]) -> dict[int, str]:
    ids = [int(str(one.details["school"])) for one in found]
    return dict(School.objects.filter(pk__in=ids).values_list("pk", "name"))


def _about(found: Case, names: dict[int, str]) -> About:
    told = {name: str(value) if value is not None else "" for name, value in found.details.items()}
    return About(
        kind=told["permit"],
        school=names.get(int(told["school"]), ""),
        school_year=int(told["school_year"]),
        group=told["group"],
        uuid=told["uuid"],
        decision=told["decision"],
        valid_from=date.fromisoformat(told["from"]),
        valid_until=date.fromisoformat(told["until"]),
    )


def _page(
    request: HttpRequest, officer: Officer, public_id: UUID, decide_form: DecideForm | None = None
) -> HttpResponse:
    row = case(officer, Kind.PERMIT, public_id)
    may_decide = row.waiting and may(officer, Act.PERMIT_DECIDE)
    return render(
        request,
        "desk/permits/case.html",
        {
            "case": row,
            "about": _about(row, _names([row])),
            "decide_form": (decide_form or DecideForm()) if may_decide else None,
        },
        status=422 if decide_form else 200,
    )
