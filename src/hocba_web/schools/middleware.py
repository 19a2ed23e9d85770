"""Sets the acting person of a request."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.factors import factor_checked_at
from hocba_web.base import clock
from hocba_web.schools.selectors.capacities import Capacity, capacities_of

SESSION_KEY = "capacity"
Handler = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """`request.capacities()` and `request.find_actor()`, found when first asked for and then kept.

    The choice lies in the session; a capacity that ended since falls back to the weightiest one left.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        request.capacities = cache(lambda: _capacities(request))  # type: ignore[attr-defined]  # set here, read through `acting`
        request.find_actor = cache(lambda: _actor(request))  # type: ignore[attr-defined]  # the same
        return self.get_response(request)


def _capacities(request: HttpRequest) -> tuple[Capacity, ...]:
    if not request.user.is_authenticated or request.user.pk is None:
        return ()
    return capacities_of(request.user.pk, clock.today())


def _actor(request: HttpRequest) -> Actor | None:
    capacities: tuple[Capacity, ...] = request.capacities()  # type: ignore[attr-defined]  # set above
    if not capacities or not request.user.is_authenticated or request.user.pk is None:
        return None
    chosen = request.session.get(SESSION_KEY)
    capacity = next((one for one in capacities if one.key == chosen), capacities[0])
    return Actor(
        user_id=request.user.pk,
        name=request.user.get_full_name(),
        role=capacity.role,
        school_id=capacity.school_id,
        capacity=capacity.key,
        staff_id=capacity.staff_id,
        homeroom_of=capacity.homeroom_of,
        teaches=capacity.teaches,
        inspection_id=capacity.inspection_id,
        inspects=capacity.inspects,
        inspects_school=capacity.inspects_school,
        signs_for_head=capacity.signs_for_head,
        factor_checked_at=factor_checked_at(request),
    )
