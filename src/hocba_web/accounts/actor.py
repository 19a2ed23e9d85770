"""The acting person of one request: who, in which one capacity, with which scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hocba.model import Subject
from hocba_web.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody acting in one capacity; every service takes one.

    Who holds several appointments acts in one at a time. Homeroom teaching includes one's own subjects in that class.
    """

    user_id: int
    name: str
    role: Role
    school_id: int
    capacity: str
    """Key of the chosen capacity among the person's own, stable for a session: "principal:7", "homeroom:12"."""
    staff_id: int | None = None
    """None for an inspector, who is not on the staff."""
    homeroom_of: frozenset[int] = frozenset()
    """Classes (ids) whose homeroom teacher, or substitute, this person is today, in this capacity."""
    teaches: frozenset[tuple[int, Subject]] = frozenset()
    """(class id, subject) that this person teaches, or substitutes for, today, in this capacity."""
    inspection_id: int | None = None
    """The inspection that an inspector's scope comes from."""
    inspects: frozenset[int] = frozenset()
    """Classes (ids) that the inspection names."""
    inspects_school: bool = False
    """The inspection names the whole school."""
    signs_for_head: bool = False
    """A deputy who holds the head's written authorisation to sign today (Decision 32/QĐ-THPĐ, art. 6(6)(d))."""
    factor_checked_at: datetime | None = None
    """When the second factor was last checked in this session: aware, UTC, real time; None if never."""

    @property
    def label(self) -> str:
        """The capacity in words."""
        return self.role.label
