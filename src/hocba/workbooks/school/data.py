"""What a school's folder of workbooks says, typed and by pupil code, before any record is made.

Pupils are named by their ministry code (Mã học sinh, Mã định danh Bộ GD&ĐT), the one key that every file carries.
Nothing here is invented: what no file says is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from hocba.lint import Roster
from hocba.model import (
    Absences,
    Comments,
    Grade,
    Health,
    Manager,
    OverallResult,
    Person,
    PupilIdentity,
    PupilStatus,
    SchoolIdentity,
    SchoolYear,
    StudyYear,
    Subject,
    YearResults,
)
from hocba.regulation import SupplementaryEntry


@dataclass(frozen=True, slots=True)
class SchoolFinding:
    """One thing found while reading the folder; also what a pupil is refused for."""

    code: str
    where: str
    """"KetQua-4-cn.xlsx!Sheet1!F12": file, sheet, cell; without column a whole row, without sheet a whole file."""
    is_error: bool
    """True: the row or file could not be used. False: it was used, but somebody should look."""
    source: str
    """The rule behind it: an article or the reading rule."""
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    pupil: str = ""
    """Ministry code of the pupil concerned, empty if none can be named."""


@dataclass(frozen=True, slots=True)
class PupilEntry:
    """One accepted row of the pupil list."""

    code: str
    class_name: str
    identity: PupilIdentity
    """`personal_id` is empty where none is on file."""
    status: PupilStatus
    status_on: date | None
    """Day since which the status holds."""
    disability: str
    """Kind of disability in words, empty if none."""
    not_assessed: bool
    """A pupil with a disability who is not assessed (Circular 27/2020/TT-BGDĐT, art. 8)."""
    policy_group: str
    """Đối tượng chính sách, in words."""
    where: str


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """One row of the pupil list that could not be accepted; the pupil has no entry, or an earlier row is theirs."""

    where: str
    class_name: str
    """Empty where it cannot be read."""
    pupil: str
    """Ministry code, empty where it cannot be read."""
    name: str
    findings: tuple[SchoolFinding, ...]
    """One a bad cell, at least one."""


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """One class."""

    name: str
    grade: Grade
    homeroom_start: str
    """Staff code of the homeroom teacher at the start of the year."""
    homeroom: str
    """Staff code of the homeroom teacher at the end of the year (Mã GVCN cuối năm)."""
    foreign_language: str
    """"Tiếng Anh"; empty where the class learns none."""
    where: str


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One accepted row of the staff list."""

    code: str
    name: str
    personal_id: str
    """12 digits or empty."""
    active: bool
    position: str
    """Nhóm chức vụ: "Hiệu trưởng", "Giáo viên" ..."""
    where: str

    @property
    def person(self) -> Person:
        """The same person as a record names them."""
        return Person(self.name, self.personal_id)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who teaches a subject in a class in one term."""

    class_name: str
    subject: Subject
    term: int
    """1 or 2."""
    teacher: str
    """Staff code."""
    where: str


@dataclass(frozen=True, slots=True)
class YearSummary:
    """One row of the year summary: what the homeroom teacher adds to the results."""

    absences: Absences
    comments: Comments
    overall: OverallResult | None
    award_year_end: bool
    award_ad_hoc: bool
    award_text: str
    grade_completed: bool
    primary_completed: bool
    promoted: bool
    supplementary: bool
    """Whether supplementary assessment was found necessary."""
    where: str


@dataclass(frozen=True, slots=True)
class YearEndRow:
    """That a pupil stands in a year-end result file, and what it says beyond levels and scores."""

    overall: OverallResult | None
    grade_completed: bool | None
    """None where the file has no such column."""
    promoted: bool | None
    where: str


@dataclass(frozen=True, slots=True)
class Supplementary:
    """One pupil's supplementary assessment (Circular 27/2020/TT-BGDĐT, art. 11)."""

    entries: tuple[SupplementaryEntry, ...]
    overall: OverallResult
    grade_completed: bool
    promoted: bool
    note: str
    where: str
    """Place of its first line."""


@dataclass(frozen=True, slots=True)
class History:
    """The school years so far, oldest first."""

    years: tuple[StudyYear, ...]
    where: str


@dataclass(frozen=True, slots=True)
class SchoolData:
    """Everything the folder says; mappings are keyed by pupil code unless they say otherwise."""

    school: SchoolIdentity
    head: Manager
    school_year: SchoolYear
    classes: Mapping[str, SchoolClass]
    """By class name, in the order of the file."""
    staff: Mapping[str, StaffMember]
    """By staff code."""
    staff_ids: frozenset[str]
    """Personal IDs of those who work at the school."""
    pupils: Mapping[str, PupilEntry]
    """In the order of the pupil list."""
    roster: Roster
    """The same pupils, as the checks before signing ask for them."""
    rejected_rows: tuple[RejectedRow, ...]
    """Rows of the pupil list that were not accepted."""
    assignments: Mapping[str, tuple[Assignment, ...]]
    """By class name."""
    results: Mapping[str, YearResults]
    """One for every pupil of `pupils`: the moments that have a row, with levels, scores and comments, before
    supplementary assessment; `decided` is what the school's files say."""
    year_end: Mapping[str, YearEndRow]
    summaries: Mapping[str, YearSummary]
    supplementary: Mapping[str, Supplementary]
    history: Mapping[str, History]
    health: Mapping[str, Health]
    """Second term."""
    errors: Mapping[str, tuple[SchoolFinding, ...]]
    """What made a year-end row of a pupil unusable, by pupil code: a record would rest on a gap."""
    findings: tuple[SchoolFinding, ...]
    """Everything found but the rejected rows of the pupil list, in the order of reading."""

    def in_class(self, class_name: str) -> Iterator[PupilEntry]:
        """The pupils of a class, in the order of the pupil list."""
        return (pupil for pupil in self.pupils.values() if pupil.class_name == class_name)
