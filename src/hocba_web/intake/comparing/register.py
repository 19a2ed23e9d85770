"""Differences in the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hocba.workbooks.check.pupils import TEMPORARY
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.base.text import fold
from hocba_web.intake.comparing.items import Cell, Comparison, Item, blocked, differing, why
from hocba_web.intake.reading import KnownSchool, Reading, Refusal
from hocba_web.intake.reading.reading import Subject
from hocba_web.schools.pupil_fields import CIVIL
from hocba_web.schools.selectors import rows
from hocba_web.schools.selectors.rows import Known, Place, Row, Rows
from hocba_web.schools.selectors.teaching_rows import expected_holders, studied_subjects
from hocba_web.schools.services.bulk import closed_registers

_BY_PAPER = frozenset({"disability", "not_assessed"})
"""Fields that change only with evidence, in the register itself."""


def compare_school(reading: Reading, known: KnownSchool, _actor: Actor, _at: datetime) -> Comparison:
    """The school's profile."""
    return Comparison(_plain(reading, {known.year.school_code: rows.school_row(known.year.school_id)}))


def compare_staff(reading: Reading, known: KnownSchool, _actor: Actor, _at: datetime) -> Comparison:
    """Staff; who is no longer in the list stays, and leaving is decided elsewhere."""
    on_file = rows.staff_rows(known.year.school_id)
    items = _plain(reading, on_file)
    for item in items:
        if not item.is_new:
            reason = Refusal("INTAKE_STAFF_LEAVES", {"name": item.about.name})
            leaves = {cell.field: reason for cell in item.cells if cell.field == "active" and cell.after is False}
            item.cells = blocked(item.cells, leaves)
    active = {code: row for code, row in on_file.items() if row["active"]}
    return Comparison(items + _missing(reading, {code: Subject(str(row["name"])) for code, row in active.items()}))


def compare_classes(reading: Reading, known: KnownSchool, actor: Actor, at: datetime) -> Comparison:
    """Classes; their homeroom teachers as lines of the assignment plan."""
    on_file = rows.class_rows(known.year.id)
    field = "homeroom_first" if local(at).date() < known.year.term_2_on else "homeroom_last"
    holders = expected_holders(known.year.id, local(at).date())
    for name, row in on_file.items():
        row["homeroom"] = holders.get((name, ""), "")
    file_rows = {
        name: {key: value for key, value in row.items() if not key.startswith("homeroom")}
        | ({"homeroom": row[field]} if row.get(field) else {})
        for name, row in reading.rows.items()
    }
    items = _items(reading, file_rows, on_file)
    for item in items:
        reasons: dict[str, Refusal] = {}
        if item.is_new:
            item.cells = [cell for cell in item.cells if cell.field != "homeroom" or cell.after]
        elif any(cell.field == "grade" for cell in item.cells):
            reasons["grade"] = Refusal("INTAKE_GRADE_FIXED", {"class_name": item.key})
        reasons |= _teachers(item, "homeroom", known, actor)
        item.cells = blocked(item.cells, reasons)
    return Comparison(items + _missing(reading, {name: Subject(name, name) for name in on_file}))


def compare_assignments(reading: Reading, known: KnownSchool, actor: Actor, at: datetime) -> Comparison:
    """Who teaches what in the term of the day, as lines of the assignment plan."""
    term = "term_1" if local(at).date() < known.year.term_2_on else "term_2"
    holders = expected_holders(known.year.id, local(at).date())
    on_file: Rows = {f"{name}|{subject}": {"teacher": code} for (name, subject), code in holders.items() if subject}
    file_rows: Rows = {key: {"teacher": row[term]} for key, row in reading.rows.items() if row.get(term)}
    items = _items(reading, file_rows, on_file)
    studied = studied_subjects(known.year.id)
    for item in items:
        # A plan is lines on their way to the principal; there is no row of the register to make or to remove.
        item.makes_row = False
        item.cells = [Cell(one.field, one.before or "", one.after) for one in item.cells]
        reasons = _teachers(item, "teacher", known, actor)
        if item.about.name not in studied[item.about.class_name]:
            reasons = {"teacher": Refusal("INTAKE_COLUMN_NOT_TAKEN", {"class_name": item.about.class_name})}
        item.cells = blocked(item.cells, reasons)
    classes = {subject.class_name for subject in reading.subjects.values()}
    others = {
        key: Subject(key.partition("|")[2], key.partition("|")[0])
        for key in on_file
        if key.partition("|")[0] in classes
    }
    return Comparison(items + _missing(reading, others))


def _teachers(item: Item, field: str, known: KnownSchool, actor: Actor) -> dict[str, Refusal]:
    """Why a teacher cannot be proposed from the file."""
    for cell in item.cells:
        if cell.field != field:
            continue
        if not held_by(actor.role, Action.ASSIGNMENT_PROPOSE):
            return {field: Refusal("INTAKE_NOT_PROPOSING", {"role": actor.label})}
        if str(cell.after) not in known.staff:
            return {field: Refusal("INTAKE_STAFF_UNKNOWN", {"staff": str(cell.after)})}
        if str(cell.after) not in known.active_staff:
            return {field: Refusal("INTAKE_STAFF_LEFT", {"name": known.staff[str(cell.after)]})}
    return {}


