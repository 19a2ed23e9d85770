"""The accounts that the demo shows: one for every role and kind of teacher."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.contrib.auth import get_user_model

from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.demo.totp import totp_now, totp_secret
from hocba_web.schools.selectors.capacities import capacities_of


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """One line of the table of accounts."""

    username: str
    name: str
    kind: Enum
    """The weightiest capacity."""
    role: str
    """Capacities in words."""
    totp_secret: str | None

    @property
    def code(self) -> str:
        """The present second-factor code; empty for those who need none."""
        return totp_now(self.totp_secret, clock.real_now()) if self.totp_secret else ""


def shown_accounts() -> Iterator[ShownAccount]:
    """Everybody who can log in, in the order their accounts were made: offices first."""
    for user in get_user_model().objects.filter(is_active=True).order_by("id"):
        capacities = capacities_of(user.id, clock.today())
        if not capacities:
            continue
        roles = "; ".join(capacity.label for capacity in capacities[:2])
        office = any(capacity.role not in {Role.HOMEROOM_TEACHER, Role.SUBJECT_TEACHER} for capacity in capacities)
        yield ShownAccount(
            user.username, user.full_name, capacities[0].role, roles, totp_secret(user.username) if office else None
        )


def chosen_accounts() -> Iterator[ShownAccount]:
    """One of each kind, for a terminal: every office, two homeroom teachers, two subject teachers."""
    left: dict[Enum, int] = {Role.HOMEROOM_TEACHER: 2, Role.SUBJECT_TEACHER: 2}
    for account in shown_accounts():
        kind = account.kind
        if left.setdefault(kind, 2) > 0:
            left[kind] -= 1
            yield account
