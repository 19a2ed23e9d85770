"""The columns of a form as a tree of captions; which exist follows from grade and moment.

A subject has a column "Điểm KTĐK" only where a periodic test exists at that moment (Circular 27/2020/TT-BGDĐT,
art. 7(1)), so forms 1 and 4 hold levels alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from hocba.model import (
    GENERAL_COMPETENCIES,
    Competency,
    Moment,
    OverallResult,
    Quality,
    Sex,
    Subject,
)
from hocba.regulation import RuleSet, competency_info, level_name, quality_info, rules_for, subject_info
from hocba.workbooks.summary_forms.form import SummaryForm, SummaryRow

Cell = str | int | None
LEVEL, SCORE = "Mức đạt được", "Điểm KTĐK"

# Two subjects of the form share a parent caption; the rest stand alone.
_PARENTS = {
    Subject.IT: ("Tin học và Công nghệ", "Tin học"),
    Subject.TECHNOLOGY: ("Tin học và Công nghệ", "Công nghệ"),
    Subject.MUSIC: ("Nghệ thuật", "Âm nhạc"),
    Subject.FINE_ARTS: ("Nghệ thuật", "Mĩ thuật"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table."""

    captions: tuple[str, ...]
    """From the outermost group to the column's own caption; empty where the one above reaches down."""
    value: Callable[[SummaryRow], Cell]
    width: float = 3.3
    """In characters of the default font, as Excel counts."""
    left: bool = False
    """Left-aligned and wrapped text; otherwise centred."""


def columns_of(form: SummaryForm) -> tuple[Column, ...]:
    """The columns after STT, in the order of the form."""
    rules = rules_for(form.grade, form.school_year)
    year_end = form.moment is Moment.YEAR_END
    return (
        Column(("Họ và tên",), lambda row: row.name, width=21, left=True),
        Column(("Ngày, tháng, năm sinh",), lambda row: f"{row.born:%d/%m/%Y}", width=10.5),
        Column(("Nữ",), lambda row: _mark(row.sex is Sex.FEMALE)),
        *_subjects(rules, form.moment),
        *(
            Column(("Phẩm chất chủ yếu", quality_info(quality).caption), partial(_quality, quality))
            for quality in rules.qualities
        ),
        *(
            Column(("Năng lực cốt lõi", _kind(item), competency_info(item).caption), partial(_competency, item))
            for item in rules.competencies
        ),
        *(_year_end() if year_end else ()),
        Column(("Ghi chú",), lambda row: row.note or None, width=14, left=True),
    )


def _subjects(rules: RuleSet, moment: Moment) -> Iterator[Column]:
    tested = rules.tested(moment)
    taught = set(rules.subjects) | set(rules.optional_subjects)
    for subject in (item for item in Subject if item in taught):
        captions = ("Môn học và hoạt động giáo dục", *_PARENTS.get(subject, (subject_info(subject).form_name, "")))
        if not tested:
            yield Column(tuple(filter(None, captions)), partial(_level, subject))
            continue
        yield Column((*captions, LEVEL), partial(_level, subject))
        if subject in tested:
            yield Column((*captions, SCORE), partial(_score, subject))


def _year_end() -> Iterable[Column]:
    for overall in OverallResult:
        yield Column(("Đánh giá kết quả giáo dục", level_name(overall)), partial(_overall, overall))
    yield Column(("Khen thưởng", "Cuối năm"), lambda row: _mark(row.award_year_end), width=4)
    yield Column(("Khen thưởng", "Đột xuất"), lambda row: _mark(row.award_ad_hoc), width=4)
    yield Column(("Chưa được lên lớp",), lambda row: _mark(row.held_back))


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """One caption and the block that it covers; all counted from 0 within the header."""

    text: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int


def header_cells(captions: Iterable[tuple[str, ...]]) -> tuple[tuple[HeaderCell, ...], int]:
    """Lay captions out as a merged header: equal neighbours join; a caption reaches down over what is empty below it.

    Returns:
        The cells and the number of header rows.
    """
    columns = list(captions)
    depth = max(len(column) for column in columns)
    cells: list[HeaderCell] = []
    for level in range(depth):
        numbered = enumerate(column[: level + 1] for column in columns)
        for prefix, group in groupby(numbered, key=lambda pair: pair[1]):
            indices = [index for index, _ in group]
            if len(prefix) > level and prefix[level]:
                last_row = level
                while last_row + 1 < depth and not any(_is_filled(columns[i], last_row + 1) for i in indices):
                    last_row += 1
                cells.append(HeaderCell(prefix[level], level, indices[0], last_row, indices[-1]))
    return tuple(cells), depth


def _is_filled(captions: tuple[str, ...], row: int) -> bool:
    return len(captions) > row and bool(captions[row])


def _kind(competency: Competency) -> str:
    return "Năng lực chung" if competency in GENERAL_COMPETENCIES else "Năng lực đặc thù"


def _mark(value: bool) -> Cell:  # noqa: FBT001  # one flag in, one X out
    return "X" if value else None


def _level(subject: Subject, row: SummaryRow) -> Cell:
    entry = row.results.subjects.get(subject)
    return entry.level.value if entry and entry.level else None


def _score(subject: Subject, row: SummaryRow) -> Cell:
    entry = row.results.subjects.get(subject)
    return entry.score if entry else None


def _quality(quality: Quality, row: SummaryRow) -> Cell:
    level = row.results.qualities.get(quality)
    return level.value if level else None


def _competency(competency: Competency, row: SummaryRow) -> Cell:
    level = row.results.competencies.get(competency)
    return level.value if level else None


def _overall(overall: OverallResult, row: SummaryRow) -> Cell:
    return _mark(row.overall is overall)
