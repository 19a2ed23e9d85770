"""Writing one workbook's differences, exactly those that somebody has seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.selectors import names
from hocba_web.audit import services as audit
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.intake.comparing import Comparison, compare
from hocba_web.intake.comparing.items import refused
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.models import ImportRun
from hocba_web.intake.reading import KnownSchool, Reading, Refusal
from hocba_web.intake.selectors.runs import run_here
from hocba_web.intake.services.reading import eyes, keep_reading, known_school, read_again
from hocba_web.intake.writing import Target, write
from hocba_web.schools.services.bulk import Change, hold_pupils

State = ImportRun.State


@dataclass(frozen=True, slots=True)
class Seen:
    """A run compared anew."""

    run: ImportRun
    known: KnownSchool
    reading: Reading
    comparison: Comparison


class _Stale(Exception):
    """The differences are not those that were seen."""

    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self.seen = seen


def apply_run(*, actor: Actor, uuid: str, digest: str, at: datetime) -> ImportRun:
    """Write a workbook's differences in one transaction.

    Asked twice by the same person it answers the same and writes nothing more.

    Source: Decision 32/QĐ-THPĐ, art. 10(đ); art. 7(2), 9(1) and 6(6)(c) for results.

    Args:
        actor: who applies, within what they may import.
        uuid: the run.
        digest: of the differences that the person saw.
        at: aware, UTC; windows are asked for this instant.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: INTAKE_NOT_READY, INTAKE_APPLIED_BY, INTAKE_NOTHING_TO_APPLY; INTAKE_PREVIEW_STALE, what is on file
            changed since the preview: it was compared anew; the reason why nothing may be taken now.
    """
    try:
        with transaction.atomic():
            run = run_here(actor, uuid, lock=True)
            if run.state == State.APPLIED and run.applied_by_id == actor.user_id:
                return run
            _require_ready(run)
            seen = compared(run, actor, at, known_school(run))
            _require_same(seen, digest)
            return write_seen(seen, actor, at)
    except _Stale as stale:
        _keep_newer(stale.seen, actor, at)
        raise Refused("INTAKE_PREVIEW_STALE", where=stale.seen.run.name) from None


def _require_same(seen: Seen, digest: str) -> None:
    if seen.comparison.digest != digest:
        raise _Stale(seen)


def _require_ready(run: ImportRun) -> None:
    if run.state == State.APPLIED:
        by = names([run.applied_by_id]).get(run.applied_by_id, "") if run.applied_by_id else ""
        when = f"{local(run.applied_at):%H:%M %d/%m/%Y}" if run.applied_at else ""
        raise Refused("INTAKE_APPLIED_BY", where=run.name, by=by, at=when)
    if run.state != State.READ:
        raise Refused("INTAKE_NOT_READY", where=run.name, state=run.get_state_display())


def compared(run: ImportRun, actor: Actor, at: datetime, known: KnownSchool) -> Seen:
    """Read and compare a run anew, with the pupils it names held until the transaction is over.

    Raises:
        Refused: the reason why the file cannot be used, or nothing of it be taken.
    """
    reading = read_again(run, known)
    if reading.refusal is not None or reading.kind is None:
        raise refused(reading.refusal or Refusal("INTAKE_KIND_UNKNOWN"), run.name)
    if reading.kind in {FileKind.PUPILS, FileKind.HISTORY}:
        hold_pupils(run.school_id, list(reading.rows))
    comparison = compare(reading, known, actor, at)
    if comparison.refusal is not None:
        raise refused(comparison.refusal, run.name)
    return Seen(run, known, reading, comparison)


def write_seen(seen: Seen, actor: Actor, at: datetime, *, recount: bool = True) -> ImportRun:
    """Write what was compared in this transaction, with its trace.

    Raises:
        Refused: INTAKE_NOTHING_TO_APPLY; what the owning services refuse.
    """
    run, changes = seen.run, seen.comparison.changes
    if not changes or seen.reading.kind is None:
        raise Refused("INTAKE_NOTHING_TO_APPLY", where=run.name)
    target = Target(
        kind=seen.reading.kind,
        moment=seen.reading.moment,
        known=seen.known,
        actor=actor,
        at=at,
        run=run.uuid,
        recount=recount,
    )
    pupils = write(target, changes)
    keep_reading(run, seen.reading, seen.comparison, actor, at)
    run.state, run.left = State.APPLIED, None
    run.applied = [change_json(one) for one in changes]
    run.applied_by_id, run.applied_at = actor.user_id, at
    run.save()
    audit.record(
        actor=actor,
        action="intake.run.applied",
        subject=("import_run", str(run.uuid)),
        at=at,
        school_id=run.school_id,
        pupils=pupils,
        details={
            "kind": run.kind,
            "period": run.moment,
            "grade": run.grade,
            "rows": len(changes),
            "cells": sum(len(one.after or {}) for one in changes),
            "file": run.file.sha256,
        },
    )
    return run


def _keep_newer(seen: Seen, actor: Actor, at: datetime) -> None:
    """Store the newer differences, so that the page shows them."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(id=seen.run.id)
        if run.state == State.READ:
            keep_reading(run, seen.reading, seen.comparison, actor, at)
            run.save()


def compare_anew(*, actor: Actor, uuid: str, at: datetime, force: bool = False) -> ImportRun:
    """Bring a run's differences up to date for the person who looks at it.

    They are theirs already unless somebody else brought the file, or `force` asks for it.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    run = run_here(actor, uuid)
    if run.state != State.READ or (run.compared_for == eyes(actor) and not force):
        return run
    known = known_school(run)
    reading = read_again(run, known)
    comparison = None if reading.refusal else compare(reading, known, actor, at)
    with transaction.atomic():
        run = run_here(actor, uuid, lock=True)
        if run.state == State.READ:
            keep_reading(run, reading, comparison, actor, at)
            run.save()
    return run


def change_json(one: Change) -> list[Any]:
    """A change as a run keeps it."""
    return [one.key, None if one.before is None else dict(one.before), dict(one.after or {})]


def change_of(kept: list[Any]) -> Change:
    """The reverse."""
    key, before, after = kept
    return Change(key, before, after)


def target_of(run: ImportRun, actor: Actor, at: datetime, known: KnownSchool, *, undoing: bool) -> Target:
    """What a run's changes are written to."""
    return Target(
        kind=FileKind(run.kind),
        moment=Moment(run.moment) if run.moment else None,
        known=known,
        actor=actor,
        at=at,
        run=run.uuid,
        undoing=undoing,
    )
