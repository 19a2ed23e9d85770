"""What stands against taking an import back: cells that somebody changed since, rows that something hangs on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hocba.model import Moment
from hocba_web.assessment.selectors.entries import entries
from hocba_web.assessment.selectors.last_changes import last_changes
from hocba_web.assessment.selectors.supplementary_rows import supplementary_cells
from hocba_web.base.clock import local
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.writing.write import Target
from hocba_web.schools.selectors import rows
from hocba_web.schools.selectors.rows import Row, Rows
from hocba_web.schools.selectors.teaching_rows import expected_holders, open_plan_id
from hocba_web.schools.services.bulk import Change


@dataclass(frozen=True, slots=True)
class Conflict:
    """One cell, or one whole row, that is no longer what the import made it."""

    key: str
    field: str
    """Empty: the whole row."""
    code: str
    """INTAKE_CHANGED_SINCE, INTAKE_HANGS_ON_IT, INTAKE_GONE, INTAKE_PLAN_DECIDED."""
    now: str = ""
    by: str = ""
    at: datetime | None = None


def conflicts(target: Target, changes: Sequence[Change], *, since: datetime) -> list[Conflict]:
    """What cannot be put back without losing somebody's later work.

    Args:
        target: the import's kind, school and moment.
        changes: what it wrote.
        since: when it was applied; aware.
    """
    return list(_FINDERS[target.kind](target, changes, since))


Finder = Callable[[Target, Sequence[Change], datetime], Iterable[Conflict]]


def _compared(changes: Sequence[Change], on_file: Rows) -> list[Conflict]:
    found = []
    for change in changes:
        row = on_file.get(change.key)
        if row is None:
            found.append(Conflict(change.key, "", "INTAKE_GONE"))
            continue
        for name, value in (change.after or {}).items():
            if row.get(name) != value:
                found.append(Conflict(change.key, name, "INTAKE_CHANGED_SINCE", now=str(row.get(name) or "")))
    return found


def _school(target: Target, changes: Sequence[Change], _since: datetime) -> list[Conflict]:
    return _compared(changes, {target.known.year.school_code: rows.school_row(target.school_id)})


def _staff(target: Target, changes: Sequence[Change], _since: datetime) -> list[Conflict]:
    found = _compared(changes, rows.staff_rows(target.school_id))
    new = [change.key for change in changes if change.before is None]
    return found + [Conflict(code, "", "INTAKE_HANGS_ON_IT") for code in sorted(rows.used_staff(target.school_id, new))]


def _classes(target: Target, changes: Sequence[Change], _since: datetime) -> list[Conflict]:
    found = _compared(changes, _with_homeroom(target))
    new = [change.key for change in changes if change.before is None]
    used = rows.used_classes(target.year_id, new)
    return found + [Conflict(name, "", "INTAKE_HANGS_ON_IT") for name in sorted(used)]


def _with_homeroom(target: Target) -> Rows:
    holders = expected_holders(target.year_id, local(target.at).date())
    return {
        name: row | {"homeroom": holders.get((name, ""), "")} for name, row in rows.class_rows(target.year_id).items()
    }


def _assignments(target: Target, changes: Sequence[Change], _since: datetime) -> list[Conflict]:
    if open_plan_id(target.year_id) is None:
        return [Conflict(change.key, "teacher", "INTAKE_PLAN_DECIDED") for change in changes]
    holders = expected_holders(target.year_id, local(target.at).date())
    on_file: Rows = {f"{name}|{subject}": {"teacher": code} for (name, subject), code in holders.items()}
    return _compared(changes, on_file)


def _pupils(target: Target, changes: Sequence[Change], since: datetime) -> list[Conflict]:
    on_file = rows.pupil_rows(target.year_id)
    ids = {place.code: place.pupil_id for place in target.known.places.values()}
    edits = rows.last_edits(ids.values(), since=since)
    renamed = {str((change.after or {}).get("ministry_id", change.key)): change for change in changes}
    found = []
    for conflict in _compared([Change(key, one.before, one.after) for key, one in renamed.items()], on_file):
        edit = edits.get((conflict.key, conflict.field))
        found.append(replace(conflict, by=edit.by, at=edit.at) if edit is not None else conflict)
    new = {ids[change.key]: change.key for change in changes if change.before is None and change.key in ids}
    return found + [
        Conflict(new[pupil_id], "", "INTAKE_HANGS_ON_IT") for pupil_id in sorted(rows.hanging_on(list(new)))
    ]


def _history(target: Target, changes: Sequence[Change], _since: datetime) -> list[Conflict]:
    return _compared(changes, rows.history_rows(target.year_id))


def _results(target: Target, changes: Sequence[Change], since: datetime) -> list[Conflict]:
    moment = target.moment or Moment.YEAR_END
    places = target.known.places
    classes = {places[change.key].class_id for change in changes}
    standing = entries(year_id=target.year_id, moment=moment, at=target.at, class_ids=classes)
    acts = last_changes(classes, moment, since=since)
    found = []
    for change in changes:
        enrolment_id = places[change.key].enrolment_id
        cells: Row = dict(standing.get(enrolment_id, {}))
        for name, value in (change.after or {}).items():
            if cells.get(name, "") != value:
                act = acts.get((enrolment_id, name))
                by, at = (act.by, act.at) if act else ("", None)
                found.append(Conflict(change.key, name, "INTAKE_CHANGED_SINCE", str(cells.get(name) or ""), by, at))
    return found


def _supplementary(target: Target, changes: Sequence[Change], _since: datetime) -> list[Conflict]:
    ids = {change.key: target.known.places[change.key].enrolment_id for change in changes}
    standing = supplementary_cells(list(ids.values()))
    on_file: Rows = {
        change.key: {**dict.fromkeys(change.after or {}, ""), **standing.get(ids[change.key], {})} for change in changes
    }
    return _compared(changes, on_file)


_FINDERS: dict[FileKind, Finder] = {
    FileKind.SCHOOL: _school,
    FileKind.STAFF: _staff,
    FileKind.CLASSES: _classes,
    FileKind.ASSIGNMENTS: _assignments,
    FileKind.PUPILS: _pupils,
    FileKind.HISTORY: _history,
    FileKind.RESULTS: _results,
    FileKind.COMMENTS: _results,
    FileKind.HEALTH: _results,
    FileKind.SUMMARY: _results,
    FileKind.SUPPLEMENTARY: _supplementary,
}


def without(changes: Sequence[Change], found: Iterable[Conflict]) -> list[Change]:
    """The changes that nothing stands against; of a row made by the import all or nothing."""
    whole = {one.key for one in found if not one.field}
    cells = {(one.key, one.field) for one in found}
    touched = {one.key for one in found}
    kept = []
    for change in changes:
        if change.key in whole or (change.before is None and change.key in touched):
            continue
        after = {name: value for name, value in (change.after or {}).items() if (change.key, name) not in cells}
        before = None if change.before is None else {name: change.before.get(name) for name in after}
        if after:
            kept.append(Change(change.key, before, after))
    return kept
