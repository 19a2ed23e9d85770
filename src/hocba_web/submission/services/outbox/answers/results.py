"""The result of a transaction: types 2, 4 and 6."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

import structlog
from django.db import transaction

from hocba.errors import HocbaError
from hocba.exchange.messages import Answer, Approval, Judged, Recalled, RecallResults, Results
from hocba_web.base.refusals import Refused
from hocba_web.submission.models import Message, Package, PackageLine, Recall, RecallList
from hocba_web.submission.services.outbox.answers import approvals, lines, recalled

log = structlog.get_logger("hocba.submission")
RowT = TypeVar("RowT", Judged, Recalled)


def apply(message: Message, answer: Answer, *, at: datetime) -> tuple[bool, HocbaError | None]:
    """Write what is decided so far; each record in a transaction of its own, each once.

    A row that does not fit (about a record that was not sent in it, or against an earlier judgement) changes nothing
    and stops no other.

    Args:
        message: what the answer is about.
        answer: to the question for its result.
        at: product clock, aware, UTC.

    Returns:
        Whether everything is decided, and the first thing that did not fit.
    """
    if isinstance(answer, Results) and message.package_id is not None:
        return _of_package(message, message.package_id, answer, at=at)
    if isinstance(answer, RecallResults) and message.recall_list_id is not None:
        return _of_recalls(message, message.recall_list_id, answer, at=at)
    if isinstance(answer, Approval) and message.certificate_id is not None:
        return approvals.apply(message, answer, at=at), None
    return False, Refused("GATEWAY_ANSWER_ODD", where=message.message_id)


def _of_package(message: Message, package_id: int, answer: Results, *, at: datetime) -> tuple[bool, HocbaError | None]:
    sent = PackageLine.objects.filter(package_id=package_id).exclude(state=PackageLine.State.DROPPED)
    problem = _each(answer.rows, dict(sent.values_list("record__uuid", "pk")), partial(lines.judge, at=at))
    with transaction.atomic():
        package = Package.objects.select_for_update().get(pk=package_id)
        if sent.filter(state=PackageLine.State.WAITING).exists():
            return False, problem
        if package.state == Package.State.SENT:
            package.state, package.judged_at = Package.State.JUDGED, at
            package.save(update_fields=["state", "judged_at"])
            Message.objects.filter(pk=message.pk).update(settled_at=at)
    # Everything is decided, but the authority signs receipts a little later (its log first), and one of which the
    # certificate's status is unknown now is looked at again: ask for them again.
    return answer.receipts_due == 0 and not lines.unproven(package_id, at=at), problem


def _of_recalls(
    message: Message, list_id: int, answer: RecallResults, *, at: datetime
) -> tuple[bool, HocbaError | None]:
    sent = Recall.objects.filter(listed_in_id=list_id)
    problem = _each(answer.rows, dict(sent.values_list("record__uuid", "pk")), partial(recalled.judge, at=at))
    with transaction.atomic():
        listed = RecallList.objects.select_for_update().get(pk=list_id)
        if sent.filter(state=Recall.State.SENT).exists():
            return False, problem
        if listed.state == RecallList.State.SENT:
            listed.state = RecallList.State.JUDGED
            listed.save(update_fields=["state"])
            Message.objects.filter(pk=message.pk).update(settled_at=at)
    return True, problem


def _each(rows: Iterable[RowT], known: Mapping[UUID, int], judge: Callable[[int, RowT], None]) -> HocbaError | None:
    first: HocbaError | None = None
    for row in rows:
        try:
            if row.uuid not in known:
                raise Refused("GATEWAY_ROW_FOREIGN", where=str(row.uuid))
            judge(known[row.uuid], row)
        except HocbaError as error:
            log.warning("gateway_row_odd", code=error.code)
            first = first or error
    return first
