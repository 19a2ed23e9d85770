"""Files going out."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocba.model import Grade, Moment
from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, Missing
from hocba_web.intake.exporting import Wanted
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.selectors.exports import MOMENTS, export_page
from hocba_web.intake.services.exports import export
from hocba_web.intake.views.files import as_file
from hocba_web.schools.selectors.rows import years_of_school

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_GRADES = frozenset("12345")


@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """Everything somebody may take out of a year."""
    actor = acting(request)
    if not any(held_by(actor.role, action) for action in (Action.REGISTER_EXPORT, Action.RESULTS_EXPORT)):
        raise Forbidden("EXPORT_NOT_ALLOWED", source="Decision 32/QĐ-THPĐ, chapter I art. 5(5)", role=actor.label)
    years = years_of_school(actor.school_id)
    asked = request.GET.get("nam", "")
    year = next((one for one in years if str(one.id) == asked), None) or next(
        (one for one in years if one.is_current), years[0] if years else None
    )
    context = {
        "years": years,
        "year": year,
        "page": export_page(actor, year) if year is not None else None,
        "moments": MOMENTS,
    }
    return render(request, "intake/exports.html", context)


@require_safe
def download(request: HttpRequest, year_id: int, kind: str) -> HttpResponse:
    """One file."""
    actor = acting(request)
    try:
        wanted = Wanted(
            FileKind(kind),
            grade=_grade(request.GET.get("khoi", "")),
            moment=Moment(request.GET["ky"]) if request.GET.get("ky") else None,
            class_name=request.GET.get("lop", ""),
        )
    except ValueError as error:
        raise Missing("EXPORT_UNKNOWN") from error
    found = export(actor=actor, year_id=year_id, wanted=wanted, at=clock.now())
    return as_file(found.content, found.name, _XLSX)


def _grade(text: str) -> Grade | None:
    if text == "":
        return None
    if text not in _GRADES:
        raise ValueError(text)
    return cast("Grade", int(text))
