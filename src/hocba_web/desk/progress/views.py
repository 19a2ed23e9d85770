"""Pages of progress."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.desk.common import GROUPS, areas_of
from hocba_web.desk.progress import selectors
from hocba_web.desk.years import current_year, deadlines, offered, year_of
from hocba_web.gateway.models import Certificate
from hocba_web.officers.acting import officer_of
from hocba_web.officers.permissions import Act
from hocba_web.register.models import Closing, School
from hocba_web.register.selectors.progress import by_school


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All schools by area; `?dia-ban=` one area, `?nam=` another school year."""
    officer = officer_of(request, Act.PROGRESS_VIEW)
    today = clock.today()
    year = year_of(request.GET.get("nam", ""), current_year(today))
    area = request.GET.get("dia-ban", "")
    found = selectors.areas(officer, year.first, area_code=area)
    context = {
        "year": year,
        "years": offered(today),
        "deadlines": deadlines(year, today),
        "areas": found,
        "totals": selectors.totals(found),
        "chart": [(one.name or _("Chưa ghi địa bàn"), one.counts) for one in found],
        "labels": {"done": _("Đã chốt"), "doing": _("Đang gửi"), "error": _("Có học bạ bị từ chối")},
        "choices": areas_of(officer),
        "area": area,
    }
    return render(request, "desk/progress/overview.html", context)


@require_safe
def school(request: HttpRequest, school_id: int) -> HttpResponse:
    """One school: groups, transactions, certificates; `?nam=` another school year."""
    held = School.objects.filter(pk=school_id).first()
    if held is None:
        raise Missing("NOT_FOUND_HERE")
    officer = officer_of(request, Act.PROGRESS_VIEW, area_code=held.area_code)
    today = clock.today()
    year = year_of(request.GET.get("nam", ""), current_year(today))
    row = next((one for one in by_school(officer, year.first) if one.school == held), None)
    context = {
        "held": held,
        "year": year,
        "years": offered(today),
        "groups": [(label, row.groups[key]) for key, label in GROUPS] if row else [],
        "messages_in": selectors.messages_of(held),
        "certificates": Certificate.objects.filter(school=held),
        "closings": Closing.objects.filter(school=held).order_by("-finalised_at"),
    }
    return render(request, "desk/progress/school.html", context)
