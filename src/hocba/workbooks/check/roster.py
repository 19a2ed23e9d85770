"""The pupils and classes of a school, from a pupil list or a class list, to compare other files with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from hocba.errors import UnreadableFile, UsageError
from hocba.workbooks import cleaning
from hocba.workbooks.check.pupils import TEMPORARY
from hocba.workbooks.cleaning import Bad, Value, fault_of
from hocba.workbooks.names import name_key
from hocba.workbooks.sheets import read_sheets
from hocba.workbooks.tables import Row, find_tables, recognise

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class RosterPupil:
    """A pupil as other files must name them."""

    class_name: str
    code: str
    name: str
    born: date
    not_assessed: bool = False
    """A pupil with a disability who is not assessed."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Who and which classes belong to the school."""

    pupils: tuple[RosterPupil, ...] = ()
    """Empty if only a class list was given."""
    classes: frozenset[str] = frozenset()
    by_code: Mapping[str, RosterPupil] = field(init=False, repr=False, compare=False)
    by_person: Mapping[tuple[str, str, date], tuple[RosterPupil, ...]] = field(init=False, repr=False, compare=False)
    """By class, name key and birth date."""

    def __post_init__(self) -> None:
        codes: dict[str, RosterPupil] = {}
        people: dict[tuple[str, str, date], tuple[RosterPupil, ...]] = {}
        for pupil in self.pupils:
            codes.setdefault(pupil.code, pupil)
            key = (pupil.class_name, name_key(pupil.name), pupil.born)
            people[key] = (*people.get(key, ()), pupil)
        object.__setattr__(self, "by_code", MappingProxyType(codes))
        object.__setattr__(self, "by_person", MappingProxyType(people))


def read_roster(data: bytes, name: str) -> Roster:
    """Read a pupil list or a class list as a roster.

    Rows are taken if class, code, name and birth date can be read: a wrong personal ID in the list is found by
    checking the list itself and must not make every result of that pupil unknown. Of two rows with one code the first
    counts.

    Raises:
        UsageError: ROSTER_UNUSABLE, with the reason as `detail`.
    """
    try:
        book = read_sheets(data, name)
        kind = recognise(book)
        if kind == "classes":
            found = [_clean(row, "class", cleaning.class_name) for t in find_tables(book, "classes") for row in t.rows]
            return Roster(classes=frozenset(one for one in found if one is not None))
        tables = find_tables(book, "pupils")
    except UnreadableFile as error:
        raise UsageError("ROSTER_UNUSABLE", where=name, file=name, cause=error.code) from error
    pupils: dict[str, RosterPupil] = {}
    classes: set[str] = set()
    for table in tables:
        for row in table.rows:
            class_name = _clean(row, "class", cleaning.class_name) or row.class_title
            if class_name:
                classes.add(class_name)
            pupil = _pupil(row, class_name)
            if pupil is not None:
                pupils.setdefault(pupil.code, pupil)
    return Roster(tuple(pupils.values()), frozenset(classes))


def _pupil(row: Row, class_name: str) -> RosterPupil | None:
    code = _clean(row, "code", cleaning.code)
    if not row.has("code") and (personal_id := _clean(row, "personal_id", cleaning.code)):
        code = TEMPORARY + personal_id
    born = _clean(row, "born", cleaning.day)
    name = row.text("name")
    if not class_name or not code or not name or born is None:
        return None
    marked = _clean(row, "not_assessed", cleaning.flag)
    return RosterPupil(class_name, code, name, born, not_assessed=bool(marked))


def _clean(row: Row, key: str, clean: Callable[[Value], _T | Bad | None]) -> _T | None:
    value = row.raw(key)
    if fault_of(value) is not None:
        return None
    cleaned = clean(value)
    return None if isinstance(cleaned, Bad) else cleaned
