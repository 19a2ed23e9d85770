"""Reads of reminders and letters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max

from hocba_web.supervision.models import LetterChoice, Reminder


def last_reminded(year_id: int, topics: Iterable[str]) -> dict[tuple[int, str], datetime]:
    """When somebody was last reminded of something: (user id, topic) -> aware, UTC; one query.

    Args:
        year_id: the school year.
        topics: as `Late.topic` says them.
    """
    rows = Reminder.objects.filter(year_id=year_id, topic__in=set(topics)).order_by()
    return {
        (user_id, topic): at for user_id, topic, at in rows.values_list("user_id", "topic").annotate(last=Max("at"))
    }


def reminders_by_person(year_id: int) -> dict[int, int]:
    """How many times each person was reminded by hand in a school year, by account id."""
    rows = Reminder.objects.filter(year_id=year_id, by__isnull=False).order_by()
    return dict(rows.values_list("user_id").annotate(times=Count("id")))


def reminders_of(year_id: int, user_id: int) -> list[Reminder]:
    """Reminders by hand that one person got in a school year, newest first."""
    return list(Reminder.objects.filter(year_id=year_id, user_id=user_id, by__isnull=False).select_related("by"))


def wants_daily_letter(user_id: int) -> bool:
    """Whether somebody gets the daily e-mail; yes unless they said no."""
    said = LetterChoice.objects.filter(user_id=user_id).values_list("daily", flat=True).first()
    return said is not False
