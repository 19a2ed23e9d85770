"""Checks of signers and history: code, severity, place, change of the record, change of the context."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from hocba.model import Person, SchoolYear, Subject, TeacherPart
from support.lint_cases.changes import RECORD, E, W, first_teacher, history, parts, same
from support.linted import fields
from support.records import HEAD, IT

CASES = [
    # signers
    ("SIGNER_MISSING", E, "signers/homeroom", fields(homeroom_teacher=Person("", "022198903387")), {}),
    ("SIGNER_MISSING", E, "signers/manager", fields(manager=replace(HEAD, personal_id="")), {}),
    ("SIGNER_MISSING", E, "signers/subject_teachers/0", first_teacher(name=""), {}),
    ("SIGNER_ID_FORMAT", E, "signers/homeroom/personal_id", fields(homeroom_teacher=Person("Đỗ Thị", "123")), {}),
    (
        "SIGNER_IS_PUPIL",
        E,
        "signers/manager/personal_id",
        fields(manager=replace(HEAD, personal_id=RECORD.pupil.personal_id)),
        {},
    ),
    ("SIGNER_TWO_NAMES", E, "signers/homeroom/name", first_teacher(name="Đỗ Nguyệt"), {}),
    ("SIGNER_NOT_ON_STAFF", W, "signers/homeroom", same, {"staff": frozenset({HEAD.personal_id})}),
    ("MANAGER_TITLE_UNKNOWN", E, "signers/manager/title", fields(manager=replace(HEAD, title="Tổ trưởng")), {}),
    (
        "TEACHER_PART_TWICE",
        E,
        "signers/subject_teachers/1",
        parts(lambda all_: (all_[0], replace(all_[1], teacher=all_[0].teacher), *all_[2:])),
        {},
    ),
    (
        "TEACHER_PART_EMPTY",
        E,
        "signers/subject_teachers/4",
        parts(lambda all_: (*all_, TeacherPart(Person("Bùi An", "022193903499"), ()))),
        {},
    ),
    (
        "TEACHER_NOT_ASSIGNED",
        W,
        "signers/subject_teachers/0",
        same,
        {"assigned": MappingProxyType({Subject.MATHS: IT})},
    ),
    # history
    ("HISTORY_EMPTY", E, "history", fields(history=()), {}),
    ("HISTORY_FIELD_MISSING", E, "history/0/class_name", history(0, class_name=""), {}),
    ("HISTORY_FIELD_MISSING", E, "history/0/school_name", history(0, school_name=" "), {}),
    ("HISTORY_ORDER", E, "history/1", history(0, school_year=SchoolYear(2024)), {}),
    ("HISTORY_LAST_YEAR", E, "history/2", fields(history=RECORD.history[:-1]), {}),
    ("HISTORY_LAST_CLASS", E, "history/3/class_name", history(3, class_name="4A2"), {}),
    ("HISTORY_LAST_SCHOOL", W, "history/3/school_name", history(3, school_name="Trường Tiểu học Bình Khê"), {}),
    ("HISTORY_DATE_UNNATURAL", E, "history/0/entered_on", history(0, entered_on=date(2016, 3, 4)), {}),
    ("HISTORY_DATE_UNNATURAL", E, "history/3/entered_on", history(3, entered_on=date(2026, 5, 26)), {}),
    ("HISTORY_DATE_OUTSIDE_YEAR", W, "history/3/entered_on", history(3, entered_on=date(2025, 5, 31)), {}),
    ("HISTORY_YEAR_TWICE", W, "history/1", history(0, school_year=SchoolYear(2023)), {}),
    ("HISTORY_GAP", W, "history/2", fields(history=RECORD.history[:1] + RECORD.history[1:2] + RECORD.history[3:]), {}),
    ("HISTORY_GRADE_JUMP", W, "history/1", history(1, class_name="3A1"), {}),
    ("HISTORY_INCOMPLETE", W, "history/0", fields(history=RECORD.history[1:]), {}),
]
