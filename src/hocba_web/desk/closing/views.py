"""Pages of closing (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b), chapter I art. 5(3)(d), chapter I art. 5(6)(a))."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba.model import ClosingGroup
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.desk.closing.forms import ClosingForm
from hocba_web.desk.closing.selectors import about, by_area, by_school, plans, schools_in, still_judged
from hocba_web.desk.common import DecideForm, refuse_in, schools_of, status_of
from hocba_web.desk.deciding import Kind, case, waiting
from hocba_web.desk.years import current_year, deadlines, offered, year_of
from hocba_web.officers.acting import confirmed_officer_of, officer_of
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, may
from hocba_web.register.services import closing as write

_EITHER = (Act.CLOSING_PREPARE, Act.CLOSING_DECIDE)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """A group of a year by area; `?dia-ban=` shows the schools of one."""
    officer = officer_of(request, *_EITHER)
    today = clock.today()
    year = year_of(request.GET.get("nam", ""), current_year(today))
    group = request.GET.get("dot", ClosingGroup.JUNE.value)
    if group not in {one.value for one in ClosingGroup}:
        raise Missing("NOT_FOUND_HERE")
    rows = by_school(schools_of(officer), year.first, group)
    areas = by_area(rows)
    area = request.GET.get("dia-ban")
    if area is None and len(areas) == 1:
        area = areas[0].code
    tabs = [
        {
            "label": _("Đợt %s") % one.value,
            "url": f"?nam={year.first}&dot={one.value}",
            "current": one.value == group,
            "count": None,
        }
        for one in ClosingGroup
    ]
    return render(
        request,
        "desk/closing/overview.html",
        {
            "year": year,
            "years": offered(today),
            "group": group,
            "tabs": tabs,
            "deadline": next(one for one in deadlines(year, today) if one.group.value == group),
            "areas": areas,
            "area": area,
            "rows": [row for row in rows if row.school.area_code == area] if area is not None else [],
            "waiting": [(one, about(one)) for one in waiting(officer, Kind.CLOSING)],
            "plans": plans(officer),
            "may_prepare": may(officer, Act.CLOSING_PREPARE),
            "may_decide": may(officer, Act.CLOSING_DECIDE),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    """Put a closing before those who decide; `?nam=` names the year, `?dot=`, `?pham-vi=` choose beforehand."""
    officer = officer_of(request, Act.CLOSING_PREPARE)
    year = year_of(request.GET.get("nam", ""), current_year(clock.today()))
    start = {"group": request.GET.get("dot", ""), "scope": request.GET.get("pham-vi", "")}
    form = ClosingForm(request.POST or None, officer=officer, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            row = write.prepare(officer, **form.asked(year), at=clock.now())  # type: ignore[arg-type]  # by name
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            messages.success(request, _("Đã chuyển người quyết định."))
            return redirect("desk:closing_case", public_id=row.public_id)
    return render(request, "desk/closing/prepare.html", {"form": form, "year": year}, status=status_of(form))


@require_safe
def case_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was prepared: the schools it is about, and what stands in the way."""
    return _page(request, officer_of(request, *_EITHER), public_id)


@require_POST
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Decide what another officer prepared."""
    officer = confirmed_officer_of(request, Act.CLOSING_DECIDE)
    form = DecideForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            plan = write.decide(officer, public_id, agree=told["agree"], answer=told["answer"], at=clock.now())
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            if plan is None:
                messages.success(request, _("Đã ghi: không đồng ý chốt."))
            elif plan.done_at is not None:
                messages.success(request, _("Đã chốt. Dữ liệu của đợt không thay đổi nữa."))
            elif plan.on is not None and plan.on > clock.today():
                messages.success(request, _("Đã quyết định. Hệ thống tự chốt khi đến ngày."))
            else:
                told_so = _("Đã quyết định. Hệ thống tự chốt từng trường ngay khi xử lý xong danh sách đã nhận.")
                messages.success(request, told_so)
            return redirect("desk:closing_case", public_id=public_id)
    return _page(request, officer, public_id, form)


@require_POST
def call_off(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Call off what is not carried out yet."""
    officer = confirmed_officer_of(request, Act.CLOSING_DECIDE)
    write.call_off(officer, plan_id, at=clock.now())
    messages.success(request, _("Đã dừng. Những trường đã chốt vẫn giữ nguyên."))
    return redirect("desk:closing")


def _page(
    request: HttpRequest, officer: Officer, public_id: UUID, decide_form: DecideForm | None = None
) -> HttpResponse:
    row = case(officer, Kind.CLOSING, public_id)
    found = about(row)
    rows = by_school(schools_in(officer, found), found.school_year, found.group)
    may_decide = row.waiting and may(officer, Act.CLOSING_DECIDE)
    return render(
        request,
        "desk/closing/case.html",
        {
            "case": row,
            "about": found,
            "rows": rows,
            "held": sum(row.held for row in rows),
            "open_recalls": sum(row.recalls for row in rows),
            "empty": sum(row.empty for row in rows),
            "judging": still_judged(row, found, rows, at=clock.now()),
            "decide_form": (decide_form or DecideForm()) if may_decide else None,
        },
        status=422 if decide_form else 200,
    )
