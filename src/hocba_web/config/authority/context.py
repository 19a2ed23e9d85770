"""What every page of the authority's side needs around its content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hocba_web.base import clock, integrity
from hocba_web.config.authority import nav
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, may

_WATCHED = ("desk:home", "desk:audit", "transparency:overview")


def page(request: HttpRequest) -> dict[str, Any]:
    """Names of docs/design-system.md: nav, actor, demo, help_url; `school` is the authority itself."""
    context: dict[str, Any] = {
        "demo": None,
        "nav": [],
        "actor": None,
        "help_url": "",
        "school": {"name": getattr(settings, "AUTHORITY_NAME", "") or _("Sở Giáo dục và Đào tạo"), "authority": ""},
    }
    if settings.HOCBA.demo:
        context["demo"] = {"clock": clock.local(clock.now()).strftime("%H:%M %d/%m/%Y")}
    find = getattr(request, "find_officer", None)
    officer: Officer | None = find() if find is not None else None
    if officer is None:
        return context
    view = request.resolver_match.view_name if request.resolver_match else ""
    return context | {
        "integrity_broken": view in _WATCHED and may(officer, Act.AUDIT_VIEW) and bool(integrity.broken()),
        "nav": list(nav.entries(officer, request.path)),
        "actor": {"name": officer.name, "role": officer.role.value, "role_label": officer.role.label, "hats": []},
    }
