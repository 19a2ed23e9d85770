"""One small invented school: two classes, a handful of people in every role, windows as wanted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.utils import timezone

from hocba.model import Subject
from hocba_web.accounts.models import User
from hocba_web.accounts.roles import Role
from hocba_web.assessment.models import EntryWindow, Period
from hocba_web.base.text import fold
from hocba_web.schools.models import (
    Appointment,
    Decision,
    Enrolment,
    Guardian,
    Homeroom,
    Pupil,
    School,
    SchoolClass,
    SchoolYear,
    Staff,
    Teaching,
)

NOW = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)
"""08:00 on 25/05/2026 in Vietnam: the demo clock's default."""
_SERIAL = count(1)
NAMES = ("Nguyễn Bảo An", "Trần Gia Bình", "Lê Minh Châu", "Phạm Ngọc Diệp", "Đỗ Hải Đăng", "Vũ Khánh Giang")
OFFICE = {
    Role.PRINCIPAL: "Lại Thị Hà",
    Role.VICE_PRINCIPAL: "Bùi Văn Hùng",
    Role.REGISTRAR: "Đặng Thu Hương",
    Role.CLERK: "Hoàng Thị Kim",
    Role.SCHOOL_ADMIN: "Ngô Đức Long",
}


@dataclass(slots=True)
class SchoolWorld:
    """What was made, by name."""

    school: School
    year: SchoolYear
    decision: Decision
    staff: dict[str, Staff] = field(default_factory=dict)
    """By role value for the office; "homeroom:4A1", "english" ... for teachers."""
    classes: dict[str, SchoolClass] = field(default_factory=dict)
    enrolments: dict[str, list[Enrolment]] = field(default_factory=dict)
    """By class name, in the order of the list."""

    def person(self, key: str) -> Staff:
        """Somebody of the staff."""
        return self.staff[key]

    def open_window(self, period: str = Period.YEAR_END, *, around: datetime = NOW, **scope: object) -> EntryWindow:
        """An executed window from a day before `around` to a day after."""
        return EntryWindow.objects.create(
            year=self.year,
            period=period,
            opens_at=around - timedelta(days=1),
            closes_at=around + timedelta(days=1),
            reason="Nhập kết quả theo kế hoạch",
            decided_by=self.staff["principal"].user,
            decided_at=around - timedelta(days=2),
            executed_by=self.staff["school_admin"].user,
            executed_at=around - timedelta(days=2),
            **scope,
        )


def make_school(*, classes: tuple[str, ...] = ("4A1", "4A2"), pupils: int = 3, name: str = "") -> SchoolWorld:
    """A school whose people all have accounts (password "mat-khau-thu-2026") and whose assignments are in force."""
    serial = next(_SERIAL)
    school = School.objects.create(
        code=f"22999{serial:03}",
        name=name or f"Trường Tiểu học Thử nghiệm {serial}",
        authority_code="22",
        authority_name="Sở Giáo dục và Đào tạo Quảng Ninh",
        province="Tỉnh Quảng Ninh",
        commune="Phường Yên Tử",
    )
    year = SchoolYear.objects.create(
        school=school,
        first=2025,
        starts_on=date(2025, 9, 5),
        term_2_on=date(2026, 1, 19),
        ends_on=date(2026, 5, 31),
        is_current=True,
    )
    decision = Decision.objects.create(
        school=school,
        kind=Decision.Kind.APPOINTMENT,
        number=f"{serial}/QĐ-TH",
        dated=date(2025, 8, 20),
        summary="Phân công nhiệm vụ năm học 2025-2026",
        recorded_at=timezone.now(),
    )
    world = SchoolWorld(school, year, decision)
    for role, person in OFFICE.items():
        staff = add_staff(world, role.value, person, position=role.label)
        Appointment.objects.create(
            school=school,
            staff=staff,
            role=role.value,
            since=date(2025, 8, 20),
            decision=decision,
            approved_at=NOW - timedelta(days=200),
        )
    english = add_staff(world, "english", "Mai Thị Loan")
    for class_name in classes:
        school_class = SchoolClass.objects.create(
            year=year, name=class_name, grade=int(class_name[0]), foreign_language="Tiếng Anh"
        )
        world.classes[class_name] = school_class
        homeroom = add_staff(world, f"homeroom:{class_name}", f"Cao Thị Nga {class_name}")
        in_force = {"since": date(2025, 8, 20), "decision": decision, "approved_at": NOW - timedelta(days=200)}
        Homeroom.objects.create(school_class=school_class, staff=homeroom, **in_force)
        for subject in (Subject.VIETNAMESE, Subject.MATHS, Subject.ETHICS, Subject.EXPERIENTIAL):
            Teaching.objects.create(school_class=school_class, subject=subject.value, staff=homeroom, **in_force)
        Teaching.objects.create(
            school_class=school_class, subject=Subject.FOREIGN_LANG_1.value, staff=english, **in_force
        )
        world.enrolments[class_name] = [add_pupil(world, school_class, number) for number in range(1, pupils + 1)]
    return world


def add_staff(world: SchoolWorld, key: str, name: str, *, position: str = "Giáo viên") -> Staff:
    """Somebody with an account."""
    serial = next(_SERIAL)
    user = User.objects.create_user(
        f"nguoi{serial}", "mat-khau-thu-2026", full_name=name, email=f"nguoi{serial}@truong.example", created_at=NOW
    )
    world.staff[key] = Staff.objects.create(
        school=world.school,
        user=user,
        code=f"2298{serial:06}",
        name=name,
        name_folded=fold(name),
        personal_id=f"0221859{serial:05}",
        position=position,
        email=user.email,
    )
    return world.staff[key]


def add_pupil(world: SchoolWorld, school_class: SchoolClass, number: int, **fields: object) -> Enrolment:
    """A pupil with mother and father on file, studying in a class."""
    serial = next(_SERIAL)
    name = str(fields.pop("name", f"{NAMES[number % len(NAMES)]}"))
    values: dict[str, object] = {
        "ministry_id": f"2299{serial:06}",
        "personal_id": f"0222169{serial:05}",
        "sex": "Nữ",
        "born": date(2026 - 6 - school_class.grade, 3, 1 + number % 27),
        "ethnicity": "Kinh",
        "birthplace": "Phường Yên Tử, Tỉnh Quảng Ninh",
        "home_place": "Phường Yên Tử, Tỉnh Quảng Ninh",
        "residence": "Phường Yên Tử, Tỉnh Quảng Ninh",
        "register_no": str(serial),
    }
    pupil = Pupil.objects.create(school=world.school, name=name, name_folded=fold(name), **(values | fields))
    Guardian.objects.create(pupil=pupil, kind=Guardian.Kind.MOTHER, name="Nguyễn Thị Mẹ")
    Guardian.objects.create(pupil=pupil, kind=Guardian.Kind.FATHER, name="Trần Văn Cha")
    return Enrolment.objects.create(
        pupil=pupil, school_class=school_class, number=number, joined_on=date(2025, 9, 5), status_on=date(2025, 9, 5)
    )
