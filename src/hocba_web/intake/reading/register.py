"""Rows of the register: school, staff, classes, assignments, pupils, school years so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hocba.errors import UsageError
from hocba.workbooks.check.staff import check_staff
from hocba.workbooks.cleaning import Bad, day, fault_of
from hocba.workbooks.school.data import Assignment, PupilEntry
from hocba.workbooks.school.pupils import read_pupils
from hocba.workbooks.school.registers import read_assignments, read_classes, read_profile, school_of
from hocba.workbooks.school.year import read_history
from hocba.workbooks.tables import Row, Table
from hocba_web.intake.reading.known import KnownSchool
from hocba_web.intake.reading.reading import (
    CellLog,
    Chosen,
    Reading,
    RowsByPlace,
    Subject,
    cell_of,
    filled,
    place_of,
    place_where,
)
from hocba_web.schools.selectors.rows import Row as Fields

_MORE_OF_SCHOOL = {
    "address": ("Địa chỉ trường", "DiaChi"),
    "phone": ("Điện thoại trường học", "DienThoai"),
    "email": ("Email trường học", "Email"),
    "tax_code": ("Mã số thuế", "MaSoThue"),
}
_YEAR_OF_BIRTH = range(1900, 2100)


def read_school(  # the shape of every reader
    reading: Reading, file: str, _content: bytes, tables: Sequence[Table], known: KnownSchool, _chosen: Chosen
) -> None:
    """The school's profile; another school's is refused by its code."""
    profile = read_profile(file, tables)
    reading.data_rows = sum(len(table.rows) for table in tables)
    try:
        school = school_of(profile, known.school_year)
    except UsageError as error:
        if error.code == "SCHOOL_YEAR_MISMATCH":
            reading.refuse("INTAKE_OTHER_YEAR", found=error.params.get("found", ""), expected=str(known.school_year))
        else:
            reading.refuse(error.code, **error.params)
        return
    if school.code != known.year.school_code:
        found, expected = f"{school.name} ({school.code})", f"{known.year.school_name} ({known.year.school_code})"
        reading.refuse("INTAKE_OTHER_SCHOOL", found=found, expected=expected)
        return
    row: Fields = {
        "name": school.name,
        "authority_code": school.authority_code,
        "authority_name": school.authority_name,
        "province": school.province,
        "commune": school.commune,
    }
    row |= {field: found for field, captions in _MORE_OF_SCHOOL.items() if (found := profile.get(*captions))}
    reading.rows[school.code] = row
    reading.subjects[school.code] = Subject(school.name)


def read_staff_list(  # the shape of every reader
    reading: Reading, file: str, _content: bytes, tables: Sequence[Table], _known: KnownSchool, _chosen: Chosen
) -> None:
    """Everybody of the staff; an address that no account may use is left out."""
    log = CellLog()
    for reader, person in check_staff(tables):
        log.take(file, reader)
        if person is None:
            continue
        row: Fields = {"name": person.name, "active": person.active}
        position = reader.row.text("duty") or reader.row.text("position")
        row |= dict(filled(reader.row, {"phone": "phone"}))
        row |= {
            field: value
            for field, value in (
                ("personal_id", person.personal_id),
                ("email", person.account_email),
                ("position", position),
                ("born", _day(reader.row, "born")),
            )
            if value
        }
        reading.rows[person.code] = row
        reading.subjects[person.code] = Subject(person.name, place=place_of(person.sheet, person.row))
    log.into(reading)


def read_class_list(  # the shape of every reader
    reading: Reading, file: str, _content: bytes, tables: Sequence[Table], known: KnownSchool, _chosen: Chosen
) -> None:
    """The classes; the sector database numbers them by the school's code, which tells another school's list."""
    log = CellLog()
    rows = RowsByPlace(file, tables)
    numbers = {row.text("class_id") for table in tables for row in table.rows} - {""}
    own = known.year.school_code
    if numbers and all(len(one) > len(own) and not one.startswith(own) for one in numbers):
        reading.refuse("INTAKE_OTHER_SCHOOL", found=min(numbers)[: len(own)], expected=own)
        return
    for name, one in read_classes(log, file, tables).items():
        row: Fields = {"grade": one.grade} | dict(
            filled(rows.at(one.where), {"foreign_language": "language_1", "campus": "site"})
        )
        row |= {
            field: staff
            for field, staff in (("homeroom_first", one.homeroom_start), ("homeroom_last", one.homeroom))
            if staff
        }
        reading.rows[name] = row
        reading.subjects[name] = Subject(name, name, place_where(one.where))
    log.into(reading)


def read_assignment_list(  # the shape of every reader
    reading: Reading, file: str, _content: bytes, tables: Sequence[Table], known: KnownSchool, _chosen: Chosen
) -> None:
    """Who teaches what, by class and subject."""
    log = CellLog()
    for ones in read_assignments(log, file, tables, known.classes).values():
        for one in ones:
            key = _assignment_key(one)
            reading.rows.setdefault(key, {})[f"term_{one.term}"] = one.teacher
            reading.subjects.setdefault(key, Subject(one.subject.value, one.class_name, place_where(one.where)))
    log.into(reading)


def _assignment_key(one: Assignment) -> str:
    return f"{one.class_name}|{one.subject.value}"


_PUPIL_TEXTS = {
    "ethnicity": "ethnicity",
    "nationality": "nationality",
    "register_no": "register_no",
    "policy_group": "policy",
    **{
        f"{kind}_{field}": f"{kind}_{key}"
        for kind in ("mother", "father", "guardian")
        for field, key in (("name", "name"), ("occupation", "job"), ("phone", "phone"))
    },
}


def read_pupil_list(  # the shape of every reader
    reading: Reading, file: str, _content: bytes, tables: Sequence[Table], known: KnownSchool, _chosen: Chosen
) -> None:
    """The pupil list of the sector database, a class list of a portal, or the school's own enrolment list."""
    log = CellLog()
    rows = RowsByPlace(file, tables)
    accepted, rejected = read_pupils(log, file, tables, known.classes)
    for code, one in accepted.items():
        reading.rows[code] = _pupil(one, rows.at(one.where))
        reading.subjects[code] = Subject(one.identity.name, one.class_name, place_where(one.where))
    for refused in rejected:
        log.rows += 1
        log.bad_rows += 1
        log.bad += [cell_of(finding) for finding in refused.findings]
    log.into(reading)


