"""The invented people of the training school."""

from __future__ import annotations

from datetime import date

from hocba.lint import Roster, RosterPupil
from hocba.model import Family, Grade, PupilIdentity, PupilStatus, SchoolYear, Sex, Subject
from hocba.workbooks.school import Assignment, PupilEntry, SchoolClass, StaffMember

CLASSES: tuple[tuple[str, Grade, str, str], ...] = (
    ("2A1", 2, "TH06", ""),
    ("4A1", 4, "TH07", "Tiếng Anh"),
)
"""Name, grade, homeroom teacher, foreign language."""
STAFF = (
    ("TH01", "Nguyễn Thị Tập", "Hiệu trưởng"),
    ("TH02", "Trần Văn Huấn", "Phó hiệu trưởng"),
    ("TH03", "Lê Thị Thực", "Nhân viên giáo vụ"),
    ("TH04", "Phạm Thị Hành", "Nhân viên văn thư"),
    ("TH05", "Đỗ Văn Mẫu", "Nhân viên thư viện"),
    ("TH06", "Hoàng Thị Hai", "Giáo viên"),
    ("TH07", "Vũ Thị Bốn", "Giáo viên"),
    ("TH08", "Đặng Văn Thể", "Giáo viên"),
    ("TH09", "Bùi Thị Nhạc", "Giáo viên"),
    ("TH10", "Ngô Thị Anh", "Giáo viên"),
)
SPECIALISTS = {
    Subject.PE: "TH08",
    Subject.MUSIC: "TH09",
    Subject.FINE_ARTS: "TH09",
    Subject.FOREIGN_LANG_1: "TH10",
    Subject.IT: "TH10",
}
"""Who teaches what the homeroom teacher does not."""
PUPILS = 12
"""In a class."""
_NO_RESIDENCE, _NO_FATHER = 3, 5
"""Places in the list of those whose file has a gap, to be found when the class is reviewed."""
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lý")
_GIRL = ("Thị Mai", "Ngọc Lan", "Thu Cúc", "Hồng Đào", "Minh Sen", "Kim Huệ")
_BOY = ("Văn Tùng", "Đức Bách", "Minh Lâm", "Quang Sơn", "Hải Phong", "Gia Khôi")
_PROVINCE = "022"
_CENTURY_AND_SEX = {Sex.MALE: 2, Sex.FEMALE: 3}
"""Fourth digit of the personal ID of somebody born from 2000 on (Circular 59/2021/TT-BCA)."""


def staff() -> dict[str, StaffMember]:
    """Everybody on the staff, by code."""
    return {
        code: StaffMember(code, name, f"{_PROVINCE}180{serial:06}", active=True, position=position, where=code)
        for serial, (code, name, position) in enumerate(STAFF, 1)
    }


def classes() -> dict[str, SchoolClass]:
    """The classes, by name."""
    return {
        name: SchoolClass(name, grade, homeroom, homeroom, language, where=name)
        for name, grade, homeroom, language in CLASSES
    }


def assignments(studied: dict[str, tuple[Subject, ...]]) -> dict[str, tuple[Assignment, ...]]:
    """Who teaches what, the same in both terms.

    Args:
        studied: subjects by class name.
    """
    return {
        name: tuple(
            Assignment(name, subject, term, SPECIALISTS.get(subject, homeroom), where=name)
            for subject in studied[name]
            for term in (1, 2)
        )
        for name, _, homeroom, _ in CLASSES
    }


def pupils(year: SchoolYear, since: date) -> dict[str, PupilEntry]:
    """Every pupil by ministry code; two of them leave something to be found when the class is reviewed.

    Args:
        year: the school year.
        since: its first day.
    """
    found = {}
    for row, (class_name, grade, *_) in enumerate(CLASSES):
        for serial in range(PUPILS):
            entry = _pupil(class_name, year.first - 5 - grade, row * PUPILS + serial, since)
            found[entry.code] = entry
    return found


def roster(entries: dict[str, PupilEntry]) -> Roster:
    """The pupils as the checks ask for them."""
    return Roster(
        RosterPupil(one.code, one.identity.personal_id, one.identity.name, one.identity.born, one.class_name)
        for one in entries.values()
    )


def _pupil(class_name: str, born_in: int, serial: int, since: date) -> PupilEntry:
    sex = Sex.FEMALE if serial % 2 else Sex.MALE
    given = (_GIRL if sex is Sex.FEMALE else _BOY)[serial // 2 % len(_GIRL)]
    family = _FAMILY[serial % len(_FAMILY)] if serial < PUPILS else _FAMILY[-1 - serial % len(_FAMILY)]
    code = f"2200{serial:06}"
    identity = PupilIdentity(
        name=f"{family} {given}",
        personal_id=f"{_PROVINCE}{_CENTURY_AND_SEX[sex]}{born_in % 100:02}{serial:06}",
        ministry_id=code,
        sex=sex,
        born=date(born_in, serial % 12 + 1, serial + 1),
        ethnicity="Kinh",
        nationality="Việt Nam",
        birthplace="Bệnh viện Sản Nhi Quảng Ninh",
        home_place="Phường Yên Tử, Tỉnh Quảng Ninh",
        residence="" if serial % PUPILS == _NO_RESIDENCE else f"Tổ {serial % 7 + 1}, Phường Yên Tử, Tỉnh Quảng Ninh",
        register_no=f"{serial + 1:04}/{born_in + 6}",
        family=Family(
            mother=f"{_FAMILY[serial % 5]} Thị Hiền",
            father="" if serial % PUPILS == _NO_FATHER else f"{family} Văn Hòa",
        ),
    )
    return PupilEntry(
        code=code,
        class_name=class_name,
        identity=identity,
        status=PupilStatus.STUDYING,
        status_on=since,
        disability="",
        not_assessed=False,
        policy_group="",
        where=code,
    )
