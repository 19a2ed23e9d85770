"""Records of the whole school that wait for the registrar, the principal, the clerk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocba.lifecycle import State
from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, held_by
from hocba_web.assessment.selectors.progress import ClassState, Stage
from hocba_web.base import clock
from hocba_web.records.selectors.tallies import Tally
from hocba_web.supervision.selectors.signing.days import before_first, kind_of, on_first
from hocba_web.supervision.selectors.task import Task

_NAMED = 6


def class_names(found: Iterable[Tally]) -> str:
    """Classes in words: "4A1, 4A2 và 5 lớp khác"."""
    return some_names(dict.fromkeys(one.class_name for one in found))


def some_names(names: Iterable[str]) -> str:
    """The same of names."""
    listed = list(names)
    shown = ", ".join(listed[:_NAMED])
    more = len(listed) - _NAMED
    return _("%(names)s và %(more)d lớp khác") % {"names": shown, "more": more} if more > 0 else shown


def to_approve(actor: Actor, records: Sequence[Tally], at: datetime) -> Iterator[Task]:
    """Records that all teachers have signed (art. 6(9))."""
    if not allowed(actor, Action.RECORD_SIGN_MANAGER, Target(school_id=actor.school_id)):
        return
    waiting = [one for one in records if one.state is State.HOMEROOM_SIGNED]
    if not waiting:
        return
    count = sum(one.count for one in waiting)
    classes = {one.class_id for one in waiting}
    url = reverse("issuance:approval")
    if len(classes) == 1:
        url = reverse("issuance:approval_class", args=[*classes])
    due = on_first(one.planned_issue_on for one in waiting)
    title = ngettext("Duyệt và ký %d học bạ", "Duyệt và ký %d học bạ", count) % count
    yield Task(title, _("Lớp %s") % class_names(waiting), url, kind_of(due, at, "asked"), due)


def to_initialise(
    actor: Actor, states: Sequence[ClassState], moment: Moment | None, records: Sequence[Tally]
) -> Iterator[Task]:
    """Classes that are ready at the end of the year and have no record yet."""
    if moment is not Moment.YEAR_END or not held_by(actor.role, Action.RECORD_INITIALISE):
        return
    begun = {one.class_id for one in records}
    ready = [one.facts for one in states if one.stage is Stage.READY and one.facts.id not in begun]
    if ready:
        title = ngettext("Khởi tạo học bạ: %d lớp đã sẵn sàng", "Khởi tạo học bạ: %d lớp đã sẵn sàng", len(ready))
        url = reverse("records:overview")
        if len(ready) == 1:
            url = reverse("records:class", args=[ready[0].id])
        yield Task(title % len(ready), _("Lớp %s") % some_names(one.name for one in ready), url, "asked")


def to_initialise_again(actor: Actor, records: Sequence[Tally]) -> Iterator[Task]:
    """Records that were opened: once corrected they are initialised again and only what changed is signed."""
    if not held_by(actor.role, Action.RECORD_INITIALISE):
        return
    opened = [one for one in records if one.state is State.OPEN_ENTRY]
    if opened:
        count = sum(one.count for one in opened)
        text = ngettext("%d học bạ đang mở để sửa", "%d học bạ đang mở để sửa", count) % count
        detail = _("Lớp %s: sửa xong thì khởi tạo lại") % class_names(opened)
        yield Task(text, detail, reverse("records:requests"), "open")


def to_seal(actor: Actor, records: Sequence[Tally], at: datetime) -> Iterator[Task]:
    """Approved records whose planned day has come; the clerk seals, the principal where the school has none."""
    if not held_by(actor.role, Action.RECORD_SEAL) or not held_by(actor.role, Action.SUBMISSION_PREPARE):
        return
    today = clock.local(at).date()
    ready = [one for one in records if one.state is State.PRINCIPAL_SIGNED and one.planned_issue_on <= today]
    if ready:
        count = sum(one.count for one in ready)
        due = before_first(one.closing_on for one in ready)
        title = ngettext("Đóng dấu số %d học bạ", "Đóng dấu số %d học bạ", count) % count
        detail = _("Lớp %s") % class_names(ready)
        yield Task(title, detail, reverse("issuance:sealing"), kind_of(due, at, "asked"), due)
