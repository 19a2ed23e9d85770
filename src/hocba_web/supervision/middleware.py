"""Every page an inspector sees leaves a trace, whatever the page itself records (Decision 32/QĐ-THPĐ, art. 12(3))."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from hocba_web.accounts.actor import Actor
from hocba_web.audit import services as audit
from hocba_web.base import clock

_LONGEST = 80


class InspectionTraceMiddleware:
    """Stands inside `ActorMiddleware`; traces each answer that an inspector got to see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then note the address."""
        response = self.get_response(request)
        find = getattr(request, "find_actor", None)
        # A page that never asked who acts shows nothing of the school (health, files): it costs no query here either.
        asked = find is not None and find.cache_info().currsize
        actor: Actor | None = find() if find is not None and asked else None
        if actor is not None and actor.inspection_id is not None and response.status_code == HTTPStatus.OK:
            audit.viewed(
                actor=actor,
                action="supervision.inspection.page_seen",
                subject=("inspection", actor.inspection_id),
                at=clock.now(),
                school_id=actor.school_id,
                details={"path": request.path.replace(" ", "_")[:_LONGEST]},
            )
        return response
