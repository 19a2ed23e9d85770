"""One row that is to change, from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; both name the same fields, and only those that differ."""

    key: str
    """Natural key, as in `hocba_web.schools.selectors.rows`."""
    before: Mapping[str, Value] | None
    """None: there is no such row yet."""
    after: Mapping[str, Value] | None
    """None: the row goes; only where it was made by what is being undone."""

    def turned(self) -> Change:
        """The change that puts everything back."""
        return Change(self.key, self.after, self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Who writes, when and from where."""

    by: int
    """Account (id)."""
    at: datetime
    """Aware, UTC."""
    import_run: UUID | None = None
    """The workbook it comes from; None for a school that is set up from its folder."""
    reason: str = ""
    """What civil-status changes rest on, in the importing person's words."""
    undoing: bool = False
