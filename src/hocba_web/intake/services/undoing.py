"""Taking an applied workbook back: everything is put where it was, or nothing of what was changed since is touched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.selectors.register import classes_of_year
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.intake.comparing.results import require_columns
from hocba_web.intake.comparing.supplementary import require_supplementary
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.models import ImportRun
from hocba_web.intake.reading import KnownSchool
from hocba_web.intake.selectors.runs import run_here
from hocba_web.intake.services.applying import change_of, target_of
from hocba_web.intake.services.reading import known_school
from hocba_web.intake.writing import Conflict, conflicts, without, write
from hocba_web.schools.services.bulk import Change, closed_registers, hold_pupils

State = ImportRun.State
SOURCE = "Decision 32/QĐ-THPĐ, art. 10(đ)"


def standing_against(*, actor: Actor, uuid: str, at: datetime) -> list[Conflict]:
    """What would stay as it is if the run were undone now; empty for one that is not applied.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    run = run_here(actor, uuid)
    if run.state != State.APPLIED or run.applied_at is None:
        return []
    target = target_of(run, actor, at, known_school(run), undoing=True)
    return conflicts(target, _changes(run), since=run.applied_at)


@transaction.atomic
def undo_run(*, actor: Actor, uuid: str, rest: bool, at: datetime) -> ImportRun:
    """Put back what a workbook changed.

    Args:
        actor: who might have applied it.
        uuid: the run.
        rest: leave alone what somebody changed since and put back the rest; else nothing is undone then.
        at: aware, UTC; results and the register of classes go back only while they are open.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: INTAKE_NOT_APPLIED; INTAKE_UNDO_CONFLICTS unless `rest`; INTAKE_NOTHING_TO_UNDO; the window's reason.
    """
    run = run_here(actor, uuid, lock=True)
    if run.state == State.UNDONE:
        return run
    if run.state != State.APPLIED or run.applied_at is None:
        raise Refused("INTAKE_NOT_APPLIED", where=run.name, state=run.get_state_display())
    known, changes = known_school(run), _changes(run)
    _require_may_undo(run, actor, known, changes, at)
    if run.kind in {FileKind.PUPILS.value, FileKind.HISTORY.value}:
        hold_pupils(run.school_id, [one.key for one in changes])
    target = target_of(run, actor, at, known, undoing=True)
    found = conflicts(target, changes, since=run.applied_at)
    if found and not rest:
        raise Refused("INTAKE_UNDO_CONFLICTS", where=run.name, count=len(found))
    kept = without(changes, found)
    if not kept:
        raise Refused("INTAKE_NOTHING_TO_UNDO", where=run.name)
    pupils = write(target, [one.turned() for one in _as_keyed(kept)])
    run.state, run.undone_by_id, run.undone_at = State.UNDONE, actor.user_id, at
    run.kept = [_conflict_json(one) for one in found]
    run.save()
    audit.record(
        actor=actor,
        action="intake.run.undone",
        subject=("import_run", str(run.uuid)),
        at=at,
        school_id=run.school_id,
        pupils=pupils,
        details={
            "kind": run.kind,
            "period": run.moment,
            "rows": len(kept),
            "kept": len(found),
            "file": run.file.sha256,
        },
    )
    return run


def _changes(run: ImportRun) -> list[Change]:
    return [change_of(one) for one in run.applied]


def _as_keyed(changes: Sequence[Change]) -> list[Change]:
    """Changes under the key that the rows have now: a temporary ministry code may have given way to the real one."""
    return [Change(str((one.after or {}).get("ministry_id") or one.key), one.before, one.after) for one in changes]


def _require_may_undo(
    run: ImportRun, actor: Actor, known: KnownSchool, changes: Sequence[Change], at: datetime
) -> None:
    """The same rights and the same open windows as for applying."""
    kind = FileKind(run.kind)
    if not kind.of_results:
        require(actor, Action.IMPORT_UNDO, Target(school_id=run.school_id))
        if kind in {FileKind.PUPILS, FileKind.HISTORY}:
            _require_registers_open(run, known, changes, at)
        return
    columns: dict[int, set[str]] = {}
    for one in changes:
        columns.setdefault(known.places[one.key].class_id, set()).update(one.after or {})
    for facts in classes_of_year(run.year_id, columns):
        if kind is FileKind.SUPPLEMENTARY:
            require_supplementary(actor, facts, columns[facts.id], at)
            continue
        require_columns(actor, facts, Moment(run.moment or Moment.YEAR_END.value), columns[facts.id])


def _require_registers_open(run: ImportRun, known: KnownSchool, changes: Sequence[Change], at: datetime) -> None:
    closed = closed_registers(run.year_id, at)
    for one in _as_keyed(changes):
        place = known.places.get(one.key)
        # Rows that the file itself made were put into a class that was empty: taking them out again needs no window.
        if place is not None and one.before is not None and place.class_name in closed:
            raise closed[place.class_name]


def _conflict_json(one: Conflict) -> list[Any]:
    return [one.key, one.field, one.code, one.now, one.by, one.at.isoformat() if one.at else ""]
