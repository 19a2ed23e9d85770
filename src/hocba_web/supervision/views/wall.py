"""The principal's wall: class by stage, who is late, days to the deadlines."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hocba.model import Moment
from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.selectors.progress import ClassState, wall
from hocba_web.assessment.selectors.windows.state import nearest_moment
from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.schools.selectors.setup import current_year
from hocba_web.supervision.selectors.deadlines import deadlines
from hocba_web.supervision.selectors.lateness import late_parts
from hocba_web.supervision.selectors.reminders import last_reminded
from hocba_web.supervision.selectors.stages import STAGE_KINDS, STAGE_LABELS, by_grade, stage_counts
from hocba_web.supervision.selectors.words import moment_words
from hocba_web.supervision.services.reminders import remind_late

GRADES = range(1, 6)
_NAMED = 2
"""Parts named on the wall; the rest stand on the class's page."""


@require_GET
def wall_page(request: HttpRequest) -> HttpResponse:
    """Every class of the school at one moment; `?thoi-diem=` and `?khoi=` narrow it."""
    actor, at = acting(request), clock.now()
    require(actor, Action.WALL_VIEW, Target(school_id=actor.school_id))
    year = current_year(actor.school_id)
    if year is None:
        return render(request, "supervision/wall_empty.html")
    moment = _moment(request.GET.get("thoi-diem", "")) or nearest_moment(year.id, at)
    states = wall(year.id, moment, at)
    grade = request.GET.get("khoi", "")
    shown = [state for state in states if not grade.isdecimal() or state.facts.grade == int(grade)]
    late = late_parts(year.id, shown, clock.local(at).date())
    reminded = last_reminded(year.id, [one.topic(moment) for one in late]) if late else {}
    template = "supervision/_wall.html" if getattr(request, "htmx", False) else "supervision/wall.html"
    return render(
        request,
        template,
        {
            "moment": moment.value,
            "moment_name": moment_words(moment),
            "tabs": tabs(grade, moment),
            "grade": grade,
            "grades": GRADES,
            "rows": [_row(state, {one.part for one in late if one.class_id == state.facts.id}) for state in shown],
            "counts": stage_counts(shown),
            "chart": by_grade(shown),
            "late": [(one, reminded.get((one.user_id or 0, one.topic(moment)))) for one in late],
            "may_remind": any(one.user_id for one in late),
            "deadlines": deadlines(year, at),
            "at": at,
        },
    )


@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Remind everybody who is late at one moment."""
    actor = acting(request)
    moment = _moment(request.POST.get("thoi-diem", ""))
    if moment is None:
        raise Missing("NOT_FOUND_HERE")
    sent = remind_late(actor=actor, moment=moment, at=clock.now())
    said = _("Đã nhắc %(people)d người về %(parts)d phần việc.") % {"people": sent.people, "parts": sent.parts}
    if sent.passed_over:
        said += " " + _("%d phần vừa được nhắc hoặc giáo viên chưa có tài khoản.") % sent.passed_over
    messages.success(request, said)
    return redirect(f"{reverse('supervision:wall')}?thoi-diem={moment.value}")


def tabs(grade: str, current: Moment | None) -> list[dict[str, object]]:
    """The four moments, then the records; no moment is the last one."""
    entries, records = reverse("supervision:wall"), reverse("supervision:records_wall")
    found: list[dict[str, object]] = [
        {
            "label": moment_words(one),
            "url": f"{entries}?thoi-diem={one.value}&khoi={grade}",
            "current": one is current,
            "count": None,
        }
        for one in Moment
    ]
    last = {"label": _("Ký, phát hành, nộp"), "url": f"{records}?khoi={grade}", "current": current is None}
    return [*found, {**last, "count": None}]


def _moment(value: str) -> Moment | None:
    if not value:
        return None
    try:
        return Moment(value)
    except ValueError as error:
        raise Missing("NOT_FOUND_HERE") from error


def _row(state: ClassState, late: set[str]) -> dict[str, object]:
    parts = len(state.parts)
    doing = "late" if late else "doing"
    gaps = [f"{part.name} ({part.missing})" for part in state.parts if part.missing]
    entered, checked = f"{state.filled}/{state.total}", f"{state.completed}/{parts}"
    return {
        "state": state,
        "label": STAGE_LABELS[state.stage],
        "kind": STAGE_KINDS[state.stage],
        "entered": "done" if state.total and state.filled == state.total else doing,
        "entered_text": entered,
        "entered_label": _("Đã nhập %s ô") % entered,
        "checked": "done" if state.completed == parts else doing,
        "checked_text": checked,
        "checked_label": _("Đã kiểm tra %s phần") % checked,
        "missing": gaps[:_NAMED],
        "more": max(0, len(gaps) - _NAMED),
        "unmarked": sum(part.completed_at is None and part.total > 0 for part in state.parts),
    }
