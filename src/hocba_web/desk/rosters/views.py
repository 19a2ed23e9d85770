"""Pages of the sector database's lists."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba.errors import UnreadableFile
from hocba.model import SchoolYear
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.desk.common import areas_of, refuse_in, schools_of
from hocba_web.desk.rosters.forms import ComparingForm, ListsForm
from hocba_web.desk.years import current_year
from hocba_web.gateway.models import Access, ComparingChange, Roster
from hocba_web.gateway.selectors.rosters import difference, fault_rows
from hocba_web.gateway.services.roster.drafts import draft_of, prepare_draft, set_aside, take_over
from hocba_web.gateway.services.roster.importing import set_comparing
from hocba_web.officers.acting import confirmed_officer_of, officer_of
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act
from hocba_web.register.models import School

_PAGE = 100
_CHANGES = 20


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Schools with what is known of them this school year; `?q=` by name or code, `?dia-ban=` by area."""
    officer = officer_of(request, Act.ROSTER_IMPORT)
    sought, area = request.GET.get("q", "").strip(), request.GET.get("dia-ban", "")
    year = current_year(clock.today())
    standing = Roster.objects.filter(school=OuterRef("pk"), school_year=year.first)
    found = (
        schools_of(officer)
        .filter(active=True)
        .select_related("access")
        .annotate(
            listed_at=Subquery(standing.values("imported_at")[:1]),
            listed_pupils=Subquery(standing.values("pupils_count")[:1]),
            listed_teachers=Subquery(standing.values("teachers_count")[:1]),
        )
    )
    if sought:
        found = found.filter(Q(name__icontains=sought) | Q(code__icontains=sought))
    if area:
        found = found.filter(area_code=area)
    context = {
        "page": Paginator(found, _PAGE).get_page(request.GET.get("page")),
        "year": year,
        "sought": sought,
        "area": area,
        "areas": areas_of(officer),
        "filtered": bool(sought or area),
    }
    return render(request, "desk/rosters/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def school(request: HttpRequest, school_id: int) -> HttpResponse:
    """One school; what is posted are lists to look at: nothing is taken over yet."""
    officer = officer_of(request, Act.ROSTER_IMPORT)
    held = _school(officer, school_id)
    if request.method != "POST":
        return _page(request, held)
    form = ListsForm(request.POST, request.FILES, year=_year())
    if form.is_valid():
        told = form.cleaned_data
        try:
            prepared = prepare_draft(
                officer,
                held,
                school_year=told["school_year"],
                pupils=told["pupils"],
                staff=told["staff"],
                at=clock.now(),
            )
        except UnreadableFile as error:
            params: dict[str, Any] = {name: value for name, value in error.params.items() if name != "where"}
            refuse_in(request, officer, form, Refused(error.code, **params))
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            return redirect("desk:roster_draft", public_id=prepared.public_id)
    return _page(request, held, lists=form)


@require_safe
def draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the lists would change, and which rows are left out."""
    officer = officer_of(request, Act.ROSTER_IMPORT)
    found = draft_of(officer, public_id)
    audit.viewed(
        actor=officer,
        action="gateway.roster.previewed",
        subject=("school", found.school_id),
        at=clock.now(),
        school_id=found.school_id,
    )
    context = {
        "draft": found,
        "year": SchoolYear(found.school_year),
        "found": difference(found),
        "faults": list(fault_rows(found)),
    }
    return render(request, "desk/rosters/draft.html", context)


@require_POST
def take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put the lists in the place of the earlier ones."""
    officer = confirmed_officer_of(request, Act.ROSTER_IMPORT)
    held = draft_of(officer, public_id).school_id
    done = take_over(officer, public_id, at=clock.now())
    words = {"pupils": done.pupils, "teachers": done.teachers}
    messages.success(request, _("Đã nhập %(pupils)s học sinh, %(teachers)s cán bộ, giáo viên.") % words)
    return redirect("desk:roster_school", school_id=held)


@require_POST
def drop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Do not take them over."""
    officer = officer_of(request, Act.ROSTER_IMPORT)
    school_id = set_aside(officer, public_id)
    messages.success(request, _("Đã bỏ. Danh sách đang dùng giữ nguyên."))
    return redirect("desk:roster_school", school_id=school_id)


@require_POST
def comparing(request: HttpRequest, school_id: int) -> HttpResponse:
    """Change what happens to records that disagree with the lists."""
    officer = confirmed_officer_of(request, Act.ROSTER_IMPORT)
    held = _school(officer, school_id)
    form = ComparingForm(request.POST)
    if form.is_valid():
        try:
            set_comparing(
                officer, held, form.cleaned_data["comparing"], reason=form.cleaned_data["reason"], at=clock.now()
            )
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            messages.success(request, _("Đã đặt cách đối chiếu."))
            return redirect("desk:roster_school", school_id=school_id)
    return _page(request, held, mode=form)


def _year() -> SchoolYear:
    return current_year(clock.today())


def _school(officer: Officer, school_id: int) -> School:
    found = schools_of(officer).filter(pk=school_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def _page(
    request: HttpRequest, held: School, *, lists: ListsForm | None = None, mode: ComparingForm | None = None
) -> HttpResponse:
    access = Access.objects.filter(school=held).first()
    wrong = bool((lists and lists.errors) or (mode and mode.errors))
    changes = ComparingChange.objects.filter(school=held).select_related("changed_by")[:_CHANGES]
    labels = dict(Access.Comparing.choices)
    context = {
        "held": held,
        "access": access,
        "lists_form": lists or ListsForm(year=_year()),
        "mode_form": mode or ComparingForm(initial={"comparing": access.comparing if access else ""}),
        "rosters": [
            (SchoolYear(one.school_year), one)
            for one in Roster.objects.filter(school=held).select_related("imported_by").order_by("-school_year")
        ],
        "changes": [(one, labels.get(one.before, one.before), labels.get(one.after, one.after)) for one in changes],
    }
    return render(request, "desk/rosters/school.html", context, status=422 if wrong else 200)
