"""The sample school, its people, and their accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from hocba.adapters.demo_pki.people import DEMO_TAX_CODE
from hocba.workbooks.school import SchoolData
from hocba_web.accounts.roles import Role
from hocba_web.demo.people import DemoPerson, people
from hocba_web.demo.totp import PASSWORD
from hocba_web.intake.services.school_folder import load_into
from hocba_web.schools.services.founding import (
    Founded,
    Office,
    YearDays,
    appoint_founders,
    found_school,
    tie_accounts,
)

DAYS = YearDays(date(2025, 9, 5), date(2026, 1, 19), date(2026, 5, 29))
SINCE = date(2025, 8, 20)
DUTIES = {
    Role.PRINCIPAL: "Trưởng ban, chỉ đạo chung, quyết định khóa, mở",
    Role.VICE_PRINCIPAL: "Phó trưởng ban, phụ trách chuyên môn, kiểm tra việc cập nhật dữ liệu",
    Role.SCHOOL_ADMIN: "Ủy viên, quản trị phần mềm, thực hiện khóa, mở, hỗ trợ người dùng",
    Role.REGISTRAR: "Ủy viên, phụ trách hồ sơ học sinh",
}
"""Ban Quản trị of the sample school (Decision 32/QĐ-THPĐ, art. 6(1))."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """What the rest of the seeding needs to know."""

    founded: Founded
    users: dict[str, int]
    """Account id by staff code."""
    by_role: dict[Role, int]
    """Account id of the first holder of each office."""


def seed_people(data: SchoolData, at: datetime, *, supplementary: bool = False) -> Seeded:
    """School, accounts, staff, classes, pupils and results of the whole year but for its very end.

    Args:
        data: the sample school.
        at: aware, UTC; when all this is said to have been entered.
        supplementary: also what came of supplementary assessment in summer.
    """
    everybody = people(data)
    users = _accounts(everybody, at)
    by_role: dict[Role, int] = {}
    for person in everybody:
        if person.role is not None:
            by_role.setdefault(person.role, users[person.code])
    founded = found_school(identity=data.school, year=data.school_year, days=DAYS, at=at, tax_code=DEMO_TAX_CODE)
    load_into(
        school_id=founded.school_id,
        year_id=founded.year_id,
        data=data,
        by=by_role[Role.REGISTRAR],
        at=at,
        supplementary=supplementary,
    )
    tie_accounts(school_id=founded.school_id, users=users, at=at)
    deputies = [person.code for person in everybody if person.role is Role.VICE_PRINCIPAL]
    appoint_founders(
        school_id=founded.school_id,
        offices=[
            Office(
                person.code,
                person.role,
                may_sign_for_principal=person.code == deputies[0],
                duty=DUTIES.get(person.role, ""),
                body="board" if person.role in DUTIES else "",
            )
            for person in everybody
            if person.role is not None
        ],
        number="30/QĐ-THPĐ",
        dated=date(2025, 8, 18),
        since=SINCE,
        at=at,
    )
    return Seeded(founded, users, by_role)


def _accounts(everybody: tuple[DemoPerson, ...], at: datetime) -> dict[str, int]:
    """Accounts with one password, hashed once, and the second factor where a role needs one."""
    model = get_user_model()
    password = make_password(PASSWORD)
    made = model.objects.bulk_create(
        model(
            username=person.username,
            full_name=person.name,
            email=f"{person.username}@thphuongdong.example",
            password=password,
            is_active=person.active,
            created_at=at,
        )
        for person in everybody
    )
    Authenticator.objects.bulk_create(
        Authenticator(
            user=user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(person.totp_secret)}
        )
        for person, user in zip(everybody, made, strict=True)
        if person.totp_secret is not None
    )
    return {person.code: user.pk for person, user in zip(everybody, made, strict=True)}
