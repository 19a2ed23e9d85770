"""Whether somebody is still there: a session that nobody uses ends (Decision 32/QĐ-THPĐ, art. 6(6)(b)).

Kept in the row of allauth's session list, not in the session itself: requests that run side by side would overwrite
each other's session.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from hocba_web.accounts.models import User
from hocba_web.accounts.ports import ports

_NOTED_EVERY = timedelta(minutes=1)
_NEVER_IDLE_BEFORE = timedelta(minutes=5)
"""A pause shorter than this ends no session whatever the regulation says, so it is not asked."""


def idle_too_long(request: HttpRequest, user: User, *, real_at: datetime) -> bool:
    """Whether this session lay unused longer than the school's regulation allows; otherwise note that it is used.

    Args:
        request: of somebody logged in.
        user: that somebody.
        real_at: the machine's time, aware.
    """
    rows = UserSession.objects.filter(session_key=request.session.session_key)
    seen: datetime | None = rows.values_list("last_seen_at", flat=True).first()
    if seen is None:
        UserSession.objects.create_from_request(request)
        return False
    pause = real_at - seen
    if pause > _NEVER_IDLE_BEFORE and pause > timedelta(minutes=ports.idle_minutes(user.pk)):
        return True
    if pause > _NOTED_EVERY:
        rows.update(last_seen_at=real_at)
    return False
