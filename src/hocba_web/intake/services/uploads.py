"""Workbooks arriving: kept by what they hold, put in order, read in the background."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.base.text import clean
from hocba_web.intake.models import Batch, ImportRun
from hocba_web.intake.selectors.runs import run_here
from hocba_web.intake.tasks import read_batch
from hocba_web.schools.selectors.rows import year_of_school
from hocba_web.schools.services import attachments
from hocba_web.schools.services.attachments import Upload

MOST_FILES = 150
"""Files of one batch: a school's whole folder has about ninety."""
_WORKBOOKS = (b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"))
_NAME_LENGTH = 150


def require_importer(actor: Actor) -> None:
    """Refuse who can import nothing at all.

    Raises:
        Forbidden: INTAKE_NOT_ALLOWED.
    """
    if not any(held_by(actor.role, action) for action in (Action.IMPORT_PREVIEW, Action.RESULTS_IMPORT)):
        raise Forbidden("INTAKE_NOT_ALLOWED", source="Decision 32/QĐ-THPĐ, art. 10(đ)", role=actor.label)


@transaction.atomic
def take_in(*, actor: Actor, year_id: int, files: Sequence[Upload], at: datetime) -> Batch:
    """Keep uploaded workbooks and have them read; nothing of the register or the results changes.

    Source: Decision 32/QĐ-THPĐ, art. 10(đ) (initial data), art. 7(2), 9(1) (results).

    Args:
        actor: registrar or admin for the register; registrar and teachers for results.
        year_id: a year of the actor's school.
        files: as they arrived; what is no workbook is named in the batch and not kept.
        at: aware, UTC.

    Raises:
        Forbidden: INTAKE_NOT_ALLOWED.
        Missing: NOT_FOUND_HERE, another school's year.
        Refused: INTAKE_NO_FILE, INTAKE_TOO_MANY_FILES.
    """
    require_importer(actor)
    if year_of_school(actor.school_id, year_id) is None:
        raise Missing("NOT_FOUND_HERE")
    if not files:
        raise Refused("INTAKE_NO_FILE")
    if len(files) > MOST_FILES:
        raise Refused("INTAKE_TOO_MANY_FILES", count=len(files), limit=MOST_FILES)
    batch = Batch.objects.create(
        school_id=actor.school_id, year_id=year_id, by_id=actor.user_id, capacity=actor.capacity, at=at
    )
    for upload in files:
        _take(actor, batch, upload, at)
    batch.save(update_fields=["turned_away"])
    audit.record(
        actor=actor,
        action="intake.batch.uploaded",
        subject=("import_batch", str(batch.uuid)),
        at=at,
        school_id=actor.school_id,
        details={"files": batch.runs.count(), "turned_away": len(batch.turned_away)},
    )
    transaction.on_commit(lambda: read_batch.enqueue(batch.id))
    return batch


def _take(actor: Actor, batch: Batch, upload: Upload, at: datetime) -> None:
    name = _shown(upload.name)
    if not upload.content.startswith(_WORKBOOKS):
        batch.turned_away.append([name, "FILE_UNREADABLE", {"reason": "not_a_workbook"}])
        return
    try:
        with transaction.atomic():
            kept = attachments.store(
                actor=actor, school_id=actor.school_id, name=upload.name, content=upload.content, at=at
            )
    except Refused as refused:
        batch.turned_away.append([name, refused.code, {**refused.params}])
        return
    ImportRun.objects.create(batch=batch, school_id=batch.school_id, year_id=batch.year_id, name=name, file=kept)


def _shown(name: str) -> str:
    return clean(name.replace("\\", "/")).strip("/ ")[-_NAME_LENGTH:] or "tep"


@transaction.atomic
def choose_moment(*, actor: Actor, uuid: str, moment: Moment, at: datetime) -> ImportRun:
    """Say which moment a file is about that does not say it itself, and have it read again.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: INTAKE_DECIDED, it was applied or dropped.
    """
    run = run_here(actor, uuid, lock=True)
    if run.state not in {ImportRun.State.READ, ImportRun.State.REFUSED}:
        raise Refused("INTAKE_DECIDED", state=run.get_state_display())
    run.moment = moment.value
    run.state, run.attempts = ImportRun.State.WAITING, 0
    run.save(update_fields=["moment", "state", "attempts"])
    _trace(actor, "intake.run.moment_chosen", run, at, moment=moment.value)
    transaction.on_commit(lambda: read_batch.enqueue(run.batch_id))
    return run


@transaction.atomic
def drop(*, actor: Actor, uuid: str, at: datetime) -> ImportRun:
    """Give up a file that was not applied; it stays on record.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: INTAKE_DECIDED.
    """
    run = run_here(actor, uuid, lock=True)
    if run.state == ImportRun.State.DROPPED:
        return run
    if run.state in {ImportRun.State.APPLIED, ImportRun.State.UNDONE}:
        raise Refused("INTAKE_DECIDED", state=run.get_state_display())
    run.state = ImportRun.State.DROPPED
    run.outcome, run.preview = {"counts": run.outcome.get("counts", {})}, {}
    run.save(update_fields=["state", "outcome", "preview"])
    _trace(actor, "intake.run.dropped", run, at)
    return run


def _trace(actor: Actor, action: str, run: ImportRun, at: datetime, **details: object) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("import_run", str(run.uuid)),
        at=at,
        school_id=run.school_id,
        details={"kind": run.kind, **details},
    )
