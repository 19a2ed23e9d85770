"""Builders of workbooks, clean and dirty, in the layouts that schools exchange. Everyone here is invented."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import openpyxl
import xlsxwriter
import xlwt

Cell = object
Rows = Sequence[Sequence[Cell]]

PUPIL_CAPTIONS = (
    "STT",
    "Mã lớp",
    "Mã học sinh",
    "Họ tên",
    "Ngày sinh",
    "Giới tính",
    "Trạng thái HS",
    "Dân tộc",
    "Số định danh cá nhân",
    "Khuyết tật không ĐG",
)
STAFF_CAPTIONS = (
    "STT",
    "Mã định danh Bộ GD&ĐT",
    "Họ tên",
    "Ngày sinh",
    "Giới tính",
    "Số định danh cá nhân",
    "Trạng thái CB",
    "Email",
    "Vị trí việc làm",
)
_GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Minh", "Ngọc", "Phúc", "Quỳnh")
_FAMILY = ("Nguyễn Văn", "Trần Thị", "Lê Hoàng", "Phạm Gia", "Vũ Đức", "Đỗ Thúy")

SUBJECTS, COMPETENCIES, QUALITIES = "Môn học và hoạt động giáo dục", "Năng lực cốt lõi", "Phẩm chất chủ yếu"
GENERAL, SPECIFIC = "Năng lực chung", "Năng lực đặc thù"
LEVEL, SCORE = "Mức đạt được", "Điểm KTĐK"
_GENERAL = ("Tự chủ và tự học", "Giao tiếp và hợp tác", "Giải quyết vấn đề và sáng tạo")
_SPECIFIC = ("Ngôn ngữ", "Tính toán", "Khoa học", "Công nghệ", "Tin học", "Thẩm mĩ", "Thể chất")
_QUALITIES = ("Yêu nước", "Nhân ái", "Chăm chỉ", "Trung thực", "Trách nhiệm")
_LAST = ("Hoàn thành\nchương trình lớp học", "Lên lớp", "Xếp loại")
_ARTS = ("Nghệ thuật (Âm nhạc)", "Nghệ thuật (Mĩ thuật)", "Hoạt động trải nghiệm", "Giáo dục thể chất")


def xlsx(
    sheets: Mapping[str, Rows], *, merges: Mapping[str, Iterable[str]] | None = None, hidden: Sequence[str] = ()
) -> bytes:
    """An .xlsx; a text that begins with "=" becomes a formula without a value, "#N/A" an error cell."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    sheet.cell(number, column, value)
        for merged in (merges or {}).get(title, ()):
            sheet.merge_cells(merged)
        if title in hidden:
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def plain_xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """An .xlsx of texts and numbers only, written fast; a text that begins with "=" stays a text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return stream.getvalue()


def xls(sheets: Mapping[str, Rows]) -> bytes:
    """An .xls of the same values."""
    book = xlwt.Workbook(encoding="utf-8")
    for title, rows in sheets.items():
        sheet = book.add_sheet(title)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@dataclass
class Pupil:
    """A pupil as the lists name him or her."""

    number: int
    class_name: str = "4A1"
    year: int = 2016

    @property
    def code(self) -> str:
        return f"2299{self.number:06}"

    @property
    def name(self) -> str:
        return f"{_FAMILY[self.number % len(_FAMILY)]} {_GIVEN[self.number // len(_FAMILY) % len(_GIVEN)]}"

    @property
    def born(self) -> str:
        return f"{self.number % 28 + 1:02}/{self.number % 12 + 1:02}/{self.year}"

    @property
    def sex(self) -> str:
        return "Nữ" if self.number % 2 else "Nam"

    @property
    def personal_id(self) -> str:
        return f"022{3 if self.number % 2 else 2}{self.year % 100:02}9{self.number:05}"

    def row(self, **changes: Cell) -> list[Cell]:
        """The row of a pupil list; `changes` by stt, class_name, code, name, born, sex, status, ethnicity, personal_id,
        not_assessed."""
        values: dict[str, Cell] = {
            "stt": self.number,
            "class_name": self.class_name,
            "code": self.code,
            "name": self.name,
            "born": self.born,
            "sex": self.sex,
            "status": "Đang học",
            "ethnicity": "Kinh",
            "personal_id": self.personal_id,
            "not_assessed": "",
        }
        unknown = changes.keys() - values.keys()
        assert not unknown, unknown
        return list((values | changes).values())


def pupils(count: int, class_name: str = "4A1", year: int = 2016, start: int = 1) -> list[Pupil]:
    """Some pupils of one class, all different."""
    return [Pupil(start + index, class_name, year) for index in range(count)]


def pupil_list(rows: Rows, *, captions: Sequence[Cell] = PUPIL_CAPTIONS, above: Rows = ()) -> bytes:
    """A pupil list with its header under the rows `above`."""
    return xlsx({"Sheet1": [*above, captions, *rows]})


def staff_row(number: int, **changes: Cell) -> list[Cell]:
    """The row of a staff list; `changes` by stt, code, name, born, sex, personal_id, status, email, position."""
    values: dict[str, Cell] = {
        "stt": number,
        "code": f"2298{number:06}",
        "name": f"Hoàng Thị {_GIVEN[number % len(_GIVEN)]}",
        "born": "09/07/1981",
        "sex": "Nữ",
        "personal_id": f"0221819{number:05}",
        "status": "Đang làm việc",
        "email": f"gv{number}@truong.example",
        "position": "Giáo viên",
    }
    unknown = changes.keys() - values.keys()
    assert not unknown, unknown
    return list((values | changes).values())


def staff_list(rows: Rows, *, captions: Sequence[Cell] = STAFF_CAPTIONS, above: Rows = ()) -> bytes:
    """A staff list with its header under the rows `above`."""
    return xlsx({"Sheet1": [*above, captions, *rows]})


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
    specific = _SPECIFIC if grade >= 3 else [one for one in _SPECIFIC if one not in ("Công nghệ", "Tin học")]
    found += [ResultColumn(f"NL {one}", (COMPETENCIES, GENERAL, one)) for one in _GENERAL]
    found += [ResultColumn(f"NL {one}", (COMPETENCIES, SPECIFIC, one)) for one in specific]
    found += [ResultColumn(f"PC {one}", (QUALITIES, one, one)) for one in _QUALITIES]
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


def vertical(caption: str) -> str:
    """A caption written one letter a line."""
    return "\n".join(caption)


VNEDU_CAPTIONS = (
    ("Tiếng Việt", LEVEL),
    ("Tiếng Việt", SCORE),
    ("Toán", LEVEL),
    ("Toán", SCORE),
    ("Đạo đức", LEVEL),
    ("Âm nhạc", LEVEL),
    ("Mĩ thuật", LEVEL),
    ("Giáo dục thể chất", LEVEL),
    ("Hoạt động trải nghiệm", LEVEL),
    ("Công nghệ", LEVEL),
    ("Công nghệ", SCORE),
    ("Tin học", LEVEL),
    ("Tin học", SCORE),
    ("Tiếng Anh", LEVEL),
    ("Tiếng Anh", SCORE),
    ("Khoa học", LEVEL),
    ("Khoa học", SCORE),
    ("Lịch sử và Địa lí", LEVEL),
    ("Lịch sử và Địa lí", SCORE),
)
RANKS = ("Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Chưa hoàn thành")
_PARENTS = {
    "Âm nhạc": "Nghệ thuật",
    "Mĩ thuật": "Nghệ thuật",
    "Công nghệ": "Tin học và Công nghệ",
    "Tin học": "Tin học và Công nghệ",
}


def vnedu_sheet(
    rows: Rows, class_name: str = "4A1", *, title: str = "CUỐI NĂM HỌC", upright: bool = False, above: int = 5
) -> list[list[Cell]]:
    """One class as vnEdu exports it, unmerged: titles, four header rows, `rows`, signatures."""
    write = vertical if upright else str
    top: list[Cell] = ["STT", "MÃ VNEDU", "HỌ VÀ TÊN HỌC SINH", "Ngày, tháng, năm sinh", "Nữ"]
    second, third, fourth = [""] * 5, [""] * 5, [""] * 5
    seen: set[str] = set()
    for index, (subject, kind) in enumerate(VNEDU_CAPTIONS):
        parent = _PARENTS.get(subject, subject)
        top.append(SUBJECTS if index == 0 else "")
        second.append("" if parent in seen else write(parent))
        third.append(write(subject) if subject in _PARENTS and subject not in seen else "")
        fourth.append(write(kind))
        seen |= {parent, subject}
    for index, one in enumerate((*_GENERAL, *_SPECIFIC)):
        top.append(COMPETENCIES if index == 0 else "")
        second.append(GENERAL if index == 0 else SPECIFIC if index == len(_GENERAL) else "")
        third.append(write(one))
        fourth.append("")
    for index, one in enumerate(_QUALITIES):
        top.append(QUALITIES if index == 0 else "")
        second.append(write(one))
        third.append("")
        fourth.append("")
    for index, one in enumerate(RANKS):
        top.append("Đánh giá KQGD" if index == 0 else "")
        second.append(write(one))
        third.append("")
        fourth.append("")
    for one in ("Chưa được lên lớp", "Ghi chú"):
        top.append(one)
        second.append("")
        third.append("")
        fourth.append("")
    titles: list[list[Cell]] = [
        ["TRƯỜNG TIỂU HỌC THỬ NGHIỆM"],
        [f"BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ GIÁO DỤC {title}"],
        ["Năm học: 2025 – 2026"],
        [f"Lớp: {class_name}"],
    ]
    titles += [[]] * (above - len(titles))
    closing: list[list[Cell]] = [
        ["", "", f"Tổng số: {len(rows)} học sinh"],
        [],
        [*[""] * 9, "HIỆU TRƯỞNG"],
        [*[""] * 9, "Trần Thị Thúy"],
    ]
    return [*titles, top, second, third, fourth, *map(list, rows), *closing]


def vnedu_row(pupil: Pupil, *, rank: str = "Hoàn thành tốt", tick: str = "\uf0fc", **changes: Cell) -> list[Cell]:
    """A pupil who reached `rank`; `changes` by "own", "name", "born", "Toán", "Toán điểm", "NL Khoa học", a rank,
    "not_promoted"."""
    values: dict[str, Cell] = {
        "stt": f"{pupil.number}.0",
        "own": f"25{pupil.number:08}",
        "name": pupil.name,
        "born": pupil.born,
        "female": "x" if pupil.sex == "Nữ" else "",
    }
    values |= {
        f"{subject}{' điểm' if kind == SCORE else ''}": 8 if kind == SCORE else "T" for subject, kind in VNEDU_CAPTIONS
    }
    values |= {f"NL {one}": "T" for one in (*_GENERAL, *_SPECIFIC)} | {f"PC {one}": "T" for one in _QUALITIES}
    values |= {one: tick if one == rank else "" for one in RANKS} | {"not_promoted": "", "note": ""}
    unknown = changes.keys() - values.keys()
    assert not unknown, unknown
    return list((values | changes).values())
