"""What waits for one signer: records given back, batches left half-done, classes whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hocba_web.accounts.actor import Actor
from hocba_web.records.selectors.requests import notes_for
from hocba_web.signatures.selectors.desk import TEACHERS
from hocba_web.signatures.selectors.desk import turns as class_turns
from hocba_web.signatures.selectors.tallies import open_batches
from hocba_web.supervision.selectors.signing.days import kind_of, on_first
from hocba_web.supervision.selectors.task import Task

_MOST_NOTES = 5
_NAMED = 3
_KINDS: Mapping[str, Promise] = {
    "slot": gettext_lazy("Ký học bạ dở dang"),
    "seal": gettext_lazy("Đóng dấu học bạ dở dang"),
    "paper": gettext_lazy("Đóng dấu bản trích sao dở dang"),
    "package": gettext_lazy("Ký danh sách nộp dở dang"),
    "recall": gettext_lazy("Ký danh sách thu hồi dở dang"),
    "handover": gettext_lazy("Ký hồ sơ chuyển trường dở dang"),
}


def returned(actor: Actor) -> Iterator[Task]:
    """Records that came back with a note, to the teacher whose part it is (Decision 32/QĐ-THPĐ, art. 6(9))."""
    if actor.role not in TEACHERS or actor.staff_id is None:
        return
    notes = notes_for(actor.staff_id, school_id=actor.school_id)
    for record, note in notes[:_MOST_NOTES]:
        title = _("Học bạ trả lại: %(name)s, lớp %(class)s") % {"name": record.pupil_name, "class": record.class_name}
        yield Task(title, note.note, reverse("records:record", args=[record.record_id]), "error")
    more = len(notes) - _MOST_NOTES
    if more > 0:
        title = ngettext("Còn %d học bạ khác được trả lại", "Còn %d học bạ khác được trả lại", more) % more
        yield Task(title, "", reverse("signatures:desk"), "error")


def unfinished(actor: Actor) -> Iterator[Task]:
    """Batches that wait for their owner: nothing is lost in them, and nothing goes on by itself."""
    for one in open_batches(actor.user_id, actor.school_id):
        detail = ngettext("còn %d chữ ký", "còn %d chữ ký", one.waiting) % one.waiting
        if one.failed:
            detail = f"{detail}, {ngettext('%d chưa ký được', '%d chưa ký được', one.failed) % one.failed}"
        kind = "error" if one.failed or one.stopped_code else "doing"
        yield Task(str(_KINDS[one.kind]), detail, reverse("signatures:batch", args=[one.id]), kind)


def turns(actor: Actor, at: datetime) -> Iterator[Task]:
    """Classes a teacher can sign now, one row each (art. 9(1), art. 7(3))."""
    if actor.role not in TEACHERS:
        return
    for one in class_turns(actor):
        title = _("Ký học bạ lớp %(name)s: %(pupils)d học sinh") % {"name": one.class_name, "pupils": one.pupils}
        due = on_first(turn.record.planned_issue_on for turn in one.turns)
        named = ", ".join(one.subjects[:_NAMED])
        if len(one.subjects) > _NAMED:
            named = _("%(subjects)s và %(more)d môn khác") % {
                "subjects": named,
                "more": len(one.subjects) - _NAMED,
            }
        if "GVCN" in one.slots:
            named = _("%s; chủ nhiệm") % named if named else _("Chủ nhiệm")
        yield Task(title, named, reverse("signatures:class", args=[one.class_id]), kind_of(due, at, "asked"), due)
