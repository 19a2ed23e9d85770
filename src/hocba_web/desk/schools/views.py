"""Pages of the admin about schools and the logins of their software."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.desk.common import areas_of, never_kept, refuse_in, schools_of, status_of
from hocba_web.desk.schools import services as write
from hocba_web.desk.schools.forms import LoginForm, NewSchoolForm, SchoolForm
from hocba_web.gateway.models import Access
from hocba_web.gateway.services.units import end_login
from hocba_web.officers.acting import confirmed_officer_of, officer_of
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act
from hocba_web.register.models import School

_PAGE = 100


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All schools; `?q=` by name or code, `?dia-ban=` by area."""
    officer = officer_of(request, Act.SCHOOL_MANAGE)
    sought, area = request.GET.get("q", "").strip(), request.GET.get("dia-ban", "")
    found = schools_of(officer).select_related("access")
    if sought:
        found = found.filter(Q(name__icontains=sought) | Q(code__icontains=sought))
    if area:
        found = found.filter(area_code=area)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/schools/list.html",
        {"page": page, "sought": sought, "area": area, "areas": areas_of(officer), "filtered": bool(sought or area)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a school."""
    officer = officer_of(request, Act.SCHOOL_MANAGE)
    form = NewSchoolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            school = write.add_school(
                officer=officer,
                code=told["code"],
                name=told["name"],
                area_code=told["area_code"],
                area_name=told["area_name"],
                at=clock.now(),
            )
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            messages.success(
                request, _("Đã thêm trường. Bước tiếp theo: cấp tài khoản kết nối cho phần mềm của trường.")
            )
            return redirect("desk:school_edit", school_id=school.pk)
    return render(request, "desk/schools/new.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, school_id: int) -> HttpResponse:
    """One school: what may be put right, and its login."""
    officer = officer_of(request, Act.SCHOOL_MANAGE)
    school = _school(officer, school_id)
    start = {"name": school.name, "area_code": school.area_code, "area_name": school.area_name, "active": school.active}
    form = SchoolForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        write.change_school(
            officer=officer,
            school_id=school.pk,
            name=told["name"],
            area_code=told["area_code"],
            area_name=told["area_name"],
            active=told["active"],
            at=clock.now(),
            real_at=clock.real_now(),
        )
        messages.success(request, _("Đã lưu."))
        return redirect("desk:school_edit", school_id=school.pk)
    return _page(request, school, form, LoginForm(initial={"user_name": school.code.lower()}))


@require_POST
def login(request: HttpRequest, school_id: int) -> HttpResponse:
    """Give the school's software a login, shown once; the one it had ends."""
    officer = confirmed_officer_of(request, Act.SCHOOL_MANAGE)
    school = _school(officer, school_id)
    form = LoginForm(request.POST)
    if not form.is_valid():
        start = {"name": school.name, "area_code": school.area_code, "area_name": school.area_name}
        return _page(request, school, SchoolForm(initial=start | {"active": school.active}), form, status=422)
    given = write.renew_login(
        officer=officer,
        school=school,
        user_name=form.cleaned_data["user_name"],
        at=clock.now(),
        real_at=clock.real_now(),
    )
    return never_kept(render(request, "desk/schools/issued.html", {"given": given, "held": school}))


@require_POST
def login_end(request: HttpRequest, school_id: int) -> HttpResponse:
    """Let the login end."""
    officer = confirmed_officer_of(request, Act.SCHOOL_MANAGE)
    end_login(officer, _school(officer, school_id), at=clock.now())
    messages.success(request, _("Đã ngừng tài khoản kết nối. Những gì trường đã gửi vẫn giữ nguyên."))
    return redirect("desk:school_edit", school_id=school_id)


def _school(officer: Officer, school_id: int) -> School:
    found = schools_of(officer).filter(pk=school_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def _page(
    request: HttpRequest, school: School, form: SchoolForm, login_form: LoginForm, *, status: int = 200
) -> HttpResponse:
    return render(
        request,
        "desk/schools/edit.html",
        {
            "held": school,
            "form": form,
            "login_form": login_form,
            "access": Access.objects.filter(school=school).first(),
        },
        status=422 if form.errors else status,
    )
