"""What a class summary form says: one class at one moment.

Source: Circular 27/2020/TT-BGDĐT, art. 9, 10 and Phụ lục 2 (forms 1-9).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hocba.errors import UsageError
from hocba.model import Grade, Moment, MomentResults, OverallResult, SchoolYear, Sex
from hocba.workbooks.school.data import PupilEntry, SchoolData

_FIRST_FORM: dict[Grade, int] = {1: 1, 2: 1, 3: 4, 4: 7, 5: 7}
_OFFSET = {Moment.MID1: 0, Moment.MID2: 0, Moment.END1: 1, Moment.YEAR_END: 2}


def form_number(grade: Grade, moment: Moment) -> int:
    """The number of the official form, 1 to 9: one triple (mid-term, end of term 1, year end) a grade band."""
    return _FIRST_FORM[grade] + _OFFSET[moment]


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One pupil on the form."""

    name: str
    born: date
    sex: Sex
    results: MomentResults
    """Empty for a pupil who is not assessed."""
    overall: OverallResult | None = None
    """Only at the year end; None where nothing was decided."""
    award_year_end: bool = False
    award_ad_hoc: bool = False
    held_back: bool = False
    """Chưa được lên lớp."""
    note: str = ""
    """Disability and policy group, in words."""


@dataclass(frozen=True, slots=True)
class SummaryForm:
    """One class at one moment, ready to be written."""

    school_name: str
    class_name: str
    grade: Grade
    school_year: SchoolYear
    moment: Moment
    rows: tuple[SummaryRow, ...]
    """In the order of the class."""
    homeroom_teacher: str = ""
    """Printed under the signature; empty leaves the line free."""
    head: str = ""

    @property
    def number(self) -> int:
        """The number of the official form, 1 to 9."""
        return form_number(self.grade, self.moment)


def summary_form(data: SchoolData, class_name: str, moment: Moment) -> SummaryForm:
    """The summary of one class as the school's workbooks have it.

    The year-end form shows the state before supplementary assessment: it is closed in May, the other comes in summer.

    Raises:
        UsageError: CLASS_UNKNOWN.
    """
    school_class = data.classes.get(class_name)
    if school_class is None:
        raise UsageError("CLASS_UNKNOWN", where=class_name, name=class_name)
    teacher = data.staff.get(school_class.homeroom if moment is Moment.YEAR_END else school_class.homeroom_start)
    present = (pupil for pupil in data.in_class(class_name) if moment in data.results[pupil.code].moments)
    return SummaryForm(
        school_name=data.school.name,
        class_name=class_name,
        grade=school_class.grade,
        school_year=data.school_year,
        moment=moment,
        rows=tuple(_row(data, pupil, moment) for pupil in present),
        homeroom_teacher=teacher.name if teacher else "",
        head=data.head.name,
    )


def _row(data: SchoolData, pupil: PupilEntry, moment: Moment) -> SummaryRow:
    summary = data.summaries.get(pupil.code) if moment is Moment.YEAR_END else None
    year_end = data.year_end.get(pupil.code) if moment is Moment.YEAR_END else None
    return SummaryRow(
        name=pupil.identity.name,
        born=pupil.identity.born,
        sex=pupil.identity.sex,
        results=MomentResults() if pupil.not_assessed else data.results[pupil.code].at(moment),
        overall=data.results[pupil.code].decided if moment is Moment.YEAR_END else None,
        award_year_end=summary is not None and summary.award_year_end,
        award_ad_hoc=summary is not None and summary.award_ad_hoc,
        held_back=year_end is not None and not (summary.promoted if summary else year_end.promoted),
        note=_note(pupil),
    )


def _note(pupil: PupilEntry) -> str:
    disability = f"{pupil.disability or 'Khuyết tật'} (không đánh giá)" if pupil.not_assessed else pupil.disability
    return "; ".join(part for part in (disability, pupil.policy_group) if part)
