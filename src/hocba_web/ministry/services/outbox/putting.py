"""What is to be sent gets its row: message id and content are fixed before the first attempt."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import uuid4

from django.db import transaction

from hocba.exchange.messages import request_digest
from hocba_web.ministry import tasks
from hocba_web.ministry.models import Certificate, Message
from hocba_web.ministry.services.outbox.requests import transaction_of


def put(
    kind: Message.Kind,
    certificate: Certificate,
    school_year: int,
    *,
    made_by: int | None,
    at: datetime,
    real_at: datetime,
    sha256: str = "",
    records: int = 0,
    signed_at: datetime | None = None,
) -> Message:
    """A message that a job sends once this transaction is committed.

    Args:
        kind: type of the transaction.
        certificate: with which the list is signed, or which is registered.
        school_year: the year in which it begins.
        made_by: account of the officer; None: the clock.
        at: product clock, aware, UTC.
        real_at: the machine's clock.
        sha256: of the stored signed list.
        records: how many stand in it.
        signed_at: of its signature.

    Raises:
        DocumentError: CONTENT_TOO_LARGE.
    """
    message = Message(
        kind=kind,
        certificate=certificate,
        school_year=school_year,
        message_id=str(uuid4()),
        sha256=sha256,
        records=records,
        signed_at=signed_at,
        made_by_id=made_by,
        made_at=at,
        next_at=real_at,
    )
    message.content_digest = request_digest(transaction_of(message))
    message.save(force_insert=True)
    transaction.on_commit(partial(tasks.look.enqueue, message.pk))
    return message
