"""Writing the changes of one workbook, each kind through the door of the application that owns its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.assessment.services.bulk import CellChange, write_many
from hocba_web.assessment.services.register_events import recount_classes
from hocba_web.assessment.services.supplementary_bulk import SupplementaryChange, write_supplementary
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.reading import KnownSchool
from hocba_web.schools.selectors.rows import Value
from hocba_web.schools.selectors.teaching_rows import PlanLine, has_teachers, open_plan_id, plan_cells
from hocba_web.schools.services import bulk
from hocba_web.schools.services.bulk import Change, Writing
from hocba_web.schools.services.teaching.plans import Cell, open_plan, set_cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where, by whom and why."""

    kind: FileKind
    moment: Moment | None
    known: KnownSchool
    actor: Actor
    at: datetime
    """Aware, UTC."""
    run: UUID
    undoing: bool = False
    recount: bool = True
    """False: who writes many files counts the classes once, afterwards."""

    @property
    def school_id(self) -> int:
        """The school."""
        return self.known.year.school_id

    @property
    def year_id(self) -> int:
        """The year."""
        return self.known.year.id


Writer = Callable[[Target, Sequence[Change]], list[int]]


def write(target: Target, changes: Sequence[Change]) -> list[int]:
    """Write changes inside the caller's transaction.

    Returns:
        Pupils (ids) whose data were touched.

    Raises:
        Refused: what the owning services refuse; INTAKE_STALE, a cell holds something else by now.
    """
    return _WRITERS[target.kind](target, changes)


def _school(target: Target, changes: Sequence[Change]) -> list[int]:
    for change in changes:
        bulk.write_school(target.school_id, change)
    return []


def _staff(target: Target, changes: Sequence[Change]) -> list[int]:
    bulk.write_staff(target.school_id, changes)
    return []


def _classes(target: Target, changes: Sequence[Change]) -> list[int]:
    lines = [
        PlanLine(one.key, "", str((one.after or {}).get("homeroom") or ""))
        for one in changes
        if "homeroom" in {**(one.before or {}), **(one.after or {})}
    ]
    if target.undoing:
        _propose(target, lines)
    bulk.write_classes(target.school_id, target.year_id, [_without(change, "homeroom") for change in changes])
    if not target.undoing:
        _propose(target, lines)
    return []


def _without(change: Change, field: str) -> Change:
    return Change(change.key, _rest(change.before, field), _rest(change.after, field))


def _rest(fields: Mapping[str, Value] | None, field: str) -> dict[str, Value] | None:
    return None if fields is None else {name: value for name, value in fields.items() if name != field}


def _assignments(target: Target, changes: Sequence[Change]) -> list[int]:
    lines = []
    for change in changes:
        class_name, _, subject = change.key.partition("|")
        lines.append(PlanLine(class_name, subject, str((change.after or {}).get("teacher") or "")))
    _propose(target, lines)
    return []


def _propose(target: Target, lines: Sequence[PlanLine]) -> None:
    """Lines of the plan that the principal decides; a plan on its way takes them up."""
    if not lines:
        return
    plan_id = open_plan_id(target.year_id)
    if plan_id is None:
        today = local(target.at).date()
        year = target.known.year
        since = max(today, year.starts_on) if has_teachers(target.year_id, today) else year.starts_on
        plan_id = open_plan(actor=target.actor, year_id=year.id, since=min(since, year.ends_on), at=target.at).id
    cells = [Cell(one.class_id, one.subject, one.staff_id) for one in plan_cells(target.year_id, lines)]
    set_cells(actor=target.actor, plan_id=plan_id, cells=cells, at=target.at)


def _pupils(target: Target, changes: Sequence[Change]) -> list[int]:
    writing = Writing(by=target.actor.user_id, at=target.at, import_run=target.run, undoing=target.undoing)
    touched = bulk.write_pupils(target.school_id, target.year_id, changes, writing)
    # Who is on the roll decides how many entries a class needs.
    recount_classes([one.id for one in target.known.classes.values()], target.at)
    return touched


def _history(target: Target, changes: Sequence[Change]) -> list[int]:
    return bulk.write_history(target.school_id, changes)


def _results(target: Target, changes: Sequence[Change]) -> list[int]:
    places = target.known.places
    cells = [
        CellChange(places[one.key].enrolment_id, column, _told((one.before or {}).get(column)), _told(value))
        for one in changes
        for column, value in (one.after or {}).items()
    ]
    written = write_many(
        year_id=target.year_id,
        moment=target.moment or Moment.YEAR_END,
        changes=cells,
        by_user_id=target.actor.user_id,
        at=target.at,
        import_run=target.run,
        grounds="undo" if target.undoing else "import",
        recount=target.recount,
    )
    if written.passed_over:
        raise Refused("INTAKE_STALE")
    return [places[one.key].pupil_id for one in changes]


def _supplementary(target: Target, changes: Sequence[Change]) -> list[int]:
    places = target.known.places
    passed_over = write_supplementary(
        [
            SupplementaryChange(
                places[one.key].enrolment_id,
                {name: _told(value) for name, value in (one.before or {}).items()},
                {name: _told(value) for name, value in (one.after or {}).items()},
            )
            for one in changes
        ],
        by=target.actor.user_id,
        at=target.at,
    )
    if passed_over:
        raise Refused("INTAKE_STALE")
    return [places[one.key].pupil_id for one in changes]


def _told(value: object) -> str:
    return "" if value is None else str(value)


_WRITERS: dict[FileKind, Writer] = {
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
