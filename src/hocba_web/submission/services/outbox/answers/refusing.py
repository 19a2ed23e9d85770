"""The gateway refused a transaction as a whole: nothing of it is stored there, and every record of it says so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba_web.submission.models import Message, Package, PackageLine, Recall, RecallList
from hocba_web.submission.services.outbox.answers import approvals, lines, recalled


def finish_refusal(message: Message, *, at: datetime) -> None:
    """Write the refusal into every record, each in a transaction of its own; goes on where an earlier run was killed.

    What was judged before stays: an authority that lost it, and now refuses what it is sent again, takes nothing back.

    Args:
        message: refused, its answer kept.
        at: product clock, aware, UTC.
    """
    code, text = message.answer_code, message.answer_text
    if message.certificate_id is not None:
        approvals.refuse(message, code=code, text=text, at=at)
        return
    if message.package_id is not None:
        waiting = PackageLine.objects.filter(package_id=message.package_id, state=PackageLine.State.WAITING)
        for line_id in list(waiting.values_list("pk", flat=True)):
            lines.refuse(line_id, code=code, title="", text=text, at=at)
    elif message.recall_list_id is not None:
        sent = Recall.objects.filter(listed_in_id=message.recall_list_id, state=Recall.State.SENT)
        for recall_id in list(sent.values_list("pk", flat=True)):
            recalled.refuse(recall_id, code=code, text=text, at=at)
    with transaction.atomic():
        if message.package_id is not None:
            sent_ = Package.objects.filter(pk=message.package_id, state=Package.State.SENT)
            sent_.update(state=Package.State.REFUSED, judged_at=at)
        elif message.recall_list_id is not None:
            listed = RecallList.objects.filter(pk=message.recall_list_id, state=RecallList.State.SENT)
            listed.update(state=RecallList.State.REFUSED)
        Message.objects.filter(pk=message.pk, settled_at__isnull=True).update(settled_at=at)
