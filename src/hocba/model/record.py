"""The unit of record: one pupil, one school year, one school (CV 2088, Phụ lục 1).

A `YearRecord` is what is signed. It is frozen, holds the state at the end of the year (after supplementary assessment
where there was one) and knows nothing of XML, PDF or keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from uuid import UUID

from hocba.model.levels import Competency, OverallResult, Quality, Subject, SubjectLevel, TraitLevel
from hocba.model.people import Manager, Person, PupilIdentity
from hocba.model.school_year import Grade, SchoolYear


class ClosingGroup(Enum):
    """Which of the two yearly submissions a record belongs to (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b))."""

    JUNE = "15/6"
    """Pupils who completed the grade or primary school: sent before 15 June."""
    AUGUST = "15/8"
    """Pupils who needed supplementary assessment: sent before 15 August."""


@dataclass(frozen=True, slots=True)
class SchoolIdentity:
    """The issuing school and the authority above it."""

    code: str
    name: str
    authority_code: str
    authority_name: str
    province: str
    """With its rank: "Tỉnh Quảng Ninh"."""
    commune: str
    """With its rank: "Phường Yên Tử"."""
    district: str = "–"
    """Districts ended on 1/7/2025; the tag is still compulsory in CV 2088."""
    level_code: str = "02"
    """Mã cấp học: 02 is primary."""


@dataclass(frozen=True, slots=True)
class StudyYear:
    """One line of "Quá trình học tập"."""

    school_year: SchoolYear
    class_name: str
    school_name: str
    entered_on: date
    """Day of enrolment or arrival."""


@dataclass(frozen=True, slots=True)
class Health:
    """Measured in the second term."""

    weight_kg: Decimal
    """Kilograms, at most one decimal."""
    height_cm: Decimal
    """Centimetres, at most one decimal."""


@dataclass(frozen=True, slots=True)
class Absences:
    """Half-days ("buổi") missed in the year."""

    excused: int
    unexcused: int


@dataclass(frozen=True, slots=True)
class SubjectResult:
    """Year-end result of one subject as printed."""

    subject: Subject
    name: str
    """Name on the form; a foreign language is named, as in "Ngoại ngữ 1 (Tiếng Anh)"."""
    level: SubjectLevel
    score: int | None
    """Year-end test, 0-10, or None where the subject has no test."""
    comment: str


@dataclass(frozen=True, slots=True)
class TeacherPart:
    """The subjects that one teacher answers for and signs (term-2 assignment)."""

    teacher: Person
    results: tuple[SubjectResult, ...]
    """In the order of the form."""


@dataclass(frozen=True, slots=True)
class Comments:
    """The homeroom teacher's comments."""

    qualities: str
    general_competencies: str
    specific_competencies: str
    homeroom: str


@dataclass(frozen=True, slots=True)
class Awards:
    """Awards of the year, in words; empty where none."""

    year_end: str = ""
    ad_hoc: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The results of a pupil who is assessed."""

    parts: tuple[TeacherPart, ...]
    """One a teacher, in order of the first subject on the form."""
    competencies: tuple[tuple[Competency, TraitLevel], ...]
    """In the order of the form; Công nghệ and Tin học only from grade 3."""
    qualities: tuple[tuple[Quality, TraitLevel], ...]
    overall: OverallResult

    def results(self) -> Iterator[SubjectResult]:
        """All subject results, in the order of the form."""
        order = {subject: index for index, subject in enumerate(Subject)}
        yield from sorted((result for part in self.parts for result in part.results), key=lambda r: order[r.subject])


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """A pupil with a disability who is not assessed (Circular 27/2020/TT-BGDĐT, art. 8)."""

    evidence: str
    """The paper it rests on (kind of disability, decision); never empty."""
    parts: tuple[TeacherPart, ...] = ()
    """Always empty: nobody signs results that do not exist."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Completion and promotion: three independent facts (Circular 27/2020/TT-BGDĐT, art. 11)."""

    grade_completed: bool
    promoted: bool
    primary_completed: bool | None
    """Only grade 5; None below."""
    text: str
    """Section 6 of the form: "Hoàn thành chương trình lớp 4. Được lên lớp 5." """


@dataclass(frozen=True, slots=True)
class YearRecord:
    """One pupil's year at one school, ready to be signed."""

    lookup_uuid: UUID
    """Mã số tra cứu học bạ, UUID v4; a replacement gets a new one."""
    record_identifier: str
    """Mã số định danh học bạ."""
    revision: int
    """1 for the first, one more after each unlock; 0 only in a record read from a profile that does not say it."""
    school_year: SchoolYear
    school: SchoolIdentity
    grade: Grade
    class_name: str
    pupil: PupilIdentity
    health: Health
    absences: Absences
    history: tuple[StudyYear, ...]
    """Years so far, oldest first, this one last."""
    homeroom_teacher: Person
    manager: Manager
    place_of_issue: str
    """Địa danh phát hành: the province without "Tỉnh"."""
    created_on: date
    planned_issue_on: date
    """Fixed at initialisation; the seal's time must not precede it."""
    assessment: Assessment | NotAssessed
    outcome: Outcome
    comments: Comments
    awards: Awards
    group: ClosingGroup | None
    """None only in a record read from a profile that does not say it (CV 2088)."""
    closing_date: date | None
    """Calendar date of that group: 15 June or 15 August of the year's last calendar year; None as above."""


def record_identifier(personal_id: str, level_code: str, school_year: SchoolYear) -> str:
    """Mã định danh học bạ: `<personal_id>-<school level>-<school year>` [assumed; see known limits]."""
    return f"{personal_id}-{level_code}-{school_year}"
