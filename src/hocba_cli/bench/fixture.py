"""The record that every contestant issues: one pupil of grade 4, three teachers, so six signatures.

Everything is invented. Records differ from one another by pupil, UUID and comments, because a renderer that remembers
the last document would otherwise be measured at nothing.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from hocba.adapters.demo_pki import DemoPerson, DemoRole, DemoSchool
from hocba.model import (
    COMPETENCIES,
    QUALITIES,
    Absences,
    Assessment,
    Awards,
    ClosingGroup,
    Comments,
    Family,
    Health,
    Manager,
    Outcome,
    OverallResult,
    Person,
    PupilIdentity,
    SchoolIdentity,
    SchoolYear,
    Sex,
    StudyYear,
    Subject,
    SubjectLevel,
    SubjectResult,
    TeacherPart,
    TraitLevel,
    YearRecord,
    record_identifier,
)
from hocba.regulation import subject_info

HOMEROOM: Final = Person("Đỗ Thị Minh Nguyệt", "022198903387")
ENGLISH: Final = Person("Nguyễn Thị Ngọc", "022173903443")
ARTS: Final = Person("Bùi Thị Kim Oanh", "022193903451")
HEAD: Final = Manager("Trần Thị Thúy", "031171903311", "Hiệu trưởng")
SCHOOL: Final = SchoolIdentity(
    code="22990401",
    name="Trường Tiểu học Phương Đông",
    authority_code="22",
    authority_name="Sở Giáo dục và Đào tạo Quảng Ninh",
    province="Tỉnh Quảng Ninh",
    commune="Phường Yên Tử",
)
DEMO_SCHOOL: Final = DemoSchool(SCHOOL.name)
STAFF: Final = (
    DemoPerson(HEAD.name, HEAD.personal_id, DemoRole.HEAD),
    *(DemoPerson(teacher.name, teacher.personal_id) for teacher in (HOMEROOM, ENGLISH, ARTS)),
)

_YEAR = SchoolYear(2025)
_TAUGHT = {
    HOMEROOM: (
        Subject.VIETNAMESE,
        Subject.MATHS,
        Subject.HISTORY_GEO,
        Subject.SCIENCE,
        Subject.ETHICS,
        Subject.EXPERIENTIAL,
    ),
    ENGLISH: (Subject.FOREIGN_LANG_1,),
    ARTS: (Subject.IT, Subject.TECHNOLOGY, Subject.PE, Subject.MUSIC, Subject.FINE_ARTS),
}
_TESTED = {
    Subject.VIETNAMESE,
    Subject.MATHS,
    Subject.FOREIGN_LANG_1,
    Subject.HISTORY_GEO,
    Subject.SCIENCE,
    Subject.IT,
    Subject.TECHNOLOGY,
}
_FAMILY_NAMES = ("Lê", "Trần", "Phạm", "Nguyễn", "Vũ", "Đặng", "Bùi")
_GIVEN_NAMES = ("Thế Anh", "Minh Đức", "Quốc Huy", "Gia Bảo", "Hải Đăng", "Tuấn Kiệt", "Hữu Nghĩa", "Công Vinh")
_PRAISE = (
    "Em tiếp thu bài nhanh, trình bày sạch đẹp. Cần phát huy.",
    "Em chăm chỉ, làm bài cẩn thận, biết giúp đỡ bạn trong nhóm.",
    "Em mạnh dạn phát biểu, vận dụng tốt kiến thức đã học vào thực tế.",
)


def record(number: int, on: date) -> YearRecord:
    """The record of an invented pupil, issued that day; another one for each number from 0 to 999,999."""
    pupil = _pupil(number)
    return YearRecord(
        lookup_uuid=UUID(int=0x7D1F3C52_6A0B_4C1E_9B57_000000000000 + number),
        record_identifier=record_identifier(pupil.personal_id, "02", _YEAR),
        revision=1,
        school_year=_YEAR,
        school=SCHOOL,
        grade=4,
        class_name="4A1",
        pupil=pupil,
        health=Health(Decimal(270 + number % 60) / 10, Decimal(128 + number % 15)),
        absences=Absences(excused=number % 5, unexcused=0),
        history=tuple(
            StudyYear(SchoolYear(first), f"{first - 2021}A1", SCHOOL.name, date(first, 9, 5))
            for first in (2022, 2023, 2024, 2025)
        ),
        homeroom_teacher=HOMEROOM,
        manager=HEAD,
        place_of_issue="Quảng Ninh",
        created_on=on,
        planned_issue_on=on,
        assessment=Assessment(
            parts=tuple(
                TeacherPart(teacher, tuple(_result(subject, number) for subject in subjects))
                for teacher, subjects in _TAUGHT.items()
            ),
            competencies=tuple((competency, TraitLevel.GOOD) for competency in COMPETENCIES),
            qualities=tuple((quality, TraitLevel.GOOD) for quality in QUALITIES),
            overall=OverallResult.EXCELLENT,
        ),
        outcome=Outcome(
            grade_completed=True,
            promoted=True,
            primary_completed=None,
            text="Hoàn thành chương trình lớp 4. Được lên lớp 5.",
        ),
        comments=Comments(
            qualities="Đoàn kết với bạn, thật thà; hoàn thành tốt việc được giao.",
            general_competencies="Chủ động hỏi khi chưa hiểu, mạnh dạn chia sẻ với bạn.",
            specific_competencies="Em diễn đạt mạch lạc, tư duy tốt, vận động khéo léo.",
            homeroom="Năm học thành công của em, thầy cô chúc mừng em.",
        ),
        awards=Awards(year_end="Học sinh Xuất sắc"),
        group=ClosingGroup.JUNE,
        closing_date=date(2026, 6, 15),
    )


def _pupil(number: int) -> PupilIdentity:
    family = _FAMILY_NAMES[number % len(_FAMILY_NAMES)]
    given = _GIVEN_NAMES[number // len(_FAMILY_NAMES) % len(_GIVEN_NAMES)]
    return PupilIdentity(
        name=f"{family} {given}",
        personal_id=f"022216{number:06}",
        ministry_id=f"2299{number:06}",
        sex=Sex.MALE,
        born=date(2016, 1 + number % 12, 1 + number % 28),
        ethnicity="Kinh",
        nationality="Việt Nam",
        birthplace="Bệnh viện Sản Nhi Quảng Ninh",
        home_place="Phường Yên Tử, Tỉnh Quảng Ninh",
        residence="Khu Hợp Thành, phường Yên Tử, tỉnh Quảng Ninh",
        register_no=f"{number % 10000:04}/2022",
        family=Family(mother="Nguyễn Thị Hương", father=f"{family} Đình Toàn"),
    )


def _result(subject: Subject, number: int) -> SubjectResult:
    return SubjectResult(
        subject=subject,
        name=subject_info(subject).form_name,
        level=SubjectLevel.COMPLETED_WELL,
        score=9 + number % 2 if subject in _TESTED else None,
        comment=_PRAISE[(number + list(Subject).index(subject)) % len(_PRAISE)],
    )
