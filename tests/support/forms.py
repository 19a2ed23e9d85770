"""Forms of many kinds of records, signed by nobody: lines of signatures are made up."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

from hocba.documents.rendition import Form, SignatureLine, Stage, book_of, form_of
from hocba.model import (
    Assessment,
    ClosingGroup,
    Comments,
    Manager,
    Person,
    SchoolYear,
    StudyYear,
    Subject,
    SubjectLevel,
    SubjectResult,
    TeacherPart,
    YearRecord,
)
from support.records import not_assessed_record, sample_record
from support.sealed import LOOKUP, SIGNED_AT

LONG = ("Em học tốt, cần cố gắng hơn trong giờ Tiếng Việt; chữ viết sạch đẹp. " * 400).strip()
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Hoàng Thị Phương Thảo Nguyên Khánh Huyền Trang Linh Đan"


def lines(record: YearRecord, teachers: int = 4) -> list[SignatureLine]:
    """So many teachers' signatures, then homeroom teacher, head and seal."""
    slots = [("GVBM", f"Giáo viên môn học: {', '.join(['Tiếng Việt', 'Toán'][: 1 + n % 2])}") for n in range(teachers)]
    slots += [("GVCN", "Giáo viên chủ nhiệm"), ("CBQL", record.manager.title), ("KY_PHAT_HANH", "Nhà trường")]
    return [
        SignatureLine(
            slot, role, f"Nguyễn Thị Hoa {number}", SIGNED_AT + timedelta(minutes=number), f"{number:038X}", "CA"
        )
        for number, (slot, role) in enumerate(slots)
    ]


def with_comments(comment: str, **others: str) -> YearRecord:
    """The sample with one comment for every subject; `others` replace fields of `Comments`."""
    record = sample_record()
    assert isinstance(record.assessment, Assessment)
    parts = tuple(
        TeacherPart(part.teacher, tuple(dataclasses.replace(result, comment=comment) for result in part.results))
        for part in record.assessment.parts
    )
    return sample_record(
        assessment=dataclasses.replace(record.assessment, parts=parts),
        comments=dataclasses.replace(record.comments, **others),
    )


def every_subject() -> YearRecord:
    """A record with a result in every subject there is."""
    record = sample_record()
    assert isinstance(record.assessment, Assessment)
    results = tuple(
        SubjectResult(subject, subject.value.capitalize(), SubjectLevel.COMPLETED, 7, "Có tiến bộ.")
        for subject in Subject
    )
    return sample_record(
        assessment=dataclasses.replace(record.assessment, parts=(TeacherPart(record.homeroom_teacher, results),))
    )


def long_names() -> YearRecord:
    """Every name so long that it takes several lines."""
    record = sample_record()
    years = tuple(
        StudyYear(SchoolYear(first), "1A1", f"Trường Tiểu học và Trung học cơ sở {LONG_NAME}", date(first, 9, 5))
        for first in range(2010, 2026)
    )
    return sample_record(
        pupil=dataclasses.replace(record.pupil, name=LONG_NAME, residence=f"Thôn {LONG_NAME}, xã {LONG_NAME}"),
        school=dataclasses.replace(record.school, name=f"Trường Phổ thông dân tộc bán trú Tiểu học {LONG_NAME}"),
        homeroom_teacher=Person(LONG_NAME, "022198903387"),
        manager=Manager(LONG_NAME, "031171903311", "Phó Hiệu trưởng phụ trách"),
        history=years,
    )


def no_comments() -> YearRecord:
    """What is left of a record that was read from a cv2088-v1 file: no identifier, revision, date or comments."""
    return dataclasses.replace(
        with_comments(""),
        comments=Comments("", "", "", ""),
        record_identifier="",
        revision=0,
        group=None,
        closing_date=None,
    )


def forms() -> dict[str, Form]:
    """By name."""
    sample, plain = sample_record(), lines(sample_record())
    sealed = {"stage": Stage.SEALED, "lookup_address": LOOKUP}
    return {
        "sealed": form_of(sample, plain, **sealed),
        "demo": form_of(sample, plain, demo=True, **sealed),
        "draft": form_of(sample, (), stage=Stage.DRAFT),
        "demo draft": form_of(sample, (), stage=Stage.DRAFT, demo=True),
        "print copy": form_of(sample, plain, stage=Stage.PRINT_COPY, lookup_address=LOOKUP),
        "not assessed": form_of(not_assessed_record(), plain, **sealed),
        "every subject": form_of(every_subject(), plain, **sealed),
        "ten signatures": form_of(sample, lines(sample, teachers=7), **sealed),
        "many signatures": form_of(sample, lines(sample, teachers=40), **sealed),
        "long names": form_of(long_names(), plain, **sealed),
        "no comments": form_of(no_comments(), plain, **sealed),
        "comments of 400": form_of(
            with_comments(LONG[:400], qualities=LONG[:400], homeroom=LONG[:400]), plain, **sealed
        ),
        "comments of 900": form_of(
            with_comments("Tốt", qualities=LONG[:900], general_competencies=LONG[:901]), plain, **sealed
        ),
        "comments of 2000": form_of(
            with_comments(LONG[:2000], specific_competencies=LONG[:2000], homeroom=LONG[:2000]), plain, **sealed
        ),
        "comments of 20000": form_of(with_comments(LONG[:20_000], homeroom=LONG[:20_000]), plain, **sealed),
        "lines": form_of(with_comments("Một\nHai\n\nBốn", homeroom="Một\nHai"), plain, **sealed),
        "june": form_of(dataclasses.replace(sample, group=ClosingGroup.JUNE), plain, **sealed),
        "book": book_of([(sample, plain), (dataclasses.replace(sample, school_year=SchoolYear(2024)), plain)]),
    }