def _pupil(one: PupilEntry, row: Row) -> Fields:
    identity = one.identity
    fields: Fields = {
        "class": one.class_name,
        "name": identity.name,
        "sex": identity.sex.value,
        "born": identity.born.isoformat(),
    }
    more: dict[str, Any] = {
        "personal_id": identity.personal_id,
        "birthplace": identity.birthplace,
        "home_place": identity.home_place,
        "residence": identity.residence,
        "disability": one.disability,
    }
    if row.text("status"):
        fields["status"] = one.status.value
        more["status_on"] = one.status_on.isoformat() if one.status_on else ""
    fields |= {name: value for name, value in more.items() if value}
    fields |= dict(filled(row, _PUPIL_TEXTS))
    # An empty mark says nothing: a pupil once marked stays marked until somebody says otherwise in the register.
    if one.not_assessed:
        fields["not_assessed"] = True
    for kind in ("mother", "father", "guardian"):
        year = row.text(f"{kind}_born")
        if year.isdecimal() and int(year) in _YEAR_OF_BIRTH:
            fields[f"{kind}_born_year"] = int(year)
    return fields


def read_history_list(  # the shape of every reader
    reading: Reading, file: str, _content: bytes, tables: Sequence[Table], known: KnownSchool, _chosen: Chosen
) -> None:
    """The school years so far, a field a line: "2023/2023-09-05" holds "2A1|Trường …"."""
    log = CellLog()
    found, _ = read_history(log, file, tables, known.entries)
    for code, history in found.items():
        reading.rows[code] = {
            f"{one.school_year.first}/{one.entered_on.isoformat()}": f"{one.class_name}|{one.school_name}"
            for one in history.years
        }
        place = known.places[code]
        reading.subjects[code] = Subject(place.name, place.class_name, place_where(history.where))
    log.into(reading)


def _day(row: Row, key: str) -> str:
    found = None if fault_of(row.raw(key)) is not None else day(row.raw(key))
    return "" if found is None or isinstance(found, Bad) else found.isoformat()
