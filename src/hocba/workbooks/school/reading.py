"""What all files of a school have in common: rows read by field, pupils found by code, findings with their place.

Cells, rows and their codes are those of `hocba.workbooks.check`; a row is used as a whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hocba.workbooks.check.report import CellEntry
from hocba.workbooks.check.rows import FirstSeen, RowReader
from hocba.workbooks.cleaning import Bad, Value, class_name, code, day, day_text, text
from hocba.workbooks.names import same_name
from hocba.workbooks.school.data import PupilEntry, SchoolFinding
from hocba.workbooks.tables import Table

READING_RULES = "Convention of the project"
_DECIMAL = re.compile(r"\d{1,4}(?:\.\d{1,15})?", re.ASCII)


def place(file: str, sheet: str = "", cell: str = "") -> str:
    """Name a place by file, sheet and cell: "KetQua-4-cn.xlsx!Sheet1!F12"."""
    return "!".join(part for part in (file, sheet, cell) if part)


def row_place(file: str, reader: RowReader) -> str:
    """Place of a whole row: "KetQua-4-cn.xlsx!Sheet1!12"."""
    return place(file, reader.table.sheet, str(reader.row.number))


def finding(file: str, entry: CellEntry, *, is_error: bool, pupil: str = "") -> SchoolFinding:
    """What a cell gave, with the file."""
    where = place(file, entry.sheet, f"{entry.column}{entry.row}")
    params = {"value": entry.value, "caption": entry.caption, "row": entry.row, "sheet": entry.sheet, **entry.params}
    return SchoolFinding(entry.code, where, is_error, READING_RULES, params, pupil)


@dataclass(slots=True)
class Log:
    """What is found while a school is read."""

    findings: list[SchoolFinding] = field(default_factory=list)

    def note(self, code: str, where: str, params: Mapping[str, object], *, is_error: bool) -> None:
        """Keep a finding about a file or sheet as a whole."""
        self.findings.append(SchoolFinding(code, where, is_error, READING_RULES, params))

    def take(self, file: str, reader: RowReader, *, pupil: str = "", stops: bool = True) -> None:
        """Keep everything said about a row.

        Args:
            file: its file.
            reader: the row.
            pupil: ministry code of the pupil concerned.
            stops: whether a bad cell stops that pupil's record; not so in files of earlier moments.
        """
        for entry in reader.bad:
            self.findings.append(finding(file, entry, is_error=stops, pupil=pupil))
        for entry in reader.warned:
            self.findings.append(finding(file, entry, is_error=False, pupil=pupil))


def readers(tables: Iterable[Table]) -> Iterator[RowReader]:
    """Every data row."""
    return (RowReader(table, row) for table in tables for row in table.rows)


def identify(
    reader: RowReader, pupils: Mapping[str, PupilEntry], *, by_class: bool = True
) -> tuple[str, PupilEntry | None]:
    """The code in a row, and the pupil if class, name and birth date are theirs too (row-shift guard).

    Args:
        reader: the row; what is wrong is noted there.
        pupils: the roster, by code.
        by_class: whether the row names the pupil's class of this year.
    """
    raw = reader.raw("code")
    # Clean cells are compared as they stand; of 20,000 rows nearly all are, and cleaning costs the most.
    found = raw if isinstance(raw, str) and raw in pupils else (reader.require("code", code) or "")
    pupil = pupils.get(found)
    if pupil is None:
        if found:
            reader.reject("code", "PUPIL_UNKNOWN")
        return found, None
    own = pupil.identity
    if by_class and reader.raw("class") != pupil.class_name and reader.has("class"):
        name = reader.read("class", class_name)
        if name and name != pupil.class_name:
            _reject_another(reader, "class", "CLASS_MISMATCH", pupil)
    if reader.raw("name") != own.name and reader.has("name"):
        name = reader.read("name", text)
        if name and not same_name(name, own.name):
            _reject_another(reader, "name", "NAME_MISMATCH", pupil)
    if reader.has("born"):
        birth = reader.read("born", day)
        if birth is not None and birth != own.born:
            _reject_another(reader, "born", "NAME_MISMATCH", pupil)
    return found, None if reader.bad else pupil


def _reject_another(reader: RowReader, key: str, code: str, pupil: PupilEntry) -> None:
    """Reject a cell that says something else than the list says of the pupil with that code."""
    expected = {"expected_class": pupil.class_name, "expected_name": pupil.identity.name}
    reader.reject(key, code, **expected, expected_born=day_text(pupil.identity.born))


def only_once(reader: RowReader, seen: FirstSeen, thing: object, key: str = "code") -> None:
    """Reject a row about something that an earlier row of the file is about already."""
    first = seen.first(thing, reader)
    if first is not None:
        reader.reject(key, "DUP_IN_FILE", **first)


def whole(reader: RowReader, key: str) -> int:
    """A count, 0 or more; an empty cell counts as 0 and warns."""

    def clean(value: Value) -> int | Bad:
        found = text(value)
        if not found:
            reader.warn(key, "NUMBER_EMPTY")
            return 0
        return int(found) if found.isascii() and found.isdigit() else Bad("NUMBER_INVALID")

    return reader.read(key, clean) or 0


def decimal(value: Value) -> Decimal | Bad | None:
    """A measure with a dot or comma, without unit; None if empty, else NUMBER_INVALID."""
    # Excel shows 15 digits; the binary noise behind them was never entered.
    found = f"{value:.15g}" if isinstance(value, float) else text(value).replace(",", ".")
    if not found:
        return None
    return Decimal(found) if _DECIMAL.fullmatch(found) else Bad("NUMBER_INVALID")
