"""Telling people in the site."""

from __future__ import annotations

from datetime import datetime

from hocba_web.accounts.actor import Actor
from hocba_web.base import clock
from hocba_web.supervision.models import Notice


def notify(*, user_id: int, kind: str, text: str, url: str = "", at: datetime | None = None) -> Notice:
    """Tell somebody one thing.

    Args:
        user_id: whom.
        kind: what happened, "app.object.verb".
        text: one sentence without names of pupils, at most 300 characters.
        url: where to go for it.
        at: aware, UTC; now if not said.
    """
    return Notice.objects.create(user_id=user_id, kind=kind, text=text[:300], url=url, at=at or clock.now())


def tell(user_id: int, kind: str, text: str) -> None:
    """The same, as applications below ask for it through their port."""
    notify(user_id=user_id, kind=kind, text=text)


def mark_read(*, actor: Actor, at: datetime, notice_id: int | None = None) -> int:
    """Note that one of the person's notices, or all, were read; returns how many."""
    rows = Notice.objects.filter(user_id=actor.user_id, read_at__isnull=True)
    if notice_id is not None:
        rows = rows.filter(id=notice_id)
    return rows.update(read_at=at)
