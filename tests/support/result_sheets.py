"""Result sheets of the sector database and class summaries of vnEdu, built cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from support.raw_workbook import Sheet, column_letter

LEVEL, SCORE = "Mức đạt được", "Điểm KTĐK"
GENERAL = ("Tự chủ và tự học", "Giao tiếp và hợp tác", "Giải quyết vấn đề và sáng tạo")
QUALITIES = ("Yêu nước", "Nhân ái", "Chăm chỉ", "Trung thực", "Trách nhiệm")
LAST = ("Hoàn thành\nchương trình lớp học", "Lên lớp", "Xếp loại")
_EARLY = (
    "Toán md;Tiếng việt md;Đạo đức m;Tự nhiên và xã hội m;Ngoại ngữ m;Tiếng dân tộc m;TH-CN (Tin học) m;"
    "Nghệ thuật (Âm nhạc) m;Nghệ thuật (Mĩ thuật) m;Hoạt động trải nghiệm m;Giáo dục thể chất m"
)
_THIRD = (
    "Toán md;Tiếng việt md;Đạo đức m;Tự nhiên và xã hội m;Ngoại ngữ md;TH-CN (Tin học) md;Tiếng dân tộc m;"
    "TH-CN (Công nghệ) md;Nghệ thuật (Âm nhạc) m;Nghệ thuật (Mĩ thuật) m;Hoạt động trải nghiệm m;Giáo dục thể chất m"
)
_LATE = (
    "Toán md;Tiếng việt md;Đạo đức m;Lịch sử & Địa lí md;Ngoại ngữ md;TH-CN (Tin học) md;Khoa học md;Tiếng dân tộc m;"
    "TH-CN (Công nghệ) md;Nghệ thuật (Âm nhạc) m;Nghệ thuật (Mĩ thuật) m;Hoạt động trải nghiệm m;Giáo dục thể chất m"
)
_SUBJECTS = {1: _EARLY, 2: _EARLY, 3: _THIRD, 4: _LATE, 5: _LATE}
_OPTIONAL = {"Tiếng dân tộc"}

Column = tuple[str, str, str]
"""Block ("id", "s", "c", "q", "last"), caption, kind ("m", "d" or "")."""


def subjects_of(grade: int) -> list[tuple[str, str]]:
    """Caption of each subject in file order with its columns, "m" or "md"."""
    return [tuple(entry.rsplit(" ", 1)) for entry in _SUBJECTS[grade].split(";")]  # type: ignore[misc] # two parts


def specific_of(grade: int) -> tuple[str, ...]:
    """Specific competences in file order."""
    middle = ("Công nghệ", "Tin học") if grade >= 3 else ()
    return ("Ngôn ngữ", "Tính toán", "Khoa học", *middle, "Thẩm mĩ", "Thể chất")


def compulsory_of(grade: int) -> list[str]:
    """Subjects that every pupil of the grade has."""
    left_out = {"Ngoại ngữ", "TH-CN (Tin học)"} if grade <= 2 else set()
    return [caption for caption, _ in subjects_of(grade) if caption not in _OPTIONAL | left_out]


@dataclass(frozen=True)
class Layout:
    """How a result file is laid out; the defaults are the official template."""

    grade: int = 4
    code_caption: str = "Mã định danh Bộ GD&ĐT"
    merged: bool = True
    last: Sequence[str] = LAST
    title: bool = False
    keys: bool = False
    score_first: bool = False
    empty_third_row: bool = False
    empty_last_column: bool = False

    def columns(self) -> list[Column]:
        ids = ("STT", "Mã lớp", self.code_caption, "Họ tên", "Ngày sinh")
        found: list[Column] = [("id", caption, "") for caption in ids]
        for caption, kinds in subjects_of(self.grade):
            found += [("s", caption, kind) for kind in (kinds[::-1] if self.score_first else kinds)]
        found += [("c", caption, "") for caption in (*GENERAL, *specific_of(self.grade))]
        found += [("q", caption, "") for caption in QUALITIES]
        found += [("last", caption, "") for caption in self.last]
        return found + ([("id", "", "")] if self.empty_last_column else [])

    def letter(self, caption: str, kind: str = "", block: str = "") -> str:
        """Letter of a column; the block tells subject and competence of one name apart."""
        for index, (its_block, its_caption, its_kind) in enumerate(self.columns()):
            if its_caption == caption and its_kind == kind and block in {"", its_block}:
                return column_letter(index)
        raise KeyError(caption, kind)

    def header(self) -> tuple[list[list[str]], list[str]]:
        """The three header rows and the merges over them, as they stand in rows 1 to 3."""
        columns = self.columns()
        rows = [[""] * len(columns) for _ in range(3)]
        merges = []

        def put(row: int, index: int, text: str, to_row: int, to_index: int) -> None:
            rows[row][index] = text
            if (row, index) != (to_row, to_index):
                merges.append(f"{column_letter(index)}{row + 1}:{column_letter(to_index)}{to_row + 1}")

        blocks = [column[0] for column in columns]
        for block, text in (
            ("s", "Môn học và hoạt động giáo dục"),
            ("c", "Năng lực cốt lõi"),
            ("q", "Phẩm chất chủ yếu"),
        ):
            first = blocks.index(block)
            put(0, first, text, 0, first + blocks.count(block) - 1)
        first = blocks.index("c")
        put(1, first, "Năng lực chung", 1, first + 2)
        put(1, first + 3, "Năng lực đặc thù", 1, first + blocks.count("c") - 1)
        for index, (block, caption, kind) in enumerate(columns):
            if block in {"id", "last"}:
                put(0, index, caption, 2, index)
            elif block == "q":
                put(1, index, caption, 2, index)
            elif block == "c":
                put(2, index, caption, 2, index)
            else:
                self._subject(put, index, caption, kind)
        return rows, merges

    def _subject(self, put, index, caption, kind):  # type: ignore[no-untyped-def] # inner helper
        pair = dict(subjects_of(self.grade))[caption] == "md"
        leading = "d" if self.score_first else "m"
        if not pair and self.empty_third_row:
            put(1, index, caption, 2, index)
            return
        if kind == (leading if pair else "m"):
            put(1, index, caption, 1, index + (1 if pair else 0))
        put(2, index, {"m": LEVEL, "d": SCORE}[kind], 2, index)

    def sheet(self, *rows: Mapping[object, object], name: str = "Sheet1") -> Sheet:
        """A sheet with these rows; a key is a caption of an id or last column, (caption, kind), or (block, caption)."""
        header, merges = self.header()
        above = [["BẢNG NHẬP KẾT QUẢ HỌC TẬP"]] if self.title else []
        below = [["__KEYS__", *[f"k{n}" for n in range(1, len(self.columns()))]]] if self.keys else []
        table = [*above, *header, *below, *(self._row(cells) for cells in rows)]
        shifted = [_shifted(merge) for merge in merges] if self.title else merges
        return Sheet(table, name=name, merges=shifted if self.merged else ())

    def _row(self, cells: Mapping[object, object]) -> list[object]:
        return [
            cells.get((caption, kind) if block == "s" else caption if block in {"id", "last"} else (block, caption), "")
            for block, caption, kind in self.columns()
        ]


def _shifted(merge: str) -> str:
    left, right = merge.split(":")
    return ":".join(
        f"{part.rstrip('0123456789')}{int(part.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')) + 1}" for part in (left, right)
    )


TESTED = {
    1: {"ck1": ("Toán", "Tiếng việt"), "cn": ("Toán", "Tiếng việt")},
    3: dict.fromkeys(("ck1", "cn"), ("Toán", "Tiếng việt", "Ngoại ngữ", "TH-CN (Tin học)", "TH-CN (Công nghệ)")),
    4: {
        "gk1": ("Toán", "Tiếng việt"),
        "gk2": ("Toán", "Tiếng việt"),
        **dict.fromkeys(("ck1", "cn"), ("Toán", "Tiếng việt", "Ngoại ngữ", "TH-CN (Tin học)", "TH-CN (Công nghệ)",
        "Lịch sử & Địa lí", "Khoa học")),
    },
}  # fmt: skip
TESTED[2], TESTED[5] = TESTED[1], TESTED[4]


def full_row(
    grade: int, period: str, code_caption: str = "Mã định danh Bộ GD&ĐT", **changed: object
) -> dict[object, object]:
    """A pupil with every compulsory entry: levels T, scores 9, traits T; at year end completed, promoted, HTXS."""
    row: dict[object, object] = {
        "STT": 1, "Mã lớp": f"{grade}A1", code_caption: "2299000001", "Họ tên": "Nguyễn Văn An",
        "Ngày sinh": f"15/03/{2020 - grade}",
    }  # fmt: skip
    row |= {(caption, "m"): "T" for caption in compulsory_of(grade)}
    row |= {(caption, "d"): 9 for caption in TESTED[grade].get(period, ())}
    row |= {("c", caption): "T" for caption in (*GENERAL, *specific_of(grade))}
    row |= {("q", caption): "T" for caption in QUALITIES}
    if period == "cn":
        row |= dict(zip(LAST, ("x", "x", "HTXS"), strict=True))
    return row | changed


@dataclass(frozen=True)
class ClassSummary:
    """A class summary of vnEdu: header rows 6-9 (`first` = 6) or 5-8 (`first` = 5)."""

    class_title: str = "Lớp: 4A1"
    first: int = 6
    scores: bool = True
    year_end: bool = True
    vertical: bool = False
    moved: bool = False
    merged: bool = True
    english: str = "Tiếng Anh"
    period_title: str = "BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ GIÁO DỤC CUỐI NĂM HỌC"
    name: str = "4A1"

    def leaves(self) -> list[tuple[str, str, str, str]]:
        """Texts of the four header rows of each column from G on."""
        pair = ((LEVEL,), (LEVEL, SCORE))
        found: list[tuple[str, str, str, str]] = []
        subjects = "Môn học và hoạt động giáo dục"
        for second, third, tested in (
            ("Tiếng Việt", "", True), ("Toán", "", True), ("Đạo đức", "", False), ("Nghệ thuật", "Âm nhạc", False),
            ("Nghệ thuật", "Mĩ thuật", False), ("Giáo dục thể chất", "", False), ("Hoạt động trải nghiệm", "", False),
            ("Tin học và Công nghệ", "Công nghệ", True), ("Tin học và Công nghệ", "Tin học", True), (self.english,
            "", True),
            ("Khoa học", "", True), ("Lịch sử và Địa lí", "", True),
        ):  # fmt: skip
            found += [(subjects, second, third, kind) for kind in pair[tested and self.scores]]
        found += [("Năng lực cốt lõi", "Năng lực chung", caption, "") for caption in GENERAL]
        found += [("Năng lực cốt lõi", "Năng lực đặc thù", caption, "") for caption in specific_of(4)]
        found += [("Phẩm chất chủ yếu", caption, "", "") for caption in QUALITIES]
        if self.moved:
            found = found[-15:] + found[:-15]
        if self.year_end:
            found += [
                ("Đánh giá KQGD", caption, "", "")
                for caption in ("Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Chưa hoàn thành")
            ]
            found += [("Khen thưởng", "Cuối năm", "", ""), ("Khen thưởng", "Đột xuất", "", "")]
            found += [("Chưa được lên lớp", "", "", "")]
        return [*found, ("Ghi chú", "", "", "")]

    def letter(self, *texts: str) -> str:
        """Letter of the column whose header holds these texts."""
        for index, leaf in enumerate(self.leaves()):
            if all(text in leaf for text in texts):
                return column_letter(index + 6)
        raise KeyError(texts)

    def sheet(self, *rows: Mapping[object, object]) -> Sheet:
        """A sheet; row keys are 'name', 'born', 'girl', 'code', 'stt' and tuples of texts in the header of a column."""
        leaves = self.leaves()
        header = [
            ["STT", "MÃ VNEDU", "HỌ VÀ TÊN HỌC SINH", "", "Ngày, tháng, năm sinh", "Nữ"],
            *[[""] * 6 for _ in range(3)],
        ]
        for row in range(4):
            before: tuple[str, ...] = ()
            for leaf in leaves:
                here = leaf[: row + 1]
                header[row].append("" if here == before and row < 3 else self._written(leaf[row]))
                before = here
        titles = ["TRƯỜNG TIỂU HỌC PHƯƠNG ĐÔNG", self.period_title, "Năm học: 2025 – 2026", self.class_title, ""]
        table = [[title] for title in titles[: self.first - 1]]
        merges = ["A2:Z2", *(f"C{self.first}:D{self.first + 3}" for _ in range(self.merged))]
        body = [self._row(leaves, number, cells) for number, cells in enumerate(rows, start=1)]
        data = self.first + 4
        merges += [f"C{data + n}:D{data + n}" for n in range(len(body)) if self.merged]
        return Sheet([*table, *header, *body], name=self.name, merges=merges)

    def _written(self, text: str) -> str:
        return "\n".join(text) if self.vertical and text not in {LEVEL, SCORE} else text

    def _row(
        self, leaves: list[tuple[str, str, str, str]], number: int, cells: Mapping[object, object]
    ) -> list[object]:
        row = [
            cells.get("stt", float(number)), cells.get("code", "2599000001"), cells.get("name", "Nguyễn Văn An"), "",
            cells.get("born", "15/03/2016"), cells.get("girl", ""),
        ]  # fmt: skip
        for leaf in leaves:
            keys = [key for key in cells if isinstance(key, tuple) and all(part in leaf for part in key)]
            row.append(cells[keys[-1]] if keys else self._usual(leaf))
        return row

    @staticmethod
    def _usual(leaf: tuple[str, str, str, str]) -> object:
        if leaf[3] == SCORE:
            return 9
        in_grid = leaf[0] in {"Môn học và hoạt động giáo dục", "Năng lực cốt lõi", "Phẩm chất chủ yếu"}
        if in_grid:
            return "T"
        return "\uf0fc" if leaf[1] == "Hoàn thành xuất sắc" else ""

    def with_(self, **changed: object) -> ClassSummary:
        return replace(self, **changed)  # type: ignore[arg-type] # by name
