"""Result files of the sector database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import openpyxl

from support.workbooks.files import Cell, Rows, xlsx
from support.workbooks.lists import Pupil, pupils

SUBJECTS, COMPETENCIES, QUALITIES = "Môn học và hoạt động giáo dục", "Năng lực cốt lõi", "Phẩm chất chủ yếu"
GENERAL, SPECIFIC = "Năng lực chung", "Năng lực đặc thù"
LEVEL, SCORE = "Mức đạt được", "Điểm KTĐK"
GENERAL_NAMES = ("Tự chủ và tự học", "Giao tiếp và hợp tác", "Giải quyết vấn đề và sáng tạo")
SPECIFIC_NAMES = ("Ngôn ngữ", "Tính toán", "Khoa học", "Công nghệ", "Tin học", "Thẩm mĩ", "Thể chất")
QUALITY_NAMES = ("Yêu nước", "Nhân ái", "Chăm chỉ", "Trung thực", "Trách nhiệm")
_LAST = ("Hoàn thành\nchương trình lớp học", "Lên lớp", "Xếp loại")
_ARTS = ("Nghệ thuật (Âm nhạc)", "Nghệ thuật (Mĩ thuật)", "Hoạt động trải nghiệm", "Giáo dục thể chất")


@dataclass(frozen=True)
class ResultColumn:
    """A column of a result file."""

    key: str
    """"Toán", "Toán điểm", "NL Khoa học", "PC Yêu nước", "done", "up", "rank"."""
    header: tuple[str, str, str]
    """Its texts in the three header rows, every one filled."""


def result_columns(grade: int, *, last: bool = True) -> list[ResultColumn]:
    """The columns of the import template of a grade, from F on."""
    tested = {
        1: ("Toán", "Tiếng việt"),
        3: ("Toán", "Tiếng việt", "Ngoại ngữ", "TH-CN (Tin học)", "TH-CN (Công nghệ)"),
        4: (
            "Toán",
            "Tiếng việt",
            "Lịch sử & Địa lí",
            "Ngoại ngữ",
            "TH-CN (Tin học)",
            "Khoa học",
            "TH-CN (Công nghệ)",
        ),
    }
    order = {
        1: ("Toán", "Tiếng việt", "Đạo đức", "Tự nhiên và xã hội", "Ngoại ngữ", "Tiếng dân tộc", "TH-CN (Tin học)"),
        3: (
            "Toán",
            "Tiếng việt",
            "Đạo đức",
            "Tự nhiên và xã hội",
            "Ngoại ngữ",
            "TH-CN (Tin học)",
            "Tiếng dân tộc",
            "TH-CN (Công nghệ)",
        ),
        4: (
            "Toán",
            "Tiếng việt",
            "Đạo đức",
            "Lịch sử & Địa lí",
            "Ngoại ngữ",
            "TH-CN (Tin học)",
            "Khoa học",
            "Tiếng dân tộc",
            "TH-CN (Công nghệ)",
        ),
    }
    shape = {1: 1, 2: 1, 3: 3, 4: 4, 5: 4}[grade]
    found: list[ResultColumn] = []
    for subject in (*order[shape], *_ARTS):
        found.append(ResultColumn(subject, (SUBJECTS, subject, LEVEL)))
        if subject in tested[shape]:
            found.append(ResultColumn(f"{subject} điểm", (SUBJECTS, subject, SCORE)))
    specific = SPECIFIC_NAMES if grade >= 3 else [one for one in SPECIFIC_NAMES if one not in ("Công nghệ", "Tin học")]
    found += [ResultColumn(f"NL {one}", (COMPETENCIES, GENERAL, one)) for one in GENERAL_NAMES]
    found += [ResultColumn(f"NL {one}", (COMPETENCIES, SPECIFIC, one)) for one in specific]
    found += [ResultColumn(f"PC {one}", (QUALITIES, one, one)) for one in QUALITY_NAMES]
    if last:
        keys = ("done", "up", "rank")
        found += [ResultColumn(key, (text, text, text)) for key, text in zip(keys, _LAST, strict=True)]
    return found


_OPTIONAL = {1: ("Ngoại ngữ", "Tiếng dân tộc", "TH-CN (Tin học)"), 3: ("Tiếng dân tộc",), 4: ("Tiếng dân tộc",)}
IDENTITY_CAPTIONS = ("STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh")


@dataclass
class ResultBook:
    """A result file of one grade under construction: full, correct marks of "Hoàn thành tốt" unless changed."""

    grade: int = 4
    moment: str = "cn"
    columns: list[ResultColumn] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = self.columns or result_columns(self.grade)

    def default(self, key: str) -> Cell:
        """What a pupil has in a column who reached "Hoàn thành tốt"."""
        if key in _OPTIONAL[{1: 1, 2: 1, 3: 3, 4: 4, 5: 4}[self.grade]]:
            return ""
        year_end = self.moment == "cn"
        if key in ("done", "up", "rank"):
            return {"done": "x", "up": "x", "rank": "HTT"}[key] if year_end else ""
        if key.endswith(" điểm"):
            middle = self.moment in ("gk1", "gk2")
            tested = not middle or (self.grade >= 4 and key in ("Toán điểm", "Tiếng việt điểm"))
            return 8 if tested else ""
        return "T"

    def add(self, pupil: Pupil, *, identity: Mapping[str, Cell] | None = None, **changes: Cell) -> ResultBook:
        """Add a pupil; `identity` by stt, class_name, code, name, born; `changes` by column key."""
        who: dict[str, Cell] = {
            "stt": pupil.number,
            "class_name": pupil.class_name,
            "code": pupil.code,
            "name": pupil.name,
            "born": pupil.born,
        }
        unknown = changes.keys() - {column.key for column in self.columns}
        assert not unknown, unknown
        marks = [changes.get(column.key, self.default(column.key)) for column in self.columns]
        self.rows.append([*(who | dict(identity or {})).values(), *marks])
        return self

    def letter(self, key: str) -> str:
        """Column letter of a column key, or of an identity caption."""
        names = [*IDENTITY_CAPTIONS, *(column.key for column in self.columns)]
        return openpyxl.utils.get_column_letter(names.index(key) + 1)

    def header(self) -> list[list[str]]:
        """The three header rows with texts only at the top left of each span."""
        identity = [[*IDENTITY_CAPTIONS], [""] * 5, [""] * 5]
        spans: list[list[str]] = []
        for depth in range(3):
            row: list[str] = []
            for index, column in enumerate(self.columns):
                before = self.columns[index - 1].header if index else ("", "", "")
                same = before[: depth + 1] == column.header[: depth + 1]
                repeats_above = depth > 0 and column.header[depth] == column.header[depth - 1]
                row.append("" if (same and depth < 2) or repeats_above else column.header[depth])
            spans.append(row)
        return [[*left, *right] for left, right in zip(identity, spans, strict=True)]

    def merges(self) -> list[str]:
        """The merged ranges of the header, as the sector database writes them."""
        header, found = self.header(), []
        width = len(header[0])
        for row in range(3):
            for column in range(width):
                if not header[row][column]:
                    continue
                right = column
                while (
                    row < 2
                    and column >= 5
                    and right + 1 < width
                    and not any(header[up][right + 1] for up in range(row + 1))
                ):
                    right += 1
                bottom = row
                while bottom < 2 and all(not header[bottom + 1][at] for at in range(column, right + 1)):
                    bottom += 1
                if (right, bottom) != (column, row):
                    letter = openpyxl.utils.get_column_letter
                    found.append(f"{letter(column + 1)}{row + 1}:{letter(right + 1)}{bottom + 1}")
        return found

    def build(self, *, merged: bool = True, above: Rows = (), below: Rows = (), sheet: str = "Sheet1") -> bytes:
        """The workbook; `above` stands over the header (then nothing is merged), `below` between header and data."""
        merges = {sheet: self.merges()} if merged and not above else {}
        return xlsx({sheet: [*above, *self.header(), *below, *self.rows]}, merges=merges)


def result_book(grade: int = 4, moment: str = "cn", **changes: Cell) -> ResultBook:
    """Four pupils of one class, the second (row 5) with `changes`."""
    found = ResultBook(grade, moment)
    for index, pupil in enumerate(pupils(4, f"{grade}A1", 2020 - grade)):
        found.add(pupil, **(changes if index == 1 else {}))
    return found
