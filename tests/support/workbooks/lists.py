"""Pupil and staff lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from support.workbooks.files import Cell, Rows, xlsx

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
