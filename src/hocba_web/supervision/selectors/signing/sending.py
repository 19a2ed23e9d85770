"""Packages, refusals, recalls, the gateway, closing, hand-out, copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocba.lifecycle import State
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.issuance.selectors.copies import waiting as copies_waiting
from hocba_web.records.selectors.tallies import Tally
from hocba_web.submission.selectors.overview import SLUGS
from hocba_web.submission.selectors.ready import PACKABLE, ready_for_package
from hocba_web.submission.selectors.refusals import refusals_of
from hocba_web.submission.selectors.tallies import SubmissionTally, submission_tally
from hocba_web.supervision.selectors.signing.days import before_first, kind_of
from hocba_web.supervision.selectors.signing.school import class_names
from hocba_web.supervision.selectors.task import Task

_BEFORE_ISSUE = frozenset(
    {State.OPEN_ENTRY, State.DRAFT, State.SUBJECTS_SIGNED, State.HOMEROOM_SIGNED, State.PRINCIPAL_SIGNED}
)
_REACHED = frozenset({State.ACCEPTED, State.REPORTED, State.FINALISED})
_ROLES = (Action.SUBMISSION_PREPARE, Action.SUBMISSION_APPROVE, Action.GATEWAY_CONFIGURE)


def sending(actor: Actor, records: Sequence[Tally], at: datetime, *, classes: frozenset[int]) -> Iterator[Task]:
    """What waits for clerk, principal and administrator after the seal (art. 6(10), chapter I art. 5(3)(b)).

    Args:
        actor: whose.
        records: of the school.
        at: aware, UTC.
        classes: of the current year, as far as they see them.
    """
    issued = [one for one in records if one.state not in _BEFORE_ISSUE]
    if not issued or not any(held_by(actor.role, action) for action in _ROLES):
        return
    found = submission_tally(actor.school_id)
    due = before_first(one.closing_on for one in issued if one.state not in _REACHED)
    if held_by(actor.role, Action.SUBMISSION_APPROVE):
        yield from _principal(found, issued, due, at)
        if classes and classes <= {one.class_id for one in records}:
            yield from _closings(found, records)
    if held_by(actor.role, Action.SUBMISSION_PREPARE):
        yield from _refused(actor, issued)
        yield from _clerk(found, issued, due, at)
    if found.stuck:
        text = ngettext("%d giao dịch với cổng đang dừng", "%d giao dịch với cổng đang dừng", found.stuck)
        url = reverse("submission:overview" if held_by(actor.role, Action.SUBMISSION_APPROVE) else "submission:outbox")
        if held_by(actor.role, Action.GATEWAY_CONFIGURE):
            url = reverse("submission:gateway")
        yield Task(text % found.stuck, "", url, "error")


def _principal(found: SubmissionTally, issued: Sequence[Tally], due: datetime | None, at: datetime) -> Iterator[Task]:
    if count := found.to_approve:
        text = ngettext("Duyệt %d gói học bạ trước khi nộp", "Duyệt %d gói học bạ trước khi nộp", count) % count
        yield Task(text, "", reverse("submission:packages"), kind_of(due, at, "asked"), due)
    if count := found.recalls_to_decide:
        text = ngettext("%d đề nghị thu hồi chờ quyết định", "%d đề nghị thu hồi chờ quyết định", count) % count
        yield Task(text, "", reverse("submission:recalls"), "asked")
    refused = [one for one in issued if one.state is State.REJECTED]
    if refused:
        count = sum(one.count for one in refused)
        text = ngettext("%d học bạ bị cổng từ chối", "%d học bạ bị cổng từ chối", count) % count
        yield Task(text, _("Văn thư đang xử lý"), reverse("submission:refusals"), "error")


def _refused(actor: Actor, issued: Sequence[Tally]) -> Iterator[Task]:
    """Records that stand refused and about which nothing was decided yet."""
    count = 0
    for year_id in dict.fromkeys(one.year_id for one in issued if one.state is State.REJECTED):
        rows = refusals_of(actor.school_id, year_id)
        count += sum(not row.way and row.recall_id is None for row in rows)
    if count:
        text = ngettext("%d học bạ bị cổng từ chối", "%d học bạ bị cổng từ chối", count) % count
        yield Task(text, _("Xem lý do, gửi lại hoặc sửa"), reverse("submission:refusals"), "error")


def _clerk(found: SubmissionTally, issued: Sequence[Tally], due: datetime | None, at: datetime) -> Iterator[Task]:
    packable = dict.fromkeys(one.year_id for one in issued if one.state in PACKABLE)
    ready = Counter(one.class_name for year_id in packable for one in ready_for_package(year_id))
    packages = reverse("submission:packages")
    if ready:
        count = ready.total()
        text = ngettext("Đóng gói %d học bạ để nộp", "Đóng gói %d học bạ để nộp", count) % count
        wanted = [one for one in issued if one.class_name in ready and one.state in PACKABLE]
        yield Task(text, _("Lớp %s") % class_names(wanted), packages, kind_of(due, at, "asked"), due)
    if count := found.to_sign:
        text = ngettext("Ký danh sách của %d gói", "Ký danh sách của %d gói", count) % count
        yield Task(text, _("Hiệu trưởng đã duyệt"), packages, kind_of(due, at, "asked"), due)
    if count := found.to_send:
        text = ngettext("Gửi %d gói đã ký", "Gửi %d gói đã ký", count) % count
        yield Task(text, "", packages, kind_of(due, at, "asked"), due)
    if count := found.recalls_to_list:
        text = ngettext("Lập, ký danh sách thu hồi: %d học bạ", "Lập, ký danh sách thu hồi: %d học bạ", count) % count
        yield Task(text, _("Hiệu trưởng đã đồng ý"), reverse("submission:recalls"), "asked")


def _closings(found: SubmissionTally, records: Sequence[Tally]) -> Iterator[Task]:
    """Groups whose every record the register has and that nobody has confirmed; asked once all classes have records."""
    for year_id, group in dict.fromkeys((one.year_id, one.group) for one in records):
        whole = [one for one in records if one.year_id == year_id and one.group is group]
        done = all(one.state in _REACHED for one in whole) and any(one.state is not State.FINALISED for one in whole)
        if done and (year_id, group.value) not in found.confirmed:
            title = _("Xác nhận chốt đợt trước %s") % f"{whole[0].closing_on:%d/%m}"
            detail = _("Mọi học bạ đã lập của đợt đã được tiếp nhận")
            yield Task(title, detail, reverse("submission:closing", args=[year_id, SLUGS[group]]), "asked")


def to_hand_out(actor: Actor, records: Sequence[Tally]) -> Iterator[Task]:
    """Accepted records of this year; who received theirs stands on the page itself."""
    if not held_by(actor.role, Action.HAND_OUT):
        return
    accepted = [one for one in records if one.state in {State.ACCEPTED, State.REPORTED}]
    if accepted:
        count = sum(one.count for one in accepted)
        text = ngettext("Giao học bạ: %d học bạ đã được tiếp nhận", "Giao học bạ: %d học bạ đã được tiếp nhận", count)
        yield Task(text % count, _("Lớp %s") % class_names(accepted), reverse("issuance:hand_out"), "open")


def copies(actor: Actor) -> Iterator[Task]:
    """Copies that the head has to decide, and extracts that wait for the seal (Decree 30/2020/NĐ-CP, art. 26)."""
    if not held_by(actor.role, Action.CERTIFIED_COPY):
        return
    found = copies_waiting(actor.school_id)
    url = reverse("issuance:copies")
    count = sum(one.waits for one in found)
    if count and held_by(actor.role, Action.RECORD_SIGN_MANAGER):
        text = ngettext("%d bản sao, trích sao chờ duyệt", "%d bản sao, trích sao chờ duyệt", count)
        yield Task(text % count, "", url, "asked")
    count = sum(one.to_be_sealed for one in found)
    if count and held_by(actor.role, Action.SUBMISSION_PREPARE):
        text = ngettext("%d bản trích sao điện tử chờ đóng dấu", "%d bản trích sao điện tử chờ đóng dấu", count)
        yield Task(text % count, "", url, "asked")
