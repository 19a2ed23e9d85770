"""Reading the cells of one row: each bad cell is noted once, the others are still read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeVar

from hocba.model import Sex, check_personal_id
from hocba.workbooks import cleaning
from hocba.workbooks.archive import column_letter
from hocba.workbooks.check.report import CellEntry
from hocba.workbooks.cleaning import Bad, Value, as_found, fault_of, is_empty, remembered
from hocba.workbooks.headers import Header
from hocba.workbooks.kinds import kinds
from hocba.workbooks.names import is_suspect
from hocba.workbooks.tables import Row, Table

_T = TypeVar("_T")
_SHORT_ID = 11


@dataclass(slots=True)
class RowReader:
    """The cells of one row and what is to be said about them."""

    table: Table
    row: Row
    bad: list[CellEntry] = field(default_factory=list)
    """Errors: one is enough to reject the row."""
    warned: list[CellEntry] = field(default_factory=list)

    def has(self, key: str) -> bool:
        """Whether the file has this column."""
        return self.row.has(key)

    def raw(self, key: str) -> Value:
        """The cell as found; empty text where the column is missing."""
        return self.row.raw(key)

    def entry(self, key: str, code: str, **params: object) -> CellEntry:
        """Something to say about the cell of a field."""
        column = self.row.part.header.columns.get(key)
        usual = kinds()[self.table.kind].captions.get(key, ("",))[0]
        return CellEntry(
            code=code,
            sheet=self.table.sheet,
            row=self.row.number,
            column=column.letter if column else "",
            caption=column.caption if column else usual,
            value=as_found(self.raw(key)),
            params=params,
        )

    def reject(self, key: str, code: str, **params: object) -> None:
        """Note a bad cell."""
        self.bad.append(self.entry(key, code, **params))

    def warn(self, key: str, code: str, **params: object) -> None:
        """Note a warning."""
        self.warned.append(self.entry(key, code, **params))

    def read(self, key: str, clean: Callable[[Value], _T | Bad]) -> _T | None:
        """The cleaned value of a required or result cell; None where it is bad (noted)."""
        return self._cleaned(key, self.row.raw(key), clean)

    def _cleaned(self, key: str, value: Value, clean: Callable[[Value], _T | Bad]) -> _T | None:
        if (fault := fault_of(value)) is not None:
            self.reject(key, fault.code)
            return None
        cleaned = clean(value)
        if isinstance(cleaned, Bad):
            self.reject(key, cleaned.code)
            return None
        return cleaned

    def require(self, key: str, clean: Callable[[Value], _T | Bad | None]) -> _T | None:
        """The same for a cell that must not be empty: REQUIRED_MISSING."""
        value = self.row.raw(key)
        if is_empty(value):
            self.reject(key, "REQUIRED_MISSING")
            return None
        return self._cleaned(key, value, clean)

    def optional(self, key: str, clean: Callable[[Value], _T | Bad | None]) -> _T | None:
        """The same for a cell that may be empty; an Excel error there is dropped (and warned of elsewhere)."""
        value = self.row.raw(key)
        return None if fault_of(value) is not None else self._cleaned(key, value, clean)

    def require_name(self) -> str | None:
        """The name of a person: ENCODING_SUSPECT where no Vietnamese name looks like it."""
        return self.require("name", _name)

    def warn_of_errors(self, checked: tuple[str, ...]) -> None:
        """CELL_ERROR as a warning for every captioned column that is neither of results nor among the `checked`."""
        for index, caption in _unchecked(self.row.part.header, checked):
            if index >= len(self.row.values):
                continue
            fault = fault_of(self.row.values[index])
            if fault is not None and fault.code == "CELL_ERROR":
                entry = CellEntry(
                    "CELL_ERROR", self.table.sheet, self.row.number, column_letter(index), caption, fault.text
                )
                self.warned.append(entry)


@lru_cache(maxsize=64)
def _unchecked(header: Header, checked: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Index and caption of the columns that have a caption and are read nowhere."""
    done = {column.index for key, column in header.columns.items() if key in checked or "/" in key}
    return tuple((index, caption) for index, caption in header.captions.items() if index not in done)


@remembered
def _name(value: Value) -> str | Bad:
    name = cleaning.text(value)
    return Bad("ENCODING_SUSPECT") if is_suspect(name) else name


def read_personal_id(reader: RowReader, *, sex: Sex | None, born: date | None, required: bool = False) -> str:
    """The personal ID of a row after every check; empty where there is none or it is bad (noted).

    A lost leading zero is put back only if sex and birth year then agree (ID_PADDED).
    """
    key = "personal_id"
    if not reader.has(key):
        return ""
    fault = fault_of(reader.raw(key))
    if fault is not None and fault.code == "CELL_ERROR" and not required:
        return ""
    value = cleaning.code(reader.raw(key))
    if not value:
        if required:
            reader.reject(key, "REQUIRED_MISSING")
        else:
            reader.warn(key, "ID_MISSING")
        return ""
    year = born.year if born else None
    padded = ""
    if len(value) == _SHORT_ID and value.isascii() and value.isdigit():
        padded = f"0{value}"
        if any(one.is_error for one in check_personal_id(padded, sex=sex, birth_year=year)):
            reader.reject(key, "ID_FORMAT")
            return ""
        reader.warn(key, "ID_PADDED", padded=padded)
    known: Mapping[str, object] = {"sex": sex.value if sex else "", "year": year or ""}
    errors = False
    for finding in check_personal_id(padded or value, sex=sex, birth_year=year):
        if finding.is_error:
            errors = True
            reader.reject(key, finding.code, **known)
        else:
            reader.warn(key, finding.code, province=(padded or value)[:3])
    return "" if errors else padded or value


@dataclass(slots=True)
class FirstSeen:
    """Where each value was first seen, so that a repeat can name it."""

    seen: dict[object, tuple[str, int]] = field(default_factory=dict)

    def first(self, key: object, reader: RowReader) -> Mapping[str, object] | None:
        """None for a new value; else the place of the first, for the sentence."""
        here = (reader.table.sheet, reader.row.number)
        sheet, row = self.seen.setdefault(key, here)
        if (sheet, row) == here:
            return None
        return {"first_sheet": sheet, "first_row": row}
