"""School years and their classes."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.schools.forms.setup import ClassForm, NewClassesForm, YearDaysForm, YearForm
from hocba_web.schools.selectors import setup as read
from hocba_web.schools.selectors.teaching import assignments
from hocba_web.schools.services import setup as write
from hocba_web.schools.views.common import refuse_in, status_of

_USUAL_LANGUAGE = "Tiếng Anh"
_SUMMER = 6
"""From June on the year that is set up next begins in the same calendar year."""


@require_safe
def year(request: HttpRequest, year_id: int) -> HttpResponse:
    """One year: its days and classes."""
    actor = acting(request)
    target = Target(school_id=actor.school_id)
    require(actor, Action.STRUCTURE_VIEW, target)
    row = read.year(actor.school_id, year_id)
    today = min(max(clock.today(), row.starts_on), row.ends_on)
    led = {one.class_id: one.staff_name for one in assignments(year_id, today) if one.subject is None}
    classes = [{"row": one, "homeroom": led.get(one.id, "")} for one in read.classes_of_year(year_id)]
    return render(
        request,
        "schools/setup/year.html",
        {
            "year": row,
            "classes": classes,
            "may_edit": allowed(actor, Action.SCHOOL_EDIT, target),
            "may_edit_classes": allowed(actor, Action.CLASS_EDIT, target),
        },
    )


def _likely(today: date, known: tuple[read.YearRow, ...]) -> dict[str, object]:
    """What a new year most likely looks like: after the newest one, from 5/9 to 31/5."""
    first = known[0].value.first + 1 if known else today.year - (today.month < _SUMMER)
    return {
        "first": first,
        "starts_on": date(first, 9, 5),
        "term_2_on": date(first + 1, 1, 19),
        "ends_on": date(first + 1, 5, 31),
    }


@require_http_methods(["GET", "POST"])
def year_add(request: HttpRequest) -> HttpResponse:
    """Set up a year."""
    actor = acting(request)
    require(actor, Action.SCHOOL_EDIT, Target(school_id=actor.school_id))
    initial = _likely(clock.today(), read.years(actor.school_id))
    form = YearForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        typed = form.cleaned_data
        first = typed.pop("first")
        try:
            row = write.add_year(actor=actor, first=first, data=write.YearData(**typed), at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã lập năm học. Bước tiếp theo: lập các lớp."))
            return redirect("schools:year", year_id=row.id)
    return render(request, "schools/setup/year_edit.html", {"form": form, "year": None}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def year_edit(request: HttpRequest, year_id: int) -> HttpResponse:
    """Change the days of a year."""
    actor = acting(request)
    require(actor, Action.SCHOOL_EDIT, Target(school_id=actor.school_id))
    row = read.year(actor.school_id, year_id)
    initial = {"starts_on": row.starts_on, "term_2_on": row.term_2_on, "ends_on": row.ends_on}
    form = YearDaysForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            data = write.YearData(**form.cleaned_data)
            write.edit_year(actor=actor, year_id=year_id, data=data, at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã lưu các mốc của năm học."))
            return redirect("schools:year", year_id=year_id)
    return render(request, "schools/setup/year_edit.html", {"form": form, "year": row}, status=status_of(form))


@require_POST
def year_current(request: HttpRequest, year_id: int) -> HttpResponse:
    """Make a year the one the school works in."""
    row = write.make_current(actor=acting(request), year_id=year_id, at=clock.now())
    messages.success(request, _("Trường làm việc trong năm học %(year)s.") % {"year": row})
    return redirect("schools:year", year_id=year_id)


@require_http_methods(["GET", "POST"])
def class_add(request: HttpRequest, year_id: int) -> HttpResponse:
    """Set up classes."""
    actor = acting(request)
    require(actor, Action.CLASS_EDIT, Target(school_id=actor.school_id))
    row = read.year(actor.school_id, year_id)
    form = NewClassesForm(
        request.POST if request.method == "POST" else None,
        campuses=read.campuses(actor.school_id),
        initial={"foreign_language": _USUAL_LANGUAGE},
    )
    if form.is_valid():
        names = form.cleaned_data["names"].replace(";", ",").split(",")
        try:
            made = write.add_classes(actor=actor, year_id=year_id, names=names, data=_class_data(form), at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã lập %(count)s lớp.") % {"count": len(made)})
            return redirect("schools:year", year_id=year_id)
    context = {"form": form, "year": row, "class": None}
    return render(request, "schools/setup/class_edit.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def class_edit(request: HttpRequest, class_id: int) -> HttpResponse:
    """Change a class."""
    actor = acting(request)
    require(actor, Action.CLASS_EDIT, Target(school_id=actor.school_id))
    row = read.class_row(actor.school_id, class_id)
    initial = {
        "name": row.name,
        "campus": row.campus_id or "",
        "foreign_language": row.foreign_language,
        "minority_language": row.minority_language,
    }
    form = ClassForm(
        request.POST if request.method == "POST" else None, campuses=read.campuses(actor.school_id), initial=initial
    )
    if form.is_valid():
        try:
            write.edit_class(
                actor=actor,
                class_id=class_id,
                name=form.cleaned_data["name"],
                data=_class_data(form),
                at=clock.now(),
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã lưu lớp."))
            return redirect("schools:year", year_id=row.year_id)
    context = {"form": form, "year": read.year(actor.school_id, row.year_id), "class": row}
    return render(request, "schools/setup/class_edit.html", context, status=status_of(form))


@require_POST
def class_remove(request: HttpRequest, class_id: int) -> HttpResponse:
    """Remove a class that was set up by mistake."""
    actor = acting(request)
    year_id = read.class_row(actor.school_id, class_id).year_id
    write.remove_class(actor=actor, class_id=class_id, at=clock.now())
    messages.success(request, _("Đã xóa lớp."))
    return redirect("schools:year", year_id=year_id)


def _class_data(form: NewClassesForm | ClassForm) -> write.ClassData:
    typed = form.cleaned_data
    return write.ClassData(
        campus_id=typed.get("campus"),
        foreign_language=typed["foreign_language"],
        minority_language=typed["minority_language"],
    )
