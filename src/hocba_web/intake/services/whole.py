"""A whole folder at once: every file of a batch in the order in which a school takes them in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import structlog
from django.db import transaction

from hocba.errors import HocbaError
from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.assessment.services.progress import rebuild_progress
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.intake.acting import actor_of
from hocba_web.intake.comparing import Comparison
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.models import Batch, ImportRun
from hocba_web.intake.reading import KnownSchool
from hocba_web.intake.selectors.runs import batch_here, visible_runs
from hocba_web.intake.services.applying import compared, write_seen
from hocba_web.intake.services.reading import known_school, read_run
from hocba_web.intake.services.uploads import require_importer
from hocba_web.intake.tasks import apply_batch

_log = structlog.get_logger("hocba.intake")
State = ImportRun.State
_MOMENTS = ("", "gk1", "ck1", "gk2", "cn")
_OPEN = (State.WAITING, State.READING, State.READ, State.REFUSED)


@transaction.atomic
def ask_all(*, actor: Actor, uuid: str, seen: Mapping[str, str], at: datetime) -> Batch:
    """Ask for all files of a batch to be applied in order, in the background.

    A file that would replace something on file is left for its own page, unless the person has seen just these
    differences; a file that is refused stops none of the others.

    Args:
        actor: within what they may import.
        uuid: the batch.
        seen: digests of the differences shown, by run.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: INTAKE_NOT_ALLOWED.
        Refused: INTAKE_NOTHING_TO_APPLY.
    """
    require_importer(actor)
    batch = Batch.objects.select_for_update().get(id=batch_here(actor, uuid).id)
    if batch.asked_at is not None and batch.done_at is None:
        return batch
    if not visible_runs(actor).filter(batch=batch, state__in=_OPEN).exists():
        raise Refused("INTAKE_NOTHING_TO_APPLY")
    batch.asked_by_id, batch.asked_capacity, batch.asked_at, batch.done_at = actor.user_id, actor.capacity, at, None
    batch.seen = dict(seen)
    batch.save()
    audit.record(
        actor=actor,
        action="intake.batch.asked",
        subject=("import_batch", str(batch.uuid)),
        at=at,
        school_id=batch.school_id,
        details={"files": batch.runs.filter(state__in=_OPEN).count()},
    )
    transaction.on_commit(lambda: apply_batch.enqueue(batch.id))
    return batch


def apply_asked(batch_id: int, *, at: datetime) -> int:
    """Carry out `ask_all`: the job. Begun again after a crash it goes on where it was.

    Returns:
        How many files were applied.
    """
    batch = Batch.objects.filter(id=batch_id, asked_at__isnull=False, done_at__isnull=True).first()
    if batch is None or batch.asked_by_id is None:
        return 0
    count = 0
    try:
        actor = actor_of(batch.asked_by_id, batch.asked_capacity, at)
    except Refused as refused:
        batch.runs.filter(state__in=_OPEN).update(left=[refused.code, {}])
    else:
        count = _in_order(batch, actor, at)
    Batch.objects.filter(id=batch_id).update(done_at=at)
    return count


def _in_order(batch: Batch, actor: Actor, at: datetime) -> int:
    for run_id in batch.runs.filter(state__in=[State.WAITING, State.READING]).values_list("id", flat=True):
        read_run(run_id, at=at)
    runs = visible_runs(actor).filter(batch=batch, state__in=_OPEN).exclude(kind="").select_related("batch", "file")
    known: KnownSchool | None = None
    count = 0
    moments: set[Moment] = set()
    for run in sorted(runs, key=_place):
        known = known or known_school(run)
        if _applied(run.id, actor, at, known, batch.seen):
            count += 1
            moments |= {Moment(run.moment)} if run.moment and FileKind(run.kind).of_results else set()
            # What the register holds is read anew after it changed; results change nobody's place.
            known = known if FileKind(run.kind).of_results else None
    if moments:
        rebuild_progress(batch.year_id, moments, at=at)
    return count


def _place(run: ImportRun) -> tuple[int, int, str]:
    return FileKind(run.kind).step, _MOMENTS.index(run.moment) if run.moment in _MOMENTS else 0, run.name


def _applied(run_id: int, actor: Actor, at: datetime, known: KnownSchool, seen: Mapping[str, str]) -> bool:
    try:
        with transaction.atomic():
            run = ImportRun.objects.select_for_update().get(id=run_id)
            if run.state not in _OPEN:
                return False
            found = compared(run, actor, at, known)
            if _replaces(found.comparison) and seen.get(str(run.uuid)) != found.comparison.digest:
                raise Refused("INTAKE_NEEDS_LOOK")
            write_seen(found, actor, at, recount=False)
    except HocbaError as error:
        _log.info("file_left", code=error.code)
        params = {name: str(value) for name, value in error.params.items()}
        ImportRun.objects.filter(id=run_id).update(left=[error.code, params])
        return False
    return True


def _replaces(comparison: Comparison) -> bool:
    """Whether something on file would give way to something else."""
    return any(cell.before not in ("", None, False) for item in comparison.items for cell in item.taken)
