"""Reading the files that wait: what they hold, what is wrong in them, what they would change."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.db import transaction

from hocba.errors import HocbaError
from hocba.model import Moment
from hocba.workbooks import CellEntry, CheckResult, repair
from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Missing, Refused
from hocba_web.intake.acting import actor_of
from hocba_web.intake.comparing import Comparison, compare
from hocba_web.intake.models import ImportRun
from hocba_web.intake.reading import Chosen, KnownSchool, Reading, Refusal, read_workbook
from hocba_web.schools.selectors.rows import year_of_school
from hocba_web.schools.services import attachments

_log = structlog.get_logger("hocba.intake")
State = ImportRun.State
MOST_ATTEMPTS = 3
MOST_CELLS = 2000
"""Cells of one file kept for the result page; the corrected workbook marks them all."""


def read_waiting(batch_id: int, *, at: datetime) -> int:
    """Read the files of a batch that wait, and those whose reader ended in the middle.

    Returns:
        How many were read.
    """
    waiting = ImportRun.objects.filter(batch_id=batch_id, state__in=[State.WAITING, State.READING])
    return sum(read_run(run_id, at=at) for run_id in waiting.values_list("id", flat=True))


def read_run(run_id: int, *, at: datetime) -> bool:
    """Read one file and keep what it says; nothing else is written.

    Returns:
        Whether it was read now; False where somebody else did or it was decided meanwhile.
    """
    run = _begin(run_id)
    if run is None:
        return False
    if run.attempts > MOST_ATTEMPTS:
        _refuse(run, Refusal("INTAKE_GIVEN_UP"))
        return False
    known = known_school(run)
    try:
        actor = actor_of(run.batch.by_id, run.batch.capacity, at)
        reading = read_again(run, known)
    except Refused as refused:
        _refuse(run, Refusal(refused.code, refused.params))
        return True
    comparison = None if reading.refusal else compare(reading, known, actor, at)
    _keep(run, reading, comparison, actor, at)
    return True


def known_school(run: ImportRun) -> KnownSchool:
    """The school and year of a run.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    year = year_of_school(run.school_id, run.year_id)
    if year is None:
        raise Missing("NOT_FOUND_HERE")
    return KnownSchool(year)


def read_again(run: ImportRun, known: KnownSchool) -> Reading:
    """The file of a run, read against the school as it is now.

    Raises:
        Missing, Refused: ATTACHMENT_LOST, ATTACHMENT_DAMAGED.
    """
    chosen = Chosen(Moment(run.moment)) if run.moment else None
    return read_workbook(attachments.content(run.file), run.name, known, chosen)


def _begin(run_id: int) -> ImportRun | None:
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().filter(id=run_id, state__in=[State.WAITING, State.READING]).first()
        if run is None:
            return None
        run.state, run.attempts = State.READING, run.attempts + 1
        run.save(update_fields=["state", "attempts"])
    return ImportRun.objects.select_related("batch", "file").get(id=run_id)


def _refuse(run: ImportRun, refusal: Refusal) -> None:
    run.state = State.REFUSED
    run.outcome = {"refusal": [refusal.code, _plain(refusal.params)], "counts": {}}
    run.save(update_fields=["state", "outcome"])


def _keep(run: ImportRun, reading: Reading, comparison: Comparison | None, actor: Actor, at: datetime) -> None:
    marked = _marked(run, reading)
    with transaction.atomic():
        current = ImportRun.objects.select_for_update().get(id=run.id)
        if current.state != State.READING:
            return
        if marked is not None:
            current.repaired = attachments.store(
                actor=actor, school_id=run.school_id, name=marked[0], content=marked[1], at=at
            )
        keep_reading(current, reading, comparison, actor, at)
        current.save()


def keep_reading(run: ImportRun, reading: Reading, comparison: Comparison | None, actor: Actor, at: datetime) -> None:
    """Put what was read and compared on the row, unsaved."""
    run.kind = reading.kind.value if reading.kind else ""
    run.moment = reading.moment.value if reading.moment else ""
    run.grade, run.class_name = reading.grade, reading.class_name
    refusal = reading.refusal or (comparison.refusal if comparison else None)
    hidden = refusal is not None and refusal.code in {"INTAKE_RESULTS_NOT_YOURS", "INTAKE_REGISTER_NOT_YOURS"}
    run.outcome = _outcome(reading, refusal, hidden=hidden)
    run.preview = comparison.as_json() if comparison is not None and not hidden else {}
    run.state = State.REFUSED if reading.refusal or hidden else State.READ
    run.compared_at, run.compared_for = at, eyes(actor)


def eyes(actor: Actor) -> str:
    """Whose differences these are."""
    return f"{actor.user_id}:{actor.capacity}"


def _outcome(reading: Reading, refusal: Refusal | None, *, hidden: bool) -> dict[str, Any]:
    """The result page's data; of a file that the person may not import nothing but the reason."""
    counts = {
        "rows": reading.data_rows,
        "accepted": reading.data_rows - reading.rejected_rows,
        "rejected": reading.rejected_rows,
        "ignored": reading.ignored_rows,
        "cells": len(reading.rejected),
        "warnings": len(reading.warnings),
    }
    told: dict[str, Any] = {
        "counts": {} if hidden else counts,
        "refusal": [refusal.code, _plain(refusal.params)] if refusal else None,
    }
    if not hidden:
        told["rejected"] = [_cell(one) for one in reading.rejected[:MOST_CELLS]]
        told["warnings"] = [_cell(one) for one in reading.warnings[:MOST_CELLS]]
        told["notes"] = [[one.code, _plain(one.params)] for one in reading.notes]
    return told


def _cell(one: CellEntry) -> dict[str, Any]:
    return {
        "sheet": one.sheet,
        "row": one.row,
        "column": one.column,
        "caption": one.caption,
        "value": one.value,
        "code": one.code,
        "params": _plain(one.params),
    }


def _plain(params: Any) -> dict[str, Any]:  # noqa: ANN401  # params of any message
    return {
        str(name): value if isinstance(value, (int, bool, type(None))) else str(value)
        for name, value in dict(params).items()
    }


def _marked(run: ImportRun, reading: Reading) -> tuple[str, bytes] | None:
    """The workbook back with its bad cells marked, under a name that says so; None where nothing is to be marked."""
    if reading.refusal is not None or not (reading.rejected or reading.warnings):
        return None
    base = run.name.rsplit("/", 1)[-1]
    stem = base.rsplit(".", 1)[0]
    result = CheckResult(file=base, kind=None, rejected=tuple(reading.rejected), warnings=tuple(reading.warnings))
    try:
        with tempfile.TemporaryDirectory() as folder:
            out = repair(attachments.content(run.file), result, Path(folder) / f"{stem} - can sua.xlsx")
            return out.name, out.read_bytes()
    except HocbaError as error:
        # The list on the page says the same; a workbook that cannot be copied stops nothing.
        _log.warning("not_marked", code=error.code)
        return None
