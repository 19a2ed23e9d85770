"""One workbook: what kind it is, whether it is this school's and this year's, then its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from hocba.errors import InvalidValue, UnreadableFile
from hocba.model import SchoolYear
from hocba.workbooks import read_sheets, recognise
from hocba.workbooks.cleaning import text
from hocba.workbooks.sheets import Book
from hocba.workbooks.tables import Table, find_tables
from hocba_web.base.text import fold
from hocba_web.intake.kinds import OF_CORE, FileKind
from hocba_web.intake.reading import register, results
from hocba_web.intake.reading.known import KnownSchool
from hocba_web.intake.reading.reading import Chosen, Reading

_YEARS = re.compile(r"(?<!\d)(20\d{2})\s*[-–_]\s*(20\d{2})(?!\d)")
_RANK = re.compile(r"\b(truong|tieu hoc|th|pt|pho thong|tieu|hoc)\b")
_NOISE = re.compile(r"[^a-z0-9]+")
_MOST_ROWS = 6000
"""Rows of one file about pupils; more is a wrong file."""

Reader = Callable[[Reading, str, bytes, Sequence[Table], KnownSchool, Chosen], None]
_READERS: dict[FileKind, Reader] = {
    FileKind.SCHOOL: register.read_school,
    FileKind.STAFF: register.read_staff_list,
    FileKind.CLASSES: register.read_class_list,
    FileKind.ASSIGNMENTS: register.read_assignment_list,
    FileKind.PUPILS: register.read_pupil_list,
    FileKind.HISTORY: register.read_history_list,
    FileKind.RESULTS: results.read_result_list,
    FileKind.COMMENTS: results.read_comment_book,
    FileKind.HEALTH: results.read_health_list,
    FileKind.SUMMARY: results.read_summary_list,
    FileKind.SUPPLEMENTARY: results.read_supplementary_list,
}


def read_workbook(content: bytes, name: str, known: KnownSchool, chosen: Chosen | None = None) -> Reading:
    """Read one workbook and compare it with who and what the school has.

    Args:
        content: the whole file.
        name: as uploaded; it may tell grade, class and moment.
        known: the school.
        chosen: what a person said about the file.

    Returns:
        The reading; a file that cannot be used as a whole has a refusal and no rows.
    """
    reading = Reading()
    base = re.split(r"[\\/]", name)[-1]
    try:
        book = read_sheets(content, base)
        core_kind = recognise(book)
        if core_kind is None:
            return reading.refuse("INTAKE_KIND_UNKNOWN")
        reading.kind = OF_CORE[core_kind]
        tables = find_tables(book, core_kind)
    except UnreadableFile as error:
        return reading.refuse(error.code, **{**error.params, "expected": _word(error.params.get("expected"))})
    if sum(len(table.rows) for table in tables) > _limit(reading.kind):
        count = sum(len(table.rows) for table in tables)
        return reading.refuse("FILE_TOO_MANY_ROWS", count=count, limit=_limit(reading.kind))
    reading.ignored_rows = sum(table.ignored for table in tables)
    if (year := _another_year(book, tables, base, known.school_year)) is not None:
        return reading.refuse("INTAKE_OTHER_YEAR", found=str(year), expected=str(known.school_year))
    if (school := _another_school(tables, known.year.school_name)) is not None:
        return reading.refuse("INTAKE_OTHER_SCHOOL", found=school, expected=known.year.school_name)
    _READERS[reading.kind](reading, base, content, tables, known, chosen or Chosen())
    return reading if reading.refusal else _recognisable(reading, known)


def _word(kind: object) -> str:
    return next((found.label for name, found in OF_CORE.items() if name == kind), "")


def _limit(kind: FileKind) -> int:
    # A pupil has a line a school year in the history, and a line a subject in supplementary assessment.
    return _MOST_ROWS * 8 if kind in {FileKind.HISTORY, FileKind.SUPPLEMENTARY, FileKind.COMMENTS} else _MOST_ROWS


def _recognisable(reading: Reading, known: KnownSchool) -> Reading:
    """Refuse a file none of whose rows is about somebody, or some class, of this school."""
    if reading.rows or not reading.rejected_rows or reading.kind is None:
        return reading
    strangers = {"PUPIL_UNKNOWN", "CLASS_INVALID", "PUPIL_AMBIGUOUS"}
    rows = {(one.sheet, one.row) for one in reading.rejected if one.code in strangers}
    if len(rows) < reading.rejected_rows:
        return reading
    if not known.classes:
        return reading.refuse("INTAKE_NO_CLASSES")
    if reading.kind.of_pupils and reading.kind is not FileKind.PUPILS and not known.places:
        return reading.refuse("INTAKE_NO_PUPILS")
    rejected = reading.rejected
    refused = reading.refuse("INTAKE_STRANGERS", rows=len(rows), school=known.year.school_name)
    refused.rejected = rejected
    return refused


def _another_year(book: Book, tables: Sequence[Table], name: str, expected: SchoolYear) -> SchoolYear | None:
    """The school year that titles, sheet names or the file's name speak of, if it is another one."""
    said = [*(title for table in tables for title in table.titles), *(sheet.name for sheet in book.sheets), name]
    for one in said:
        for match in _YEARS.finditer(one):
            try:
                found = SchoolYear.parse(f"{match[1]}-{match[2]}")
            except InvalidValue:
                continue
            return None if found == expected else found
    return None


def _another_school(tables: Iterable[Table], name: str) -> str | None:
    """The school that a title above a table, or a column of it, names, if it is another one."""
    for table in tables:
        titles = (title for title in table.titles if fold(title).startswith("truong "))
        column = {text(row.raw("school")) for row in table.rows} if table.kind == "staff" else set()
        for found in (*titles, *sorted(column)):
            if found and not _same_school(found, name):
                return found
    return None


def _same_school(one: str, other: str) -> bool:
    """Whether two names mean one school: without rank words, one holds the other."""
    first, second = _proper(one), _proper(other)
    return not first or not second or first in second or second in first


def _proper(name: str) -> str:
    return " ".join(_NOISE.sub(" ", _RANK.sub(" ", fold(name))).split())
