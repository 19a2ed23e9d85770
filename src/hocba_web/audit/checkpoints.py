"""Heads of chains, kept in the database and in files that belong on another machine or on paper.

A chain proves that nothing between two of its places was changed. That its end was not cut off, or the whole chain
written anew, only a head kept elsewhere can prove.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from hocba.errors import UnreadableFile
from hocba_web.audit.models import Checkpoint, Link

FORMAT = "hocba-audit-checkpoint-1"
FOLDER = "audit-checkpoints"


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """Where a chain stood."""

    chain: int
    """Number of the school; 0 for entries of none."""
    seq: int
    hash: str


def heads(*, school_id: int | None = None) -> tuple[Head, ...]:
    """The present head of every chain, or of one school's."""
    newest = Link.objects.order_by().values("chain").annotate(last=Max("seq")).values_list("chain", "last")
    if school_id is not None:
        newest = newest.filter(chain=school_id)
    return tuple(
        sorted(
            Head(chain, last, Link.objects.values_list("hash", flat=True).get(chain=chain, seq=last))
            for chain, last in newest
        )
    )


@transaction.atomic
def keep(*, at: datetime, school_id: int | None = None) -> tuple[Head, ...]:
    """Store the present heads as checkpoints.

    Args:
        at: real time, aware.
        school_id: only this school's chain.
    """
    found = heads(school_id=school_id)
    Checkpoint.objects.bulk_create(Checkpoint(chain=head.chain, seq=head.seq, hash=head.hash, at=at) for head in found)
    return found


def write(path: Path, found: tuple[Head, ...], *, at: datetime) -> None:
    """Write heads to a file, whole or not at all.

    Args:
        path: an existing file is replaced.
        found: the heads.
        at: real time, aware.
    """
    content = {"format": FORMAT, "at": at.isoformat(), "chains": [asdict(head) for head in found]}
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".part")
    fresh.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    fresh.replace(path)


def read(path: Path) -> tuple[Head, ...]:
    """The heads of a checkpoint file.

    Raises:
        UnreadableFile: AUDIT_CHECKPOINT_UNREADABLE: missing, or not such a file.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        found = tuple(Head(int(head["chain"]), int(head["seq"]), str(head["hash"])) for head in content["chains"])
        known = content["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile("AUDIT_CHECKPOINT_UNREADABLE", where=str(path), file=path.name) from error
    if not known:
        raise UnreadableFile("AUDIT_CHECKPOINT_UNREADABLE", where=str(path), file=path.name)
    return found


def folder() -> Path:
    """Where the daily checkpoint files are written."""
    return Path(settings.HOCBA.data) / FOLDER
