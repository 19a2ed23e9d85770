"""Unlocking and cancelling that wait for a decision, or for the administrator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import ngettext

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.records.selectors.tallies import Tally, request_tally
from hocba_web.supervision.selectors.task import Task

_ACTIONS = (Action.RECORD_UNLOCK_DECIDE, Action.RECORD_CANCEL_APPROVE, Action.RECORD_UNLOCK_EXECUTE)


def requests(actor: Actor, records: Sequence[Tally]) -> Iterator[Task]:
    """What waits for who decides (art. 6(6)(c), chapter I art. 5(6)) and for who carries it out (art. 10(b))."""
    decides, approves, executes = (held_by(actor.role, action) for action in _ACTIONS)
    if not records or not (decides or approves or executes):
        return
    found = request_tally(actor.school_id)
    url = reverse("records:requests")
    if decides and (count := found.unlock_to_decide):
        text = ngettext("%d đề nghị mở học bạ chờ quyết định", "%d đề nghị mở học bạ chờ quyết định", count)
        yield Task(text % count, "", url, "asked")
    if approves and (count := found.cancel_to_decide):
        text = ngettext("%d đề nghị hủy học bạ chờ quyết định", "%d đề nghị hủy học bạ chờ quyết định", count)
        yield Task(text % count, "", url, "asked")
    if executes and (count := found.unlock_to_execute):
        text = ngettext("Mở %d học bạ theo quyết định", "Mở %d học bạ theo quyết định", count)
        yield Task(text % count, "", url, "asked")
