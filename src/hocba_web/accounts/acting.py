"""From a request to the acting person."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Forbidden, Refused


class LoginNeeded(Refused):
    """Nobody is logged in, or the session has ended."""

    status = 401


def acting(request: HttpRequest) -> Actor:
    """Who acts in this request, in which capacity; set by `hocba_web.schools.middleware.ActorMiddleware`.

    Raises:
        LoginNeeded: LOGIN_NEEDED, nobody is logged in; a page then leads to the login page and back.
        Forbidden: NO_CAPACITY, the account holds no role that is in force today.
    """
    if not request.user.is_authenticated:
        raise LoginNeeded("LOGIN_NEEDED")
    find: Callable[[], Actor | None] | None = getattr(request, "find_actor", None)
    actor = find() if find is not None else None
    if actor is None:
        raise Forbidden("NO_CAPACITY", source="Decision 32/QĐ-THPĐ, art. 6(5)")
    return actor
