"""Sets the acting officer of a request."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse

from hocba_web.accounts.factors import factor_checked_at
from hocba_web.base import clock
from hocba_web.officers.actor import Officer
from hocba_web.officers.roles import OfficerRole
from hocba_web.officers.selectors import appointment_on

Handler = Callable[[HttpRequest], HttpResponse]


class OfficerMiddleware:
    """`request.find_officer()`, found when first asked for and then kept; `find_actor` is the same, for traces."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        request.find_officer = request.find_actor = cache(lambda: _officer(request))  # type: ignore[attr-defined]  # set here, read through `acting`
        return self.get_response(request)


def _officer(request: HttpRequest) -> Officer | None:
    user = request.user
    if not user.is_authenticated or user.pk is None:
        return None
    found = appointment_on(user.pk, clock.today())
    if found is None:
        return None
    return Officer(
        user_id=user.pk,
        name=user.get_full_name(),
        role=OfficerRole(found.role),
        areas=frozenset(found.areas) or None,
        school_code=found.school_code,
        factor_checked_at=factor_checked_at(request),
    )
