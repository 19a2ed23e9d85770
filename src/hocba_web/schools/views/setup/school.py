"""The school's profile and its campuses."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.forms.setup import CampusForm, SchoolForm
from hocba_web.schools.selectors import setup as read
from hocba_web.schools.services import setup as write
from hocba_web.schools.views.common import refuse_in, status_of


@require_safe
def school(request: HttpRequest) -> HttpResponse:
    """What the school is, where it teaches, its years."""
    actor = acting(request)
    target = Target(school_id=actor.school_id)
    require(actor, Action.STRUCTURE_VIEW, target)
    profile = read.profile(actor.school_id)
    facts = [
        (_("Mã trường"), profile.code),
        (_("Mã số thuế"), profile.tax_code),
        (_("Cơ quan quản lý"), f"{profile.authority_name} ({profile.authority_code})"),
        (_("Địa bàn"), f"{profile.commune}, {profile.province}"),
        (_("Địa chỉ"), profile.address),
        (_("Điện thoại"), profile.phone),
        (_("Thư điện tử"), profile.email),
    ]
    return render(
        request,
        "schools/setup/school.html",
        {
            "profile": profile,
            "facts": facts,
            "campuses": read.campuses(actor.school_id),
            "years": read.years_with_counts(actor.school_id),
            "may_edit": allowed(actor, Action.SCHOOL_EDIT, target),
        },
    )


@require_http_methods(["GET", "POST"])
def school_edit(request: HttpRequest) -> HttpResponse:
    """Change the profile."""
    actor = acting(request)
    require(actor, Action.SCHOOL_EDIT, Target(school_id=actor.school_id))
    profile = read.profile(actor.school_id)
    form = SchoolForm(request.POST if request.method == "POST" else None, initial=asdict(profile))
    if form.is_valid():
        data = write.SchoolData(district=profile.district, **form.cleaned_data)
        try:
            write.edit_school(actor=actor, data=data, at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã lưu thông tin trường."))
            return redirect("schools:school")
    return render(request, "schools/setup/school_edit.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def campus(request: HttpRequest, campus_id: int | None = None) -> HttpResponse:
    """Add a campus, or change one."""
    actor = acting(request)
    require(actor, Action.SCHOOL_EDIT, Target(school_id=actor.school_id))
    row = None
    if campus_id is not None:
        row = next((one for one in read.campuses(actor.school_id) if one.id == campus_id), None)
        if row is None:
            raise Missing("NOT_FOUND_HERE")
    initial = {"name": row.name, "address": row.address} if row else {}
    form = CampusForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            write.save_campus(actor=actor, campus_id=campus_id, at=clock.now(), **form.cleaned_data)
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã lưu điểm trường."))
            return redirect("schools:school")
    return render(request, "schools/setup/campus.html", {"form": form, "campus": row}, status=status_of(form))


@require_POST
def campus_remove(request: HttpRequest, campus_id: int) -> HttpResponse:
    """Remove an unused campus."""
    write.remove_campus(actor=acting(request), campus_id=campus_id, at=clock.now())
    messages.success(request, _("Đã xóa điểm trường."))
    return redirect("schools:school")
