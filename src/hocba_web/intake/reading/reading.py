"""What reading one workbook gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hocba.model import Grade, Moment
from hocba.workbooks.check import CellEntry
from hocba.workbooks.check.rows import RowReader
from hocba.workbooks.school.data import SchoolFinding
from hocba.workbooks.school.reading import Log
from hocba.workbooks.tables import Row, Table
from hocba_web.intake.kinds import FileKind
from hocba_web.schools.selectors.rows import Rows


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person said about a file where it does not say it itself."""

    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a whole file is refused."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a row is about, for people."""

    name: str
    class_name: str = ""
    place: str = ""
    """"Sheet1, dòng 12": sheet and row joined by a line break that pages translate."""


@dataclass(slots=True)
class Reading:
    """Rows that were accepted, cells that were not."""

    kind: FileKind | None = None
    moment: Moment | None = None
    grade: Grade | None = None
    class_name: str = ""
    rows: Rows = field(default_factory=dict)
    """Accepted rows by natural key, with the fields that the file has and that are not empty there."""
    subjects: dict[str, Subject] = field(default_factory=dict)
    """By the same key."""
    rejected: list[CellEntry] = field(default_factory=list)
    warnings: list[CellEntry] = field(default_factory=list)
    notes: list[Refusal] = field(default_factory=list)
    """What is to be said about a sheet as a whole."""
    data_rows: int = 0
    rejected_rows: int = 0
    ignored_rows: int = 0
    refusal: Refusal | None = None

    def refuse(self, code: str, **params: object) -> Reading:
        """The same reading with the whole file refused and nothing of it used."""
        self.rows, self.subjects = {}, {}
        self.refusal = Refusal(code, params)
        return self


@dataclass(slots=True)
class CellLog(Log):
    """The core's log, kept by cell for the result page and the corrected workbook."""

    bad: list[CellEntry] = field(default_factory=list)
    warned: list[CellEntry] = field(default_factory=list)
    rows: int = 0
    bad_rows: int = 0

    def take(self, file: str, reader: RowReader, *, pupil: str = "", stops: bool = True) -> None:  # noqa: ARG002  # the core's signature
        """Keep everything said about a row."""
        self.rows += 1
        self.bad_rows += bool(reader.bad)
        self.bad += sorted(reader.bad, key=_column)
        self.warned += sorted(reader.warned, key=_column)

    def into(self, reading: Reading) -> None:
        """Hand everything over."""
        reading.rejected += self.bad
        reading.warnings += self.warned
        reading.rejected_rows += self.bad_rows
        reading.data_rows += self.rows
        reading.notes += [Refusal(one.code, {**one.params, "where": one.where}) for one in self.findings]


def _column(entry: CellEntry) -> tuple[int, str]:
    """Order of the columns: Z before AA."""
    return len(entry.column), entry.column


def cell_of(finding: SchoolFinding) -> CellEntry:
    """A finding of the core about one cell as the cell's entry again."""
    params = dict(finding.params)
    cell = finding.where.rsplit("!", 1)[-1]
    return CellEntry(
        code=finding.code,
        sheet=str(params.pop("sheet", "")),
        row=int(str(params.pop("row", 0))),
        column=cell.rstrip("0123456789"),
        caption=str(params.pop("caption", "")),
        value=str(params.pop("value", "")),
        params=params,
    )


class RowsByPlace:
    """Rows of a workbook by the place that the core names: "file!Sheet1!12"."""

    def __init__(self, file: str, tables: Iterable[Table]) -> None:
        self._rows = {f"{file}!{table.sheet}!{row.number}": row for table in tables for row in table.rows}

    def at(self, where: str) -> Row:
        """The row that a place names."""
        return self._rows[where]


def filled(row: Row, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Field of the register and text of the cell, for those that are not empty."""
    for name, key in fields.items():
        if found := row.text(key):
            yield name, found


def place_of(sheet: str, row: int) -> str:
    """Sheet and row, as stored."""
    return f"{sheet}\n{row}"


def place_where(where: str) -> str:
    """The same from the core's place of a row."""
    *_, sheet, row = where.rsplit("!", 2)
    return f"{sheet}\n{row}"
