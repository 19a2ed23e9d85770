"""What is to be sent gets its row: message id and content are fixed before the first attempt."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import uuid4

from django.db import transaction

from hocba.exchange.messages import request_digest
from hocba_web.submission.models import Message, Package, RecallList
from hocba_web.submission.services.outbox.requests import NOBODY, first_request


def put_submission(package: Package, *, user_id: int, at: datetime, real_at: datetime) -> Message:
    """Type 1; inside the caller's transaction."""
    return _put(
        Message(
            school_id=package.school_id,
            kind=Message.Kind.SUBMIT,
            package=package,
            year_first=package.year.first,
            created_by_id=user_id,
            created_at=at,
            next_at=real_at,
        )
    )


def put_recall(recall_list: RecallList, *, user_id: int, at: datetime, real_at: datetime) -> Message:
    """Type 5; inside the caller's transaction."""
    return _put(
        Message(
            school_id=recall_list.school_id,
            kind=Message.Kind.RECALL,
            recall_list=recall_list,
            year_first=recall_list.year.first,
            created_by_id=user_id,
            created_at=at,
            next_at=real_at,
        )
    )


def put_certificate(
    certificate_id: int, *, school_id: int, year_first: int, user_id: int | None, at: datetime, real_at: datetime
) -> Message:
    """Type 3; inside the caller's transaction."""
    return _put(
        Message(
            school_id=school_id,
            kind=Message.Kind.CERTIFICATE,
            certificate_id=certificate_id,
            year_first=year_first,
            created_by_id=user_id,
            created_at=at,
            next_at=real_at,
        )
    )


def _put(message: Message) -> Message:
    message.message_id = str(uuid4())
    message.content_digest = request_digest(first_request(message, NOBODY))
    message.save(force_insert=True)
    look_soon(message.pk)
    return message


def look_soon(message_pk: int) -> None:
    """Have a job look at a message once this transaction is committed."""
    from hocba_web.submission.tasks import look  # noqa: PLC0415  # the job calls services

    transaction.on_commit(partial(look.enqueue, message_pk))
