"""Marks of people: "Hoàn thành" of a part, "sẵn sàng" of a class."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hocba.model import Subject
from hocba.regulation import moment_name
from hocba_web.accounts.acting import acting
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.grid.columns import Section
from hocba_web.assessment.selectors.grid.sheets import sheet_slug
from hocba_web.assessment.selectors.register import class_facts
from hocba_web.assessment.selectors.tables.answers import language
from hocba_web.assessment.services.completion import (
    NotComplete,
    mark_complete,
    mark_ready,
    withdraw_complete,
    withdraw_ready,
)
from hocba_web.assessment.views.grid import moment_of
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, spoken


def part_of(value: str) -> str:
    """The part an address names.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    if value != HOMEROOM and value not in {subject.value for subject in Subject}:
        raise Missing("NOT_FOUND_HERE")
    return value


@require_POST
def complete(request: HttpRequest, class_id: int, moment: str, part: str) -> HttpResponse:
    """Mark a part complete, or show all that is missing."""
    actor, at, when = acting(request), clock.now(), moment_of(moment)
    slug = sheet_slug(part_of(part))
    try:
        mark_complete(actor=actor, class_id=class_id, moment=when, part=part, at=at)
    except NotComplete as refusal:
        tongue = language()
        rows = [
            {
                "pupil": gap.pupil.name,
                "number": gap.pupil.number,
                "column": f"{gap.column.group}, {gap.column.title}" if gap.column.group else gap.column.title,
                "what": gap.finding.what(tongue) if gap.finding else _("Chưa nhập"),
                "next": gap.finding.next_step(tongue) if gap.finding else "",
                "sheet": slug if gap.column.section is Section.SUBJECTS else gap.column.section.value,
                "is_error": gap.finding is not None,
            }
            for gap in refusal.gaps
        ]
        return render(
            request,
            "assessment/grid/gaps.html",
            {
                "refusal": spoken(refusal),
                "rows": rows,
                "facts": class_facts(class_id, actor.school_id),
                "moment": moment,
                "moment_name": moment_name(when),
                "sheet": slug,
            },
            status=409,
        )
    messages.success(request, _("Đã đánh dấu hoàn thành."))
    return redirect("assessment:grid", class_id, moment, slug)


@require_POST
def reopen(request: HttpRequest, class_id: int, moment: str, part: str) -> HttpResponse:
    """Take the mark back."""
    slug = sheet_slug(part_of(part))
    withdraw_complete(actor=acting(request), class_id=class_id, moment=moment_of(moment), part=part, at=clock.now())
    messages.success(request, _("Đã gỡ dấu hoàn thành; thầy/cô sửa được lại."))
    return redirect("assessment:grid", class_id, moment, slug)


@require_POST
def ready(request: HttpRequest, class_id: int, moment: str) -> HttpResponse:
    """Mark a class ready."""
    mark_ready(actor=acting(request), class_id=class_id, moment=moment_of(moment), at=clock.now())
    messages.success(request, _("Lớp đã sẵn sàng."))
    return redirect("assessment:class", class_id, moment)


@require_POST
def unready(request: HttpRequest, class_id: int, moment: str) -> HttpResponse:
    """Take the mark back."""
    withdraw_ready(actor=acting(request), class_id=class_id, moment=moment_of(moment), at=clock.now())
    messages.success(request, _("Đã gỡ dấu sẵn sàng của lớp."))
    return redirect("assessment:class", class_id, moment)
