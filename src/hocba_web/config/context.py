"""What every page needs around its content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Scope, scope_of
from hocba_web.base import clock, integrity
from hocba_web.config import nav
from hocba_web.schools.selectors.head import page_head
from hocba_web.schools.selectors.regulation import must_read
from hocba_web.supervision.selectors.notices import notices_unread
from hocba_web.support.selectors.guides import guide_for


def page(request: HttpRequest) -> dict[str, Any]:
    """Names of docs/design-system.md: nav, actor, school, school_year, demo, notices_unread, help_url."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    context: dict[str, Any] = {"demo": None, "nav": [], "actor": None, "help_url": guide_for(view)}
    if settings.HOCBA.demo:
        context["demo"] = {"clock": clock.local(clock.now()).strftime("%H:%M %d/%m/%Y")}
    find = getattr(request, "find_actor", None)
    actor: Actor | None = find() if find is not None else None
    if actor is None:
        return context
    hats = [
        {"key": one.key, "label": one.label, "current": one.key == actor.capacity}
        for one in request.capacities()  # type: ignore[attr-defined]  # set by ActorMiddleware
    ]
    label = next((str(hat["label"]) for hat in hats if hat["current"]), actor.label)
    head = page_head(actor.school_id)
    return context | {
        "nav": list(nav.entries(actor, request.path)),
        "actor": {"name": actor.name, "role": actor.role.value, "role_label": label, "hats": hats},
        "school": {"name": head.school, "is_training": head.is_training},
        "school_year": head.year,
        "notices_unread": notices_unread(actor.user_id),
        "integrity_broken": _watched(actor, view) and bool(integrity.broken()),
        "regulation_to_read": must_read(actor.user_id, actor.school_id, clock.today()),
    }


def _watched(actor: Actor, view: str) -> bool:
    """Whether it is the page of traces, and somebody who reads them."""
    return view == "supervision:audit" and scope_of(actor.role, Action.AUDIT_VIEW) is not Scope.NOBODY
