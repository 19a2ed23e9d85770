"""What accounts ask of applications above them; each of those fills its port in `AppConfig.ready`.

The defaults know nobody: an installation without the register has accounts without roles.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hocba_web.accounts.roles import SECOND_FACTOR_ROLES, Role


def _no_roles(_user_id: int) -> frozenset[Role]:
    return frozenset()


def _no_schools(_user_id: int) -> frozenset[int]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Something a leaving person has not finished."""

    what: str
    """In the reader's language: "Toán – lớp 3A2, cuối học kỳ I: còn 4 ô"."""
    url: str = ""
    """Where it is done; empty if nowhere."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the staff without an account, for account requests."""

    staff_id: int
    name: str
    code: str
    email: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody of a school who has an account."""

    user_id: int
    name: str
    code: str
    roles: frozenset[Role]
    """Roles held today."""
    active: bool
    """Whether still on the staff."""


def _no_holders(_school_id: int) -> list[Holder]:
    return []


def _no_people(_school_id: int) -> list[Person]:
    return []


def _no_work(_user_id: int) -> list[OpenWork]:
    return []


def _link_nobody(_staff_id: int, _school_id: int, _user_id: int) -> None:
    raise LookupError("no register is installed")


_IDLE_MINUTES = 60


def _an_hour(_user_id: int) -> int:
    return _IDLE_MINUTES


def _by_roles(user_id: int) -> bool:
    return bool(ports.roles_of_user(user_id) & SECOND_FACTOR_ROLES)


def _front(_user_id: int) -> str:
    return "/"


def _tell_nobody(_user_id: int, _kind: str, _text: str) -> None:
    return None


@dataclass(slots=True)
class Ports:
    """The questions; set once at start."""

    roles_of_user: Callable[[int], frozenset[Role]] = field(default=_no_roles)
    """Roles in which a user could act today, at any school."""
    schools_of_user: Callable[[int], frozenset[int]] = field(default=_no_schools)
    """Schools (ids) whose staff, or inspector, the user is or was."""
    holders_of_school: Callable[[int], list[Holder]] = field(default=_no_holders)
    """Everybody of a school (id) who has an account, by name; a few queries however many they are."""
    staff_without_account: Callable[[int], list[Person]] = field(default=_no_people)
    """Active staff of a school (id) who have no account yet, by name."""
    link_staff: Callable[[int, int, int], None] = field(default=_link_nobody)
    """Give a staff member (staff id, school id) their account (user id); called inside the creating transaction.

    Raises `Refused` if that person has one already or is not this school's."""
    open_work_of: Callable[[int], list[OpenWork]] = field(default=_no_work)
    """What a user has not finished, before the account is closed."""
    idle_minutes: Callable[[int], int] = field(default=_an_hour)
    """After how many minutes without a request a user's session ends (the school's own regulation)."""
    second_factor_needed: Callable[[int], bool] = field(default=_by_roles)
    """Whether a user works only with a second factor: by their roles today, or whatever the side asks of everybody."""
    landing: Callable[[int], str] = field(default=_front)
    """Where a user comes to after logging in, unless they were on their way to some page."""
    notify: Callable[[int, str, str], None] = field(default=_tell_nobody)
    """Tell a user (user id, kind, text) something in the site and by e-mail."""


ports = Ports()
