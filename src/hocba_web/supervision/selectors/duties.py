"""Duties beside entering results: of those who lead, of homeroom teachers, of the registrar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.assessment.selectors.handover.overview import incoming
from hocba_web.assessment.selectors.progress import ClassState
from hocba_web.schools.selectors.rolls import classes
from hocba_web.schools.selectors.teaching_plans import plans
from hocba_web.supervision.models import Check, Inspection
from hocba_web.supervision.selectors.task import Task


def overdue(actor: Actor, states: Iterable[ClassState], moment: Moment | None) -> Iterator[Task]:
    """Parts whose window has closed without being marked complete, for those who see the wall."""
    if moment is None or not held_by(actor.role, Action.WALL_VIEW):
        return
    late = [
        part
        for state in states
        for part in state.parts
        if part.total and part.completed_at is None and not part.window.is_open and part.window.closes_at is not None
    ]
    if late:
        title = ngettext("%d phần việc đã quá hạn", "%d phần việc đã quá hạn", len(late)) % len(late)
        url = f"{reverse('supervision:wall')}?thoi-diem={moment.value}"
        yield Task(title, _("Xem ai còn nợ và nhắc"), url, "late")


def leading(actor: Actor, year_id: int, at: datetime) -> Iterator[Task]:
    """Assignment plans to approve, checks and inspections to close; a query each where the role has it.

    Args:
        actor: whose.
        year_id: of the actor's school.
        at: aware, UTC.
    """
    if held_by(actor.role, Action.ASSIGNMENT_APPROVE):
        for plan in plans(year_id):
            if plan.state == "submitted":
                detail = _("Do %s trình") % plan.proposed_by
                yield Task(_("Phân công chờ phê duyệt"), detail, reverse("schools:assignment"), "asked")
    if held_by(actor.role, Action.REGULAR_CHECK):
        for check in Check.objects.filter(school_id=actor.school_id, closed_at__isnull=True, started_by=actor.user_id):
            url = reverse("supervision:check", args=[check.pk])
            yield Task(_("Kiểm tra đang dở: %s") % check.subject, "", url, "doing")
    if held_by(actor.role, Action.INSPECTION_OPEN):
        ran_out = Inspection.objects.filter(school_id=actor.school_id, ended_at__isnull=True, closes_at__lte=at)
        for inspection in ran_out:
            url = reverse("supervision:inspection", args=[inspection.pk])
            yield Task(_("Ghi kết luận: %s") % inspection.body, _("Đợt kiểm tra đã hết hạn"), url, "asked")


def homeroom(actor: Actor) -> Iterator[Task]:
    """Classes whose personal data wait for the yearly review (art. 7(1)), and notes handed over by others."""
    if held_by(actor.role, Action.CLASS_REVIEW_CONFIRM) and actor.homeroom_of:
        for row in classes(id__in=actor.homeroom_of, reviews__isnull=True):
            title = _("Rà soát hồ sơ lớp %s") % row.name
            yield Task(
                title,
                _("Quy chế, khoản 1 Điều 7: xác nhận mỗi năm học"),
                reverse("schools:class_review", args=[row.id]),
                "asked",
            )
    if held_by(actor.role, Action.HANDOVER_RECEIVE):
        count = sum(one.open for one in incoming(actor))
        if count:
            title = ngettext("%d học sinh chờ nhận bàn giao", "%d học sinh chờ nhận bàn giao", count) % count
            yield Task(title, "", reverse("assessment:handovers"), "asked")
