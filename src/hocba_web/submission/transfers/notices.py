"""Who is told that it is their turn. A notice carries no child's name: it goes by e-mail, too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.schools.selectors.teaching import users_with_role


def tell_roles(school_id: int, roles: Iterable[Role], kind: str, text: str, at: datetime) -> None:
    """Tell everybody who holds one of some offices today.

    Args:
        school_id: the school.
        roles: the offices.
        kind: name of the notice, stable.
        text: Vietnamese.
        at: product clock, aware, UTC.
    """
    tell_users(users_with_role(school_id, roles, clock.local(at).date()), kind, text)


def tell_users(user_ids: Iterable[int | None], kind: str, text: str) -> None:
    """Tell some people, each once."""
    for user_id in sorted({one for one in user_ids if one is not None}):
        ports.notify(user_id, kind, text)
