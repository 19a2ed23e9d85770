"""Reads of notices; everybody sees their own."""

from __future__ import annotations

from django.db.models import QuerySet

from hocba_web.supervision.models import Notice


def notices_of(user_id: int) -> QuerySet[Notice]:
    """A person's notices, newest first."""
    return Notice.objects.filter(user_id=user_id)


def notices_unread(user_id: int) -> int:
    """How many were not read."""
    return Notice.objects.filter(user_id=user_id, read_at__isnull=True).count()
