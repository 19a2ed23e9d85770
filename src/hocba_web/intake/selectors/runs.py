"""Whose workbooks somebody sees."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Missing
from hocba_web.intake.kinds import OF_RESULTS
from hocba_web.intake.models import Batch, ImportRun

_OF_RESULTS = [kind.value for kind in OF_RESULTS]


def visible_runs(actor: Actor) -> QuerySet[ImportRun]:
    """Files that somebody may look at in this capacity.

    Those of the register for who may import it; those of results for the registrar and the teacher who brought them.
    A file of no known kind is its uploader's. The admin never sees results, not even in a file of their own.
    """
    mine = Q(batch__by_id=actor.user_id)
    seen = Q(kind="") & mine
    if held_by(actor.role, Action.IMPORT_PREVIEW):
        seen |= ~Q(kind="") & ~Q(kind__in=_OF_RESULTS)
    if held_by(actor.role, Action.RESULTS_IMPORT):
        seen |= Q(kind__in=_OF_RESULTS) & (Q() if actor.role is Role.REGISTRAR else mine)
    # What a person may not import was refused when it was read; the name of the file and the reason are theirs.
    seen |= mine & Q(state__in=[ImportRun.State.WAITING, ImportRun.State.READING, ImportRun.State.REFUSED])
    return ImportRun.objects.filter(seen, school_id=actor.school_id)


def run_here(actor: Actor, uuid: UUID | str, *, lock: bool = False) -> ImportRun:
    """One file that the person may look at.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    rows = visible_runs(actor).select_related("batch", "file", "repaired", "year", "school")
    found = rows.select_for_update(of=("self",)) if lock else rows
    run = found.filter(uuid=_uuid(uuid)).first()
    if run is None:
        raise Missing("NOT_FOUND_HERE")
    return run


def batch_here(actor: Actor, uuid: UUID | str) -> Batch:
    """One batch of which the person may look at a file, or which is their own.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    batch = Batch.objects.filter(uuid=_uuid(uuid), school_id=actor.school_id).select_related("by", "year").first()
    if batch is None or (batch.by_id != actor.user_id and not visible_runs(actor).filter(batch=batch).exists()):
        raise Missing("NOT_FOUND_HERE")
    return batch


def _uuid(value: UUID | str) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as error:
        raise Missing("NOT_FOUND_HERE") from error


def recent_batches(actor: Actor, count: int = 20) -> list[Batch]:
    """The last batches with files that the person may look at."""
    mine = Q(by_id=actor.user_id)
    rows = Batch.objects.filter(Q(id__in=visible_runs(actor).values("batch_id")) | mine, school_id=actor.school_id)
    return list(rows.select_related("by", "year").prefetch_related("runs").distinct()[:count])
