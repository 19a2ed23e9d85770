"""Who can log in to the demo: the sample school's staff, with one password and known second factors.

Nothing here works outside demo mode: the secrets follow from the login names.
"""

from __future__ import annotations

from dataclasses import dataclass

from hocba.workbooks.school import SchoolData
from hocba_web.accounts.roles import SECOND_FACTOR_ROLES, Role
from hocba_web.base.text import fold
from hocba_web.demo.totp import totp_secret

ADMIN_POSITION = "Nhân viên thư viện"
_OFFICE = {
    "Hiệu trưởng": Role.PRINCIPAL,
    "Phó hiệu trưởng": Role.VICE_PRINCIPAL,
    ADMIN_POSITION: Role.SCHOOL_ADMIN,
    "Nhân viên giáo vụ": Role.REGISTRAR,
    "Nhân viên văn thư": Role.CLERK,
}


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One member of the sample staff who can log in."""

    code: str
    """Staff code."""
    name: str
    username: str
    role: Role | None
    """The office they hold; None for a teacher."""
    active: bool = True
    """Whether they still work there; the account of somebody who left is closed."""

    @property
    def totp_secret(self) -> str | None:
        """Base32 secret of the second factor; None for those who need none."""
        if self.role not in SECOND_FACTOR_ROLES:
            return None
        return totp_secret(self.username)


def people(data: SchoolData) -> tuple[DemoPerson, ...]:
    """Everybody on the staff list, offices first."""
    taken: set[str] = set()
    found = []
    for member in data.staff.values():
        username = _username(member.name, taken)
        found.append(
            DemoPerson(
                member.code,
                member.name,
                username,
                _OFFICE.get(member.position) if member.active else None,
                active=member.active,
            )
        )
    offices = list(_OFFICE.values())
    return tuple(sorted(found, key=lambda one: len(offices) if one.role is None else offices.index(one.role)))


def _username(name: str, taken: set[str]) -> str:
    """A login such as "anh.ntl" for "Nguyễn Thị Lan Anh", numbered where two share it."""
    *first, last = fold(name).split()
    plain = last + "." + "".join(part[0] for part in first)
    chosen, serial = plain, 2
    while chosen in taken:
        chosen, serial = f"{plain}{serial}", serial + 1
    taken.add(chosen)
    return chosen
