"""What waits for somebody: the list on their front page, made from what applications below know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocba.model import Moment
from hocba_web.accounts import selectors as accounts
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, class_limit, held_by
from hocba_web.accounts.roles import Role
from hocba_web.assessment.selectors.grid.sheets import entry_action, may, sheet_slug
from hocba_web.assessment.selectors.progress import ClassState, PartState, Stage, wall
from hocba_web.assessment.selectors.windows.calendar import late_requests, openings
from hocba_web.assessment.selectors.windows.state import nearest_moment, windows_of
from hocba_web.schools.selectors.pupils.id_queue import id_queue
from hocba_web.schools.selectors.setup import YearRow, current_year
from hocba_web.schools.selectors.staff_appointments import waiting as appointments_waiting
from hocba_web.supervision.selectors.duties import homeroom, leading, overdue
from hocba_web.supervision.selectors.signing import signing
from hocba_web.supervision.selectors.task import Task
from hocba_web.supervision.selectors.words import moment_words


@dataclass(frozen=True, slots=True)
class Desk:
    """What somebody finds on their front page."""

    year: YearRow | None
    moment: Moment | None
    tasks: tuple[Task, ...]
    states: tuple[ClassState, ...]
    """Classes the person sees the progress of, at the moment."""


def desk(actor: Actor, at: datetime, real_at: datetime) -> Desk:
    """Everything that waits for somebody in their present capacity.

    Args:
        actor: whose.
        at: aware, UTC.
        real_at: the machine's time, by which certificates end.
    """
    year = current_year(actor.school_id)
    windows = windows_of(year.id) if year is not None else ()
    moment = nearest_moment(year.id, at, windows) if year is not None else None
    states: tuple[ClassState, ...] = ()
    if year is not None and moment is not None and held_by(actor.role, Action.RESULTS_VIEW):
        states = tuple(wall(year.id, moment, at, class_limit(actor, Action.RESULTS_VIEW), windows))
    tasks = [*_duties(actor), *overdue(actor, states, moment)]
    tasks += signing(actor, states, moment, at, real_at)
    tasks += _entries(actor, states, moment)
    if year is not None:
        for source in (leading, _windows, _register):
            tasks += source(actor, year.id, at)
    tasks += homeroom(actor)
    return Desk(year, moment, tuple(tasks), states)


def _duties(actor: Actor) -> Iterator[Task]:
    """Deciding and executing that any role may owe; what is to be read stands in the frame of every page."""
    for action, find, text, view in _WAITING:
        if held_by(actor.role, action) and (count := find(actor)):
            yield Task(text(count), "", reverse(view), "asked")


def _late(actor: Actor) -> int:
    return len(late_requests(actor, waiting_only=True))


def _appointments(actor: Actor) -> int:
    return len(appointments_waiting(actor.school_id))


def _accounts(actor: Actor) -> int:
    return len(accounts.requests(actor, open_only=True))


_WAITING: tuple[tuple[Action, Callable[[Actor], int], Callable[[int], str], str], ...] = (
    (
        Action.LATE_DECIDE,
        _late,
        lambda count: ngettext("%d đề nghị mở muộn chờ quyết định", "%d đề nghị mở muộn chờ quyết định", count) % count,
        "assessment:windows",
    ),
    (
        Action.LATE_EXECUTE,
        _late,
        lambda count: ngettext("%d đề nghị mở muộn đang xử lý", "%d đề nghị mở muộn đang xử lý", count) % count,
        "assessment:windows",
    ),
    (
        Action.APPOINTMENT_APPROVE,
        _appointments,
        lambda count: ngettext("%d nhiệm vụ chờ duyệt", "%d nhiệm vụ chờ duyệt", count) % count,
        "schools:appointments",
    ),
    (
        Action.ACCOUNT_APPROVE,
        _accounts,
        lambda count: ngettext("%d yêu cầu tài khoản", "%d yêu cầu tài khoản", count) % count,
        "accounts:admin",
    ),
    (
        Action.ACCOUNT_EXECUTE,
        _accounts,
        lambda count: ngettext("%d yêu cầu tài khoản", "%d yêu cầu tài khoản", count) % count,
        "accounts:admin",
    ),
)


def _entries(actor: Actor, states: tuple[ClassState, ...], moment: Moment | None) -> Iterator[Task]:
    """Parts a teacher has not finished while they are open, and classes to mark ready."""
    if moment is None:
        return
    when = moment_words(moment)
    for state in states:
        facts = state.facts
        for part in state.parts:
            if part.completed_at is None and part.window.is_open and _mine(actor, state, part):
                yield _entry(state, part, moment)
        if state.stage is Stage.CHECKED and facts.id in actor.homeroom_of:
            yield Task(
                _("Lớp %s đã đủ, chờ đánh dấu sẵn sàng") % facts.name,
                when,
                reverse("assessment:class", args=[facts.id, moment.value]),
                "asked",
            )


def _mine(actor: Actor, state: ClassState, part: PartState) -> bool:
    return may(actor, entry_action(part.part), state.facts, part.part)


def _entry(state: ClassState, part: PartState, moment: Moment) -> Task:
    """One part to finish: its table while entries are missing, then the page where it is marked complete."""
    facts = state.facts
    page = reverse("assessment:class", args=[facts.id, moment.value])
    if part.missing or part.errors:
        page = reverse("assessment:grid", args=[facts.id, moment.value, sheet_slug(part.part)])
    title = _("%(part)s – lớp %(name)s") % {"part": part.name, "name": facts.name}
    return Task(title, _part_detail(part), page, "error" if part.errors else "doing", part.window.closes_at)


def _part_detail(part: PartState) -> str:
    if part.errors:
        return _("%d chỗ cần sửa") % part.errors
    if part.missing:
        return _("còn %(missing)d/%(total)d ô") % {"missing": part.missing, "total": part.total}
    return _("đã nhập đủ, chờ đánh dấu hoàn thành")


def _windows(actor: Actor, year_id: int, at: datetime) -> Iterator[Task]:
    """Openings that were decided and not carried out."""
    if actor.role is not Role.SCHOOL_ADMIN:
        return
    for opening in openings(year_id, at):
        if opening.is_waiting:
            scope = ", ".join(opening.scope)
            yield Task(_("Thực hiện mở: %s") % scope, opening.reason, reverse("assessment:windows"), "asked")


def _register(actor: Actor, year_id: int, at: datetime) -> Iterator[Task]:
    """Pupils without a valid personal ID, for those who can mend it."""
    del at
    if not held_by(actor.role, Action.PERSONAL_ID_QUEUE):
        return
    queue = id_queue(year_id, class_limit(actor, Action.PERSONAL_ID_QUEUE))
    count = len(queue.waiting)
    if count and (actor.homeroom_of or allowed(actor, Action.PERSONAL_ID_QUEUE, Target(school_id=actor.school_id))):
        text = ngettext("%d học sinh chưa có mã định danh hợp lệ", "%d học sinh chưa có mã định danh hợp lệ", count)
        yield Task(
            text % count,
            _("Quy chế, khoản 4 Điều 4: 100% hồ sơ phải có mã định danh."),
            reverse("schools:personal_ids"),
            "late",
        )
