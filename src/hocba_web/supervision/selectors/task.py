"""One thing to do, as the front page lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do."""

    title: str
    detail: str
    url: str
    kind: str
    """State of the design system: doing, late, asked, error, open."""
    due: datetime | None = None
    """When it closes; aware, UTC."""
