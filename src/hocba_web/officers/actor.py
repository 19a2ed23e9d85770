"""The acting officer of one request: who, in which role, for which area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hocba_web.officers.roles import OfficerRole


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who works on the authority's side; every service that a person sets off takes one."""

    user_id: int
    name: str
    role: OfficerRole
    areas: frozenset[str] | None = None
    """Codes of the areas; None: the whole province."""
    school_code: str = ""
    """Of a school manager: the own school; empty for everybody else."""
    factor_checked_at: datetime | None = None
    """When the second factor was last checked in this session: aware, UTC, real time; None if never."""
    school_id: None = None
    """What traces ask for: nobody here acts at a school."""

    @property
    def label(self) -> str:
        """The role in words."""
        return self.role.label

    def covers(self, area_code: str) -> bool:
        """Whether an area is this officer's."""
        return self.areas is None or area_code in self.areas
