"""Rows of result files, of the sector database (by code) and of vnEdu (by class, name and birth date)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hocba.model import OverallResult
from hocba.workbooks import cleaning
from hocba.workbooks.check.context import Context
from hocba.workbooks.check.layout import layout_of
from hocba.workbooks.check.report import AcceptedResult
from hocba.workbooks.check.roster import Roster, RosterPupil
from hocba.workbooks.check.rows import FirstSeen, RowReader
from hocba.workbooks.check.values import Values, grade_of, read_values
from hocba.workbooks.check.warnings import warn_of_row
from hocba.workbooks.names import name_key, same_name
from hocba.workbooks.tables import Table

_CHECKED = ("class", "code", "name", "born", "completed", "promoted", "rank", "not_promoted")


def check_results(
    tables: Sequence[tuple[Table, Context]], roster: Roster | None
) -> Iterator[tuple[RowReader, AcceptedResult | None]]:
    """Every row of result files with the results it gives, None where it is rejected."""
    codes = FirstSeen()
    for table, context in tables:
        for row in table.rows:
            reader = RowReader(table, row)
            person = _identity(reader, context)
            code = reader.require("code", cleaning.code)
            pupil = None
            if code:
                first = codes.first(code, reader)
                if first is not None:
                    reader.reject("code", "DUP_IN_FILE", **first)
                pupil = _on_roster(reader, roster, code, person)
            yield reader, _result(reader, context, person, code=code, pupil=pupil, with_roster=roster is not None)


def check_vnedu(
    tables: Sequence[tuple[Table, Context]], roster: Roster | None
) -> Iterator[tuple[RowReader, AcceptedResult | None]]:
    """Every row of class summaries of vnEdu with the results it gives, None where it is rejected."""
    own_codes, pupils, people = FirstSeen(), FirstSeen(), FirstSeen()
    for table, context in tables:
        for row in table.rows:
            reader = RowReader(table, row)
            person = _identity(reader, context)
            own = cleaning.code(reader.raw("vnedu_code"))
            if own and (first := own_codes.first(own, reader)) is not None:
                reader.reject("vnedu_code", "DUP_IN_FILE", **first)
            pupil = None
            if roster is not None and person.key:
                pupil = _by_person(reader, roster, person.key)
                if pupil is not None and not reader.bad and (first := pupils.first(pupil.code, reader)) is not None:
                    reader.reject("name", "DUP_IN_FILE", **first)
            elif person.key and not reader.bad and (first := people.first(person.key, reader)) is not None:
                reader.warn("name", "POSSIBLE_DUPLICATE", **first)
            code = pupil.code if pupil else ""
            yield reader, _result(reader, context, person, code=code, pupil=pupil, with_roster=roster is not None)


@dataclass(frozen=True, slots=True)
class _Person:
    """Whom a row names."""

    class_name: str
    """Empty if not known."""
    name: str | None
    born: date | None

    @property
    def key(self) -> tuple[str, str, date] | None:
        return (self.class_name, name_key(self.name), self.born) if self.name and self.born else None


def _identity(reader: RowReader, context: Context) -> _Person:
    """Class, name and birth date; the class of a file without that column is that of its titles."""
    if reader.has("class"):
        class_name = reader.require("class", cleaning.class_name) or ""
    else:
        class_name = reader.row.class_title or context.class_name
        if reader.table.kind == "vnedu":
            # A sheet of vnEdu is named by its class; titles come second.
            class_name = context.class_name or class_name
    name = reader.require_name()
    born = reader.require("born", cleaning.day) if reader.has("born") else None
    return _Person(class_name, name, born)


def _on_roster(reader: RowReader, roster: Roster | None, code: str, person: _Person) -> RosterPupil | None:
    """The pupil of a code, guarded against shifted rows by class, name and birth date."""
    if roster is None:
        return None
    pupil = roster.by_code.get(code)
    if pupil is None:
        reader.reject("code", "PUPIL_UNKNOWN")
        return None
    differs: list[tuple[str, str]] = []
    if person.class_name and person.class_name != pupil.class_name:
        differs.append(("class" if reader.has("class") else "code", "CLASS_MISMATCH"))
    if person.name is not None and not same_name(person.name, pupil.name):
        differs.append(("name", "NAME_MISMATCH"))
    if person.born is not None and person.born != pupil.born:
        differs.append(("born", "NAME_MISMATCH"))
    for key, different in differs:
        reader.reject(
            key,
            different,
            expected_class=pupil.class_name,
            expected_name=pupil.name,
            expected_born=cleaning.day_text(pupil.born),
        )
    return pupil


def _by_person(reader: RowReader, roster: Roster, key: tuple[str, str, date]) -> RosterPupil | None:
    found = roster.by_person.get(key, ())
    if len(found) == 1:
        return found[0]
    reader.reject("name", "PUPIL_AMBIGUOUS" if found else "PUPIL_UNKNOWN")
    return None


def _result(
    reader: RowReader,
    context: Context,
    person: _Person,
    *,
    code: str | None,
    pupil: RosterPupil | None,
    with_roster: bool,
) -> AcceptedResult | None:
    class_name = person.class_name or (pupil.class_name if pupil else context.file_class)
    grade = grade_of(class_name, context.grade)
    layout = layout_of(reader.row.part.header, grade, context.school_year, context.moment)
    values = read_values(reader, layout)
    not_assessed = pupil.not_assessed if pupil else (False if with_roster else None)
    if reader.has("not_promoted"):
        _promotion_of_vnedu(reader, values)
    warn_of_row(reader, values, layout, not_assessed=not_assessed)
    reader.warn_of_errors(_CHECKED)
    if reader.bad or code is None or person.name is None:
        return None
    return AcceptedResult(
        sheet=reader.table.sheet,
        row=reader.row.number,
        class_name=class_name,
        grade=grade,
        moment=context.moment,
        code=code,
        name=person.name,
        subjects=values.subjects,
        competencies=values.competencies,
        qualities=values.qualities,
        completed=values.completed,
        promoted=values.promoted,
        rank=values.rank,
        not_assessed=bool(not_assessed),
    )


def _promotion_of_vnedu(reader: RowReader, values: Values) -> None:
    """VnEdu marks who is not promoted and has no completion column: completion follows from the overall result.

    Source: Circular 27/2020/TT-BGDĐT, art. 11(1)(a).
    """
    kept_down = reader.read("not_promoted", cleaning.flag)
    if values.rank is not None:
        values.completed = values.rank is not OverallResult.NOT_COMPLETED
        values.promoted = kept_down is False
