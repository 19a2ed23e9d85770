"""Pages and JSON answers of result entry."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hocba.model import Moment
from hocba.regulation import moment_name
from hocba_web.accounts.acting import acting
from hocba_web.assessment.parts import subject_of
from hocba_web.assessment.selectors.grid.columns import Section
from hocba_web.assessment.selectors.grid.sheets import sheets_for
from hocba_web.assessment.selectors.history import history
from hocba_web.assessment.selectors.tables.page import GridPage, grid_page
from hocba_web.assessment.selectors.windows.calendar import waiting_request
from hocba_web.assessment.services.grid import Change, save_act
from hocba_web.assessment.services.grid import accept_proposals as take_proposals
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, Missing, Refused


def moment_of(value: str) -> Moment:
    """The moment an address names.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    try:
        return Moment(value)
    except ValueError as error:
        raise Missing("NOT_FOUND_HERE") from error


@require_GET
def grid(request: HttpRequest, class_id: int, moment: str, sheet: str) -> HttpResponse:
    """One table of a class at one moment."""
    actor = acting(request)
    page = _shown(request, class_id, moment, sheet)
    tabs = [
        {
            "label": one.title,
            "url": reverse("assessment:grid", args=[class_id, moment, one.slug]),
            "current": one.slug == page.sheet.slug,
            "count": None,
        }
        for one in sheets_for(actor, page.facts, page.moment)
    ]
    single = page.sheet.parts[0] if len(page.sheet.parts) == 1 else ""
    closed = _closed(page)
    return render(
        request,
        "assessment/grid/grid.html",
        {
            "page": page,
            "grid": _with_session(request, page),
            "tabs": tabs,
            "moment": moment,
            "moment_name": moment_name(page.moment),
            "part": single,
            "access": page.access.get(single),
            "may_enter": bool(page.enterable),
            "may_reopen": _may_reopen(page, single),
            "may_ask": closed is not None and closed.code.startswith("WINDOW_") and bool(page.enterable),
            "asked": waiting_request(class_id, moment, page.sheet.parts, clock.now()) if closed is not None else None,
            "may_retest": _may_retest(page),
            "may_propose": page.sheet.section is Section.YEAR and page.data["editable"],
        },
    )


def _closed(page: GridPage) -> Refused | None:
    """Why nothing of the table may be entered now; None if something may."""
    refusals = [page.access[part].refusal_of_all(page.facts.part_name(part)) for part in page.sheet.parts]
    return None if not refusals or None in refusals else refusals[0]


def _may_reopen(page: GridPage, part: str) -> bool:
    """Whether a "Hoàn thành" mark may be taken back now."""
    access = page.access.get(part)
    return access is not None and part in page.enterable and access.window.is_open and not access.signed


def _may_retest(page: GridPage) -> bool:
    """Whether second tests are entered from this table: one subject with a test at the end of a term, open now."""
    subject = subject_of(page.sheet.parts[0])
    return (
        len(page.sheet.parts) == 1
        and subject is not None
        and page.moment in {Moment.END1, Moment.YEAR_END}
        and subject in page.facts.rules.tested(page.moment)
        and bool(page.data["editable"])
    )


@require_GET
def grid_history(request: HttpRequest, class_id: int, moment: str, sheet: str) -> HttpResponse:
    """Who changed what in a table, or of one pupil in it."""
    page = _shown(request, class_id, moment, sheet)
    asked = request.GET.get("hs", "")
    pupil = page.book.by_enrolment.get(int(asked)) if asked.isdecimal() else None
    number = request.GET.get("page", "")
    acts = history(
        page.facts,
        page.moment,
        {column.id for column in page.book.columns if column.part in page.sheet.parts},
        int(number) if number.isdecimal() else 1,
        pupil.enrolment_id if pupil else None,
    )
    return render(
        request,
        "assessment/grid/history.html",
        {
            "page": page,
            "moment": moment,
            "moment_name": moment_name(page.moment),
            "acts": acts,
            "pupils": page.book.pupils,
            "chosen": pupil.enrolment_id if pupil else None,
        },
    )


@require_POST
def accept_proposals(request: HttpRequest, class_id: int, moment: str) -> HttpResponse:
    """Take over what the rules propose."""
    if moment_of(moment) is not Moment.YEAR_END:
        raise Missing("NOT_FOUND_HERE")
    answer = take_proposals(actor=acting(request), class_id=class_id, at=clock.now())
    messages.success(request, _("Đã nhận đề xuất cho %(count)s ô.") % {"count": len(answer["saved"])})
    return redirect("assessment:grid", class_id, moment, Section.YEAR.value)


@require_GET
def grid_data(request: HttpRequest, class_id: int, moment: str, sheet: str) -> JsonResponse:
    """The same table, newest state, for an open page."""
    return JsonResponse(_with_session(request, _shown(request, class_id, moment, sheet)))


@require_POST
def grid_save(request: HttpRequest, class_id: int, moment: str, sheet: str) -> JsonResponse:
    """One act."""
    actor = acting(request)
    body = _body(request)
    if body.get("user") != _user_key(request):
        raise Forbidden("GRID_OTHER_USER")
    answer = save_act(
        actor=actor,
        class_id=class_id,
        moment=moment_of(moment),
        slug=sheet,
        act=_uuid(body.get("act")),
        kind=str(body.get("kind")),
        changes=_changes(body.get("changes")),
        at=clock.now(),
    )
    return JsonResponse(answer, status=HTTPStatus.OK)


def _shown(request: HttpRequest, class_id: int, moment: str, sheet: str) -> GridPage:
    """The table, with the trace that these pupils' results were read."""
    actor, at = acting(request), clock.now()
    page = grid_page(actor, class_id, moment_of(moment), sheet, at)
    audit.viewed(
        actor=actor,
        action="assessment.results.viewed",
        subject=("class", class_id),
        at=at,
        school_id=actor.school_id,
        pupils=page.pupil_ids,
        details={"class": page.facts.name, "period": moment, "sheet": page.sheet.slug},
    )
    return page


def _with_session(request: HttpRequest, page: GridPage) -> dict[str, Any]:
    return page.data | {"user": _user_key(request), "csrf": get_token(request)}


def _user_key(request: HttpRequest) -> str:
    return f"u{request.user.pk}"


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, numbers or nesting without end
        raise Refused("GRID_MALFORMED") from error
    if not isinstance(body, dict):
        raise Refused("GRID_MALFORMED")
    return body


def _uuid(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as error:
        raise Refused("GRID_MALFORMED", where="act") from error


def _changes(value: object) -> list[Change]:
    if not isinstance(value, list):
        raise Refused("GRID_MALFORMED", where="changes")
    return [_change(one) for one in value]


def _change(one: object) -> Change:
    if isinstance(one, dict):
        row, col, base = one.get("row"), one.get("col"), one.get("base")
        if type(row) is int and type(base) is int and isinstance(col, str):
            return Change(row, col, one.get("value"), base)
    raise Refused("GRID_MALFORMED", where="changes")
