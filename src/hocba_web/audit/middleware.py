"""Refusals of an acting person leave a trace, in a transaction of its own after the refused one was rolled back.

Stands right inside `hocba_web.base.middleware.RefusalMiddleware`, which then gives the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from hocba.errors import HocbaError
from hocba_web.audit import services
from hocba_web.base import clock

_log = structlog.get_logger("hocba.audit")


class RefusalTraceMiddleware:
    """Records each error with a code that leaves a view while somebody acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        """Record a refusal and leave the answer to the next."""
        find: Callable[[], services.ActingAtSchool | None] | None = getattr(request, "find_actor", None)
        if find is None or not isinstance(error, HocbaError):
            return
        actor = find()
        if actor is None:
            return
        match = request.resolver_match
        try:
            services.refused(
                actor=actor,
                code=error.code,
                subject=("page", (match.view_name if match else "")[:64]),
                at=clock.now(),
                school_id=actor.school_id,
                details={
                    "method": request.method or "",
                    "numbers": {
                        name: value if isinstance(value, int) else str(value)
                        for name, value in (match.kwargs if match else {}).items()
                        if isinstance(value, (int, UUID))
                    },
                },
            )
        except DatabaseError:
            # The refusal reaches the person even where nothing can be written; the log says that a trace is missing.
            _log.exception("refusal not traced", code=error.code)
