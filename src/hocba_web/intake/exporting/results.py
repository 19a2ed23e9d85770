"""Results as workbooks: a grade at one moment, and the comments of one class."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from hocba.model import Competency, Grade, Moment, OverallResult, Quality, SchoolYear, Subject
from hocba.regulation import competency_info, outcome, quality_info, rules_for, subject_info
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.entries import entries
from hocba_web.assessment.selectors.export_rows import Confirmed, confirmed
from hocba_web.intake.exporting import captions
from hocba_web.intake.exporting.sheets import Cell, SheetOut, Span, safe_name
from hocba_web.schools.selectors.rows import Place

_MARK = "x"
Sees = Callable[[int, str], bool]
"""Whether the acting person may see a part (a subject's value or "homeroom") of a class (id)."""

_S = Subject
_LOWER = (
    (_S.MATHS, True),
    (_S.VIETNAMESE, True),
    (_S.ETHICS, False),
    (_S.NATURE_SOCIETY, False),
    (_S.FOREIGN_LANG_1, False),
    (_S.MINORITY_LANG, False),
    (_S.IT, False),
)
_THIRD = (
    (_S.MATHS, True),
    (_S.VIETNAMESE, True),
    (_S.ETHICS, False),
    (_S.NATURE_SOCIETY, False),
    (_S.FOREIGN_LANG_1, True),
    (_S.IT, True),
    (_S.MINORITY_LANG, False),
    (_S.TECHNOLOGY, True),
)
_UPPER = (
    (_S.MATHS, True),
    (_S.VIETNAMESE, True),
    (_S.ETHICS, False),
    (_S.HISTORY_GEO, True),
    (_S.FOREIGN_LANG_1, True),
    (_S.IT, True),
    (_S.SCIENCE, True),
    (_S.MINORITY_LANG, False),
    (_S.TECHNOLOGY, True),
)
_LAST = ((_S.MUSIC, False), (_S.FINE_ARTS, False), (_S.EXPERIENTIAL, False), (_S.PE, False))
_COLUMNS = {1: _LOWER + _LAST, 2: _LOWER + _LAST, 3: _THIRD + _LAST, 4: _UPPER + _LAST, 5: _UPPER + _LAST}
"""Subjects in the order of the sector database's template, and whether they have a column for the score."""
_FIXED = 5
_GENERAL = 3
_END = ("Hoàn thành\nchương trình lớp học", "Lên lớp", "Xếp loại")
_GUIDE = (
    ("STT", "Tên cột", "Hướng dẫn nhập", "Ghi chú"),
    (1, "Mức đạt được", "Nhập 1 trong các giá trị T, H, C", "T = Hoàn thành tốt; H = Hoàn thành; C = Chưa hoàn thành"),
    (2, "Điểm KTĐK", "Nhập điểm từ 1 đến 10, không nhập điểm thập phân", ""),
    (3, "Năng lực, phẩm chất", "Nhập 1 trong các giá trị T, Đ, C", "T = Tốt; Đ = Đạt; C = Cần cố gắng"),
    (4, "Hoàn thành chương trình lớp học, Lên lớp", 'Nếu có nhập "x", nếu không bỏ trống', ""),
    (5, "Xếp loại", "Nhập 1 trong các giá trị HTXS, HTT, HT, CHT", "Chỉ nhập ở cuối năm"),
)


@dataclass
class Entered:
    """What was entered of some pupils at one moment, as far as the acting person may see it."""

    year_id: int
    school_year: SchoolYear
    moment: Moment
    places: Sequence[Place]
    sees: Sees
    at: datetime
    """Aware, UTC."""

    @cached_property
    def cells(self) -> dict[int, dict[str, str]]:
        """By enrolment and column of the grid."""
        classes = {one.class_id for one in self.places}
        found = entries(year_id=self.year_id, moment=self.moment, at=self.at, class_ids=classes)
        return {
            one.enrolment_id: {
                column: value
                for column, value in found.get(one.enrolment_id, {}).items()
                if self.sees(one.class_id, part_of(column))
            }
            for one in self.places
        }

    @cached_property
    def confirmed(self) -> dict[int, Confirmed]:
        """What the school confirmed of pupils who are not assessed."""
        return confirmed([one.enrolment_id for one in self.places])

    def of(self, place: Place) -> dict[str, str]:
        """One pupil's cells."""
        return self.cells[place.enrolment_id]

    @property
    def listed(self) -> list[Place]:
        """Pupils with something entered, and those on the roll."""
        return [one for one in self.places if self.of(one) or (one.left_on is None and not one.status.has_left)]

    def flags(self, place: Place, grade: Grade) -> tuple[bool, bool, bool]:
        """Completion of the grade, promotion and completion of primary school as the year-end result has them.

        Nothing of who may not see the homeroom's part.
        """
        if not self.sees(place.class_id, HOMEROOM):
            return False, False, False
        overall = self.of(place).get("overall", "")
        if place.not_assessed:
            told = self.confirmed.get(place.enrolment_id, Confirmed(None, None))
            return bool(told.completed), bool(told.promoted), False
        if not overall:
            return False, False, False
        found = outcome(rules_for(grade, self.school_year), OverallResult(overall))
        return found.grade_completed, found.promoted, bool(found.primary_completed)


def part_of(column: str) -> str:
    """Whose a column of the grid is."""
    head = column.partition(".")[0]
    return head if head in Subject.__members__ else HOMEROOM


def number(text: str) -> Cell:
    """A whole number as a number, nothing as nothing."""
    return int(text) if text.isdecimal() else text or None


def person(place: Place) -> list[Cell]:
    """Class, code, name and birth date."""
    return [place.class_name, place.code, place.name, f"{place.born:%d/%m/%Y}"]


def result_sheets(entered: Entered, grade: Grade) -> list[SheetOut]:
    """Levels and scores of a grade at one moment, under three header rows."""
    columns, rules = _COLUMNS[grade], rules_for(grade, entered.school_year)
    headers, merges = _headers(grade, columns, rules.competencies, rules.qualities)
    lines: list[list[Cell]] = []
    for place in entered.listed:
        cells = entered.of(place)
        line: list[Cell] = [len(lines) + 1, *person(place)]
        for subject, scored in columns:
            line.append(cells.get(f"{subject.value}.level"))
            if scored:
                line.append(number(cells.get(f"{subject.value}.score", "")))
        line += [cells.get(f"c.{one.value}") for one in rules.competencies]
        line += [cells.get(f"q.{one.value}") for one in rules.qualities]
        if entered.moment is Moment.YEAR_END:
            completed, promoted, _ = entered.flags(place, grade)
            line += [_MARK if completed else None, _MARK if promoted else None, cells.get("overall")]
        lines.append(line)
    return [
        SheetOut("Sheet1", headers, lines, merges),
        SheetOut("Huong_Dan", [_GUIDE[0]], [list(one) for one in _GUIDE[1:]]),
    ]


def _headers(
    grade: Grade,
    columns: Sequence[tuple[Subject, bool]],
    competencies: Sequence[Competency],
    qualities: Sequence[Quality],
) -> tuple[list[list[str]], list[Span]]:
    """The three header rows and their merged ranges."""
    code = "Mã học sinh" if grade < 3 else "Mã định danh Bộ GD&ĐT"  # noqa: PLR2004  # as the template writes it
    first = ["STT", "Mã lớp", code, "Họ tên", "Ngày sinh", "Môn học và hoạt động giáo dục"]
    second, third = [""] * _FIXED, [""] * _FIXED
    merges: list[Span] = [(0, column, 2, column) for column in range(_FIXED)]
    for subject, scored in columns:
        left = len(second)
        second.append(subject_info(subject).csdl_caption)
        third.append("Mức đạt được")
        if scored:
            second.append("")
            third.append("Điểm KTĐK")
            merges.append((1, left, 1, left + 1))
    block = len(second)
    merges.append((0, _FIXED, 0, block - 1))
    first += [""] * (block - len(first)) + ["Năng lực cốt lõi"]
    third += [competency_info(one).caption for one in competencies]
    second += ["Năng lực chung", "", "", "Năng lực đặc thù"] + [""] * (len(competencies) - _GENERAL - 1)
    traits = len(third)
    merges += [(0, block, 0, traits - 1), (1, block, 1, block + _GENERAL - 1), (1, block + _GENERAL, 1, traits - 1)]
    first += [""] * (traits - len(first)) + ["Phẩm chất chủ yếu"]
    second += [quality_info(one).caption for one in qualities]
    third += [""] * len(qualities)
    merges.append((0, traits, 0, len(second) - 1))
    merges += [(1, column, 2, column) for column in range(traits, len(second))]
    first += [""] * (len(second) - len(first))
    merges += [(0, column, 2, column) for column in range(len(second), len(second) + len(_END))]
    first += _END
    return [first, second + [""] * len(_END), third + [""] * len(_END)], merges


def comment_sheets(entered: Entered, subjects: Sequence[Subject]) -> list[SheetOut]:
    """Comments of one class at one moment, a sheet a subject."""
    sheets = []
    for subject in subjects:
        lines: list[list[Cell]] = []
        for place in entered.listed:
            cells = entered.of(place)
            level, score, comment = (cells.get(f"{subject.value}.{part}", "") for part in ("level", "score", "comment"))
            lines.append([len(lines) + 1, *person(place), level, number(score), comment])
        sheets.append(SheetOut(safe_name(subject_info(subject).csdl_caption), [captions.COMMENTS], lines))
    return sheets
