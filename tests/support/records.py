"""Invented year records for tests; every value is made up."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from uuid import UUID

from hocba.model import (
    COMPETENCIES,
    QUALITIES,
    Absences,
    Assessment,
    Awards,
    ClosingGroup,
    Comments,
    Competency,
    Family,
    Grade,
    Health,
    Manager,
    NotAssessed,
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

HOMEROOM = Person("Đỗ Thị Minh Nguyệt", "022198903387")
ENGLISH = Person("Nguyễn Thị Ngọc", "022173903443")
IT = Person("Bùi Thị Kim Oanh", "022193903451")
MUSIC = Person("Cao Thị Ngọc", "022179903457")
HEAD = Manager("Trần Thị Thúy", "031171903311", "Hiệu trưởng")

NAMES = {
    Subject.VIETNAMESE: "Tiếng Việt",
    Subject.MATHS: "Toán",
    Subject.FOREIGN_LANG_1: "Ngoại ngữ 1 (Tiếng Anh)",
    Subject.HISTORY_GEO: "Lịch sử và Địa lí",
    Subject.SCIENCE: "Khoa học",
    Subject.IT: "Tin học và Công nghệ (Tin học)",
    Subject.TECHNOLOGY: "Tin học và Công nghệ (Công nghệ)",
    Subject.ETHICS: "Đạo đức",
    Subject.NATURE_SOCIETY: "Tự nhiên và Xã hội",
    Subject.PE: "Giáo dục thể chất",
    Subject.MUSIC: "Nghệ thuật (Âm nhạc)",
    Subject.FINE_ARTS: "Nghệ thuật (Mĩ thuật)",
    Subject.EXPERIENTIAL: "Hoạt động trải nghiệm",
}
TESTED = {
    Subject.VIETNAMESE,
    Subject.MATHS,
    Subject.FOREIGN_LANG_1,
    Subject.HISTORY_GEO,
    Subject.SCIENCE,
    Subject.IT,
    Subject.TECHNOLOGY,
}

SCHOOL = SchoolIdentity(
    code="22990401",
    name="Trường Tiểu học Phương Đông",
    authority_code="22",
    authority_name="Sở Giáo dục và Đào tạo Quảng Ninh",
    province="Tỉnh Quảng Ninh",
    commune="Phường Yên Tử",
)


def _result(subject: Subject) -> SubjectResult:
    return SubjectResult(
        subject=subject,
        name=NAMES[subject],
        level=SubjectLevel.COMPLETED_WELL,
        score=9 if subject in TESTED else None,
        comment="Em tiếp thu bài nhanh, trình bày sạch đẹp. Cần phát huy.",
    )


def sample_pupil() -> PupilIdentity:
    return PupilIdentity(
        name="Lê Thế Anh",
        personal_id="022216900123",
        ministry_id="2299238447",
        sex=Sex.MALE,
        born=date(2016, 3, 4),
        ethnicity="Kinh",
        nationality="Việt Nam",
        birthplace="Bệnh viện Sản Nhi Quảng Ninh",
        home_place="Phường Yên Tử, Tỉnh Quảng Ninh",
        residence="Khu Hợp Thành, phường Yên Tử, tỉnh Quảng Ninh",
        register_no="0118/2022",
        family=Family(mother="Nguyễn Thị Hương", father="Lê Đình Toàn"),
    )


def sample_record(grade: Grade = 4, **changes: object) -> YearRecord:
    """A grade-4 record of four teachers; `changes` replace fields of the record."""
    if grade != 4:
        raise NotImplementedError("only grade 4 is written out here")
    year = SchoolYear(2025)
    pupil = sample_pupil()
    by_teacher = {
        HOMEROOM: (
            Subject.VIETNAMESE,
            Subject.MATHS,
            Subject.HISTORY_GEO,
            Subject.SCIENCE,
            Subject.ETHICS,
            Subject.EXPERIENTIAL,
        ),
        ENGLISH: (Subject.FOREIGN_LANG_1,),
        IT: (Subject.IT, Subject.TECHNOLOGY),
        MUSIC: (Subject.PE, Subject.MUSIC, Subject.FINE_ARTS),
    }
    record = YearRecord(
        lookup_uuid=UUID("7d1f3c52-6a0b-4c1e-9b57-0c2f7c3a9d11"),
        record_identifier=record_identifier(pupil.personal_id, "02", year),
        revision=1,
        school_year=year,
        school=SCHOOL,
        grade=grade,
        class_name="4A1",
        pupil=pupil,
        health=Health(Decimal("29.5"), Decimal(134)),
        absences=Absences(excused=2, unexcused=0),
        history=tuple(
            StudyYear(SchoolYear(first), f"{first - 2021}A1", "Trường Tiểu học Phương Đông", date(first, 9, 5))
            for first in (2022, 2023, 2024, 2025)
        ),
        homeroom_teacher=HOMEROOM,
        manager=HEAD,
        place_of_issue="Quảng Ninh",
        created_on=date(2026, 5, 25),
        planned_issue_on=date(2026, 5, 25),
        assessment=Assessment(
            parts=tuple(
                TeacherPart(teacher, tuple(_result(subject) for subject in subjects))
                for teacher, subjects in by_teacher.items()
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
    return dataclasses.replace(record, **changes)  # type: ignore[arg-type]


def not_assessed_record() -> YearRecord:
    """A pupil with a disability who is not assessed."""
    return sample_record(
        assessment=NotAssessed(evidence="Khuyết tật trí tuệ; Giấy xác nhận khuyết tật số 12/XN-UBND"),
        outcome=Outcome(grade_completed=False, promoted=True, primary_completed=None, text="Được lên lớp 5."),
        awards=Awards(),
    )


__all__ = ["Competency", "not_assessed_record", "sample_pupil", "sample_record"]
