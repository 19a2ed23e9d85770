"""Checking one workbook: what kind it is, whether it can be read at all, then row by row."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from hocba.errors import UnreadableFile
from hocba.model import Grade, Moment, SchoolYear
from hocba.workbooks.check.context import Context, find_context
from hocba.workbooks.check.pupils import check_pupils
from hocba.workbooks.check.report import Accepted, CellEntry, CheckKind, CheckResult, FileError
from hocba.workbooks.check.results import check_results, check_vnedu
from hocba.workbooks.check.roster import Roster, read_roster
from hocba.workbooks.check.rows import RowReader
from hocba.workbooks.check.staff import check_staff
from hocba.workbooks.cleaning import class_name
from hocba.workbooks.sheets import MAX_BYTES, Book, read_sheets
from hocba.workbooks.tables import Table, find_tables, recognise

MAX_PUPILS = 6000
"""Rows of pupils in one file; more is a wrong file."""
_KINDS: tuple[CheckKind, ...] = ("pupils", "results", "vnedu", "staff")

Source = str | os.PathLike[str] | bytes
"""A path, or the content of a file."""


def check_file(
    source: Source,
    *,
    kind: CheckKind | None = None,
    roster: Source | Roster | None = None,
    grade: Grade | None = None,
    period: Moment | None = None,
    school_year: SchoolYear | None = None,
    name: str = "",
) -> CheckResult:
    """Read one workbook by the reading rules and say what is wrong, row by row.

    Args:
        source: the workbook.
        kind: what it should be; recognised by its captions if not given.
        roster: a pupil list to compare with; for pupil lists it gives only the school's classes and may be a class
            list.
        grade: the grade chosen: a file whose rows are all of another grade is refused.
        period: the moment of a result file; else that of its titles, sheet names or file name.
        school_year: whose rules judge it; else that of its titles, else 2025-2026.
        name: the file as it is to be named, where `source` is its content.

    Raises:
        OSError: a path cannot be opened.
        UsageError: ROSTER_UNUSABLE.
    """
    file = name or ("" if isinstance(source, bytes) else os.fspath(source))
    found = kind
    try:
        book = read_sheets(_content(source, file), file)
        found = kind or _recognised(book)
        tables = find_tables(book, found)
    except UnreadableFile as error:
        return CheckResult(file, found, _file_error(error))
    known = _roster(roster)
    refused = _refused(tables, found, grade)
    if refused is not None:
        return CheckResult(file, found, refused)
    contexts = [find_context(file, one, grade=grade, moment=period, school_year=school_year) for one in tables]
    return _collect(file, found, tables, _rows(found, tables, contexts, known))


def _content(source: Source, file: str) -> bytes:
    if isinstance(source, bytes):
        return source
    with Path(source).open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableFile("FILE_UNREADABLE", where=file, reason="too_large")
    return data


def _recognised(book: Book) -> CheckKind:
    found = recognise(book)
    if found not in _KINDS:
        raise UnreadableFile("FILE_WRONG_KIND", where=book.name, found=found or "")
    return found


def _file_error(error: UnreadableFile) -> FileError:
    return FileError(error.code, str(error.params.get("caption", "")), error.params)


def _roster(roster: Source | Roster | None) -> Roster | None:
    if roster is None or isinstance(roster, Roster):
        return roster
    name = "" if isinstance(roster, bytes) else os.fspath(roster)
    return read_roster(_content(roster, name), name)


def _refused(tables: Sequence[Table], kind: CheckKind, grade: Grade | None) -> FileError | None:
    """FILE_TOO_MANY_ROWS and FILE_WRONG_GRADE."""
    if kind == "staff":
        return None
    count = sum(len(table.rows) for table in tables)
    if count > MAX_PUPILS:
        return FileError("FILE_TOO_MANY_ROWS", params={"count": count, "limit": MAX_PUPILS})
    if grade is None:
        return None
    classes = set(_classes(tables))
    if classes and not any(one.startswith(str(grade)) for one in classes):
        return FileError("FILE_WRONG_GRADE", params={"grade": grade, "classes": ", ".join(sorted(classes))})
    return None


def _classes(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        sheet = class_name(table.sheet)
        for row in table.rows:
            found = class_name(row.raw("class")) if row.has("class") else row.class_title or sheet
            if isinstance(found, str):
                yield found


def _rows(
    kind: CheckKind, tables: Sequence[Table], contexts: Sequence[Context], roster: Roster | None
) -> Iterable[tuple[RowReader, Accepted | None]]:
    if kind == "pupils":
        return check_pupils(tables, roster.classes if roster else None)
    if kind == "staff":
        return check_staff(tables)
    check = check_vnedu if kind == "vnedu" else check_results
    return check(list(zip(tables, contexts, strict=True)), roster)


def _collect(
    file: str, kind: CheckKind, tables: Sequence[Table], rows: Iterable[tuple[RowReader, Accepted | None]]
) -> CheckResult:
    accepted: list[Accepted] = []
    rejected: list[CellEntry] = []
    warnings: list[CellEntry] = []
    for reader, found in rows:
        rejected += sorted(reader.bad, key=_place)
        warnings += sorted(reader.warned, key=_place)
        if found is not None:
            accepted.append(found)
    return CheckResult(
        file=file,
        kind=kind,
        accepted=tuple(accepted),
        rejected=tuple(rejected),
        warnings=tuple(warnings),
        ignored_rows=sum(table.ignored for table in tables),
        data_rows=sum(len(table.rows) for table in tables),
    )


def _place(cell: CellEntry) -> tuple[int, str]:
    """Order of the columns: Z before AA."""
    return len(cell.column), cell.column