def compare_pupils(reading: Reading, known: KnownSchool, _actor: Actor, at: datetime) -> Comparison:
    """Pupils of the year: new ones, changes of those on file, what only their own acts may change."""
    on_file = rows.pupil_rows(known.year.id)
    keys = {code: _key_on_file(code, row, known) for code, row in reading.rows.items()}
    elsewhere = rows.unplaced_rows(known.year.school_id, [key for key in keys.values() if key and key not in on_file])
    closed = closed_registers(known.year.id, at)
    rules = _PupilRules(known, closed, before_year=local(at).date() < known.year.starts_on)
    items = [
        rules.item(code, keys[code], row, on_file.get(keys[code]) or elsewhere.get(keys[code]), reading.subjects[code])
        for code, row in reading.rows.items()
    ]
    classes = {str(row["class"]) for row in reading.rows.values()}
    others = {
        code: Subject(place.name, place.class_name)
        for code, place in known.places.items()
        if place.class_name in classes and _on_roll(place)
    }
    told = set(keys.values())
    return Comparison(items + [_absent(code, about) for code, about in others.items() if code not in told])


def _on_roll(place: Place) -> bool:
    return place.left_on is None and not place.status.has_left


def _key_on_file(code: str, row: Row, known: KnownSchool) -> str:
    """The ministry code under which the pupil of a row is on file; the row's own where the pupil is new.

    Before the real code arrives a pupil has a temporary one made of the personal ID; either may stand in the file.
    """
    codes = {one.code: one for one in known.pupils}
    if code in codes:
        return code
    personal_id = row.get("personal_id")
    for one in known.pupils if personal_id else ():
        if one.personal_id == personal_id and (one.code.startswith(TEMPORARY) or code.startswith(TEMPORARY)):
            return one.code
    return code


class _PupilRules:
    """What may be taken of a pupil's row."""

    def __init__(self, known: KnownSchool, closed: Mapping[str, Refused], *, before_year: bool) -> None:
        self.closed = closed
        self.before_year = before_year
        self.by_personal_id = {one.personal_id: one for one in known.pupils if one.personal_id}
        self.by_person: dict[tuple[str, object], list[Known]] = {}
        for one in known.pupils:
            self.by_person.setdefault((one.name_folded, one.born.isoformat()), []).append(one)

    def item(self, code: str, key: str, row: Row, on_file: Row | None, about: Subject) -> Item:
        """The differences of one pupil."""
        if on_file is None:
            item = Item(key, about, list(differing(row, {})), is_new=True, makes_row=True)
            item.notes = self._twins(key, row)
        else:
            item = Item(key, about, list(differing(row, on_file)), is_new=not on_file["class"])
            if code != key and not code.startswith(TEMPORARY):
                item.cells.insert(0, Cell("ministry_id", key, code))
        item.cells = blocked(item.cells, self._reasons(item, row, on_file))
        return item

    def _reasons(self, item: Item, row: Row, on_file: Row | None) -> dict[str, Refusal]:
        other = self.by_personal_id.get(str(row.get("personal_id", "")))
        name = str((on_file or row)["class"] or row["class"])
        everything: Refusal | None = None
        if other is not None and other.code != item.key:
            params = {"name": other.name, "class_name": other.class_name or "–", "code": other.code}
            everything = Refusal("INTAKE_PERSONAL_ID_TAKEN", params)
        elif name in self.closed:
            everything = why(self.closed[name])
        if everything is not None:
            return {cell.field: everything for cell in item.cells}
        if on_file is None or self.before_year:
            return {}
        return {cell.field: reason for cell in item.cells if (reason := _only_by_act(cell, on_file)) is not None}

    def _twins(self, key: str, row: Row) -> list[Refusal]:
        """Pupils on file who may be this one."""
        alike = self.by_person.get((fold(str(row["name"])), row["born"]), [])
        return [
            Refusal("INTAKE_MAYBE_ON_FILE", {"name": one.name, "class_name": one.class_name or "–", "code": one.code})
            for one in alike
            if one.code != key
        ]


def _only_by_act(cell: Cell, on_file: Row) -> Refusal | None:
    """Why a field of a pupil on file does not change from a file once the year has begun."""
    if cell.field in CIVIL and cell.before:
        return Refusal("INTAKE_CIVIL_STATUS")
    if cell.field in _BY_PAPER:
        return Refusal("INTAKE_BY_PAPER")
    if cell.field == "class" and cell.before:
        return Refusal("INTAKE_CLASS_MOVE", {"before": str(cell.before), "after": str(cell.after)})
    words = (str(cell.before or ""), str(cell.after or ""))
    if cell.field == "status" and on_file["class"] and any(one.startswith(("Chuyển đi", "Thôi học")) for one in words):
        return Refusal("INTAKE_LEAVING")
    return None


def compare_history(reading: Reading, known: KnownSchool, _actor: Actor, at: datetime) -> Comparison:
    """School years so far; lines on file that the workbook lacks stay."""
    on_file = rows.history_rows(known.year.id)
    closed = closed_registers(known.year.id, at)
    items = _items(reading, reading.rows, {code: on_file.get(code, {}) for code in reading.rows})
    for item in items:
        item.is_new = item.key not in on_file
        reason = closed.get(item.about.class_name)
        if reason is not None and not item.is_new:
            item.cells = blocked(item.cells, {cell.field: why(reason) for cell in item.cells})
    return Comparison(items)


def _plain(reading: Reading, on_file: Rows) -> list[Item]:
    return _items(reading, reading.rows, on_file)


def _items(reading: Reading, file_rows: Rows, on_file: Rows) -> list[Item]:
    """Every row of the workbook against the row of the same key."""
    return [
        Item(
            key,
            reading.subjects[key],
            list(differing(row, on_file.get(key, {}))),
            is_new=key not in on_file,
            makes_row=key not in on_file,
        )
        for key, row in file_rows.items()
    ]


def _missing(reading: Reading, on_file: Mapping[str, Subject]) -> list[Item]:
    """What is on file and not in the workbook."""
    return [_absent(key, about) for key, about in on_file.items() if key not in reading.rows]


def _absent(key: str, about: Subject) -> Item:
    return Item(key, about, is_missing=True)
