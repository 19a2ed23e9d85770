"""Which files of a school's folder are read, and what their names say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hocba.errors import UnreadableFile, UsageError
from hocba.model import Grade, Moment
from hocba.workbooks.check.checker import MAX_PUPILS
from hocba.workbooks.cleaning import class_name
from hocba.workbooks.kinds import KindName
from hocba.workbooks.school.reading import Log
from hocba.workbooks.sheets import MAX_BYTES, read_sheets
from hocba.workbooks.tables import Table, find_tables

PUPIL_LISTS = ("C1-HocSinh.xlsx", "CSDL_HocSinh.xls")
"""The first that is there is read."""
PROFILE, CLASSES, STAFF, ASSIGNMENTS = "TruongHoc.xlsx", "LopHoc.xlsx", "GiaoVien.xlsx", "PhanCong.xlsx"
HISTORY, HEALTH, SUPPLEMENTARY = "QuaTrinhHocTap.xlsx", "SucKhoe-hk2.xlsx", "DanhGiaBoSung.xlsx"
COMMENTS_FOLDER = "nhan-xet"
_PERIODS = "|".join(moment.value for moment in Moment)
_COMMENTS = re.compile(rf"nhanxet-(.+)-({_PERIODS})\.xlsx", re.IGNORECASE)


def results_file(grade: Grade, moment: Moment) -> str:
    """Name of a result file: "KetQua-4-cn.xlsx"."""
    return f"KetQua-{grade}-{moment.value}.xlsx"


def summary_file(grade: Grade) -> str:
    """Name of a year summary: "TongKet-4.xlsx"."""
    return f"TongKet-{grade}.xlsx"


def comments_file(name: str, moment: Moment) -> str:
    """Name of a comment workbook: "nhan-xet/NhanXet-4A1-cn.xlsx"."""
    return f"{COMMENTS_FOLDER}/NhanXet-{name}-{moment.value}.xlsx"


@dataclass(frozen=True, slots=True)
class Folder:
    """A school's folder; file names are found whatever their case."""

    path: Path
    log: Log

    def __post_init__(self) -> None:
        if not self.path.is_dir():
            raise UsageError("SCHOOL_FOLDER_MISSING", where=str(self.path), folder=str(self.path))

    def compulsory(self, *names: str, kind: KindName) -> tuple[str, tuple[Table, ...]]:
        """The first of these files that is there, and its tables.

        Raises:
            UsageError: SCHOOL_FILE_MISSING.
            UnreadableFile: FILE_UNREADABLE, FILE_WRONG_KIND, FILE_MISSING_COLUMN, FILE_TOO_MANY_ROWS.
        """
        for name in names:
            path = self._find(name)
            if path is not None:
                return name, _tables(path, name, kind)
        raise UsageError("SCHOOL_FILE_MISSING", where=names[0], file=" / ".join(names), folder=str(self.path))

    def optional(self, name: str, *, kind: KindName, is_needed: bool | None) -> tuple[Table, ...]:
        """The tables of a file; what is wrong with the file as a whole is a finding, and nothing is read of it.

        Args:
            name: relative to the folder.
            kind: its kind.
            is_needed: whether records cannot do without it; None if it may be missing in silence.
        """
        path = self._find(name)
        if path is None:
            if is_needed is not None:
                self.log.note("FILE_MISSING", name, {"file": name}, is_error=is_needed)
            return ()
        try:
            return _tables(path, name, kind)
        except UnreadableFile as error:
            self.log.note(error.code, name, {**error.params, "file": name}, is_error=is_needed is not False)
            return ()

    def comment_files(self) -> Iterator[tuple[str, str, Moment]]:
        """File, class and moment of every comment workbook, sorted by name; other files there are not read."""
        folder = self._find(COMMENTS_FOLDER)
        if folder is None or not folder.is_dir():
            return
        for path in sorted(folder.iterdir()):
            match = _COMMENTS.fullmatch(path.name)
            name = class_name(match[1]) if match else None
            if match is not None and isinstance(name, str):
                yield f"{folder.name}/{path.name}", name, Moment(match[2].lower())

    def _find(self, name: str) -> Path | None:
        exact = self.path / name
        if exact.exists():
            return exact
        folder = exact.parent
        if not folder.is_dir():
            return None
        return next((one for one in sorted(folder.iterdir()) if one.name.casefold() == exact.name.casefold()), None)


def _tables(path: Path, name: str, kind: KindName) -> tuple[Table, ...]:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="damaged") from error
    tables = find_tables(read_sheets(data, name), kind)
    count = sum(len(table.rows) for table in tables)
    if kind == "pupils" and count > MAX_PUPILS:
        raise UnreadableFile("FILE_TOO_MANY_ROWS", where=name, count=count, limit=MAX_PUPILS)
    return tables
