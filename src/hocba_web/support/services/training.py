"""What people have read and practised (Decision 32/QĐ-THPĐ, art. 6(7))."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba_web.support.models import ExerciseDone, GuideRead


@transaction.atomic
def note_read(*, user_id: int, guide: str, at: datetime) -> None:
    """Note that somebody opened a guide; the first time is kept, the last one moves.

    Args:
        user_id: the reader's account.
        guide: name of a guide of the list.
        at: aware, UTC.
    """
    read, new = GuideRead.objects.get_or_create(user_id=user_id, guide=guide, defaults={"first_at": at, "last_at": at})
    if not new and read.last_at != at:
        read.last_at = at
        read.save(update_fields=["last_at"])


@transaction.atomic
def note_done(*, user_id: int, exercise: str, at: datetime) -> None:
    """Note that somebody finished an exercise; the first time counts.

    Args:
        user_id: the account.
        exercise: key of an exercise.
        at: aware, UTC.
    """
    ExerciseDone.objects.get_or_create(user_id=user_id, exercise=exercise, defaults={"at": at})
