"""What every page of the authority's side needs around its content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hocba_web.base import clock


def page(_request: HttpRequest) -> dict[str, Any]:
    """Names of docs/design-system.md: nav, actor, demo."""
    shown = clock.local(clock.now()).strftime("%H:%M %d/%m/%Y")
    return {"nav": [], "actor": None, "demo": {"clock": shown} if settings.HOCBA.demo else None}
