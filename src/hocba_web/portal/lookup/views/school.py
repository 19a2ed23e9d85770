"""School management's pages: the own school's records, listed and read."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hocba.model import SchoolYear
from hocba_web.base import clock
from hocba_web.base.text import whole
from hocba_web.officers.acting import officer_of
from hocba_web.officers.permissions import Act
from hocba_web.portal.lookup import own_school
from hocba_web.portal.lookup.views.files import attachment, kind_of
from hocba_web.register.selectors import lookup

_PAGE = 50


@never_cache
@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """The school's records of a year, by class and name."""
    officer = officer_of(request, Act.OWN_SCHOOL_READ)
    years = lookup.years_of(officer.school_code)
    asked = whole(request.GET.get("nam", ""))
    year = asked if asked in years else next(iter(years), 0)
    class_name, name = request.GET.get("lop", "")[:20], request.GET.get("q", "")[:100]
    found = lookup.of_school(officer.school_code, year, class_name=class_name, name=name)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": own_school.listed(officer, list(page.object_list), year=year, at=clock.now()),
        "years": [(one, str(SchoolYear(one))) for one in years],
        "classes": lookup.classes_of(officer.school_code, year),
        "year": year,
        "class_name": class_name,
        "q": name,
    }
    return render(request, "portal/lookup/school.html", context)


@never_cache
@require_safe
def record(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One record."""
    officer = officer_of(request, Act.OWN_SCHOOL_READ)
    found = own_school.read(officer, uuid, at=clock.now())
    return render(request, "portal/lookup/school_record.html", {"found": found})


@never_cache
@require_POST
def file(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponse:
    """A file of one record; by POST, since it leaves a trace."""
    officer = officer_of(request, Act.OWN_SCHOOL_READ)
    return attachment(own_school.fetch(officer, uuid, kind_of(kind), at=clock.now()))
